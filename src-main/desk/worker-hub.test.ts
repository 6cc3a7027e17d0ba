import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { workerHub } from './worker-hub.ts';

const entry = new URL('worker-hub-fixture.ts', import.meta.url);

async function started() {
  const dataDir = tempFolder();
  const failures: string[] = [];
  const start = workerHub(entry, (error) => failures.push(error.message));
  const hub = await start({ dataDir, ownerToken: 'token', port: 0 });
  onTestFinished(() => hub.close());
  return {
    hub,
    failures,
    make: (name: string) => writeFileSync(join(dataDir, name), ''),
    starts: () => readFileSync(join(dataDir, 'starts'), 'utf8').trim().split('\n'),
    served: () => fetch(hub.url).then((answer) => answer.text()),
  };
}
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 });

test('a hub that dies is started again on its port, and the console hears why', async () => {
  const { hub, failures, make, starts, served } = await started();
  expect(await served()).toBe('served');
  make('crash');
  await eventually(() => expect(starts()).toEqual(['0', new URL(hub.url).port]));
  await eventually(async () => expect(await served()).toBe('served'));
  expect(failures).toEqual(['a bug in the hub']);
});

test('one that cannot be started again at once is tried again', async () => {
  const { failures, make, starts, served } = await started();
  make('fail');
  make('crash');
  await eventually(() => expect(starts()).toHaveLength(3));
  await eventually(async () => expect(await served()).toBe('served'));
  expect(failures).toEqual(['a bug in the hub', 'no room on the disk']);
});

test('one that is closed stays closed, also while it is being started again', async () => {
  const { hub, failures, make, starts, served } = await started();
  make('crash');
  await eventually(() => expect(failures).toHaveLength(1));
  await hub.close();
  await expect(served()).rejects.toThrow();
  const before = starts().length;
  await hub.close();
  expect(starts()).toHaveLength(before);
});

test('a first start that fails is thrown', async () => {
  const dataDir = tempFolder();
  writeFileSync(join(dataDir, 'fail'), '');
  const start = workerHub(entry, () => undefined);
  await expect(start({ dataDir, ownerToken: 'token', port: 0 })).rejects.toThrow('no room on the disk');
});
