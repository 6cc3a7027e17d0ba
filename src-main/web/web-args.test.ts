import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError, webArgs } from './web-args.ts';

describe('the browser host’s command line', () => {
  test('says everything it may be told', () => {
    const argv = ['--port', '0', '--data', '/tmp/x', '--demo', '--no-open'];
    expect(webArgs(argv)).toEqual({
      ...{ port: 0, dataDir: '/tmp/x', demo: true, remoteHub: null, open: false, exportTo: null },
    });
    expect(webArgs(['--export-outbox', 'unsent.json']).exportTo).toBe('unsent.json');
    const joined = ['--hub', 'http://hub.local:4680', '--invite', 'CODE'];
    expect(webArgs(joined).remoteHub).toEqual({ url: 'http://hub.local:4680', invite: 'CODE' });
    expect(webArgs(['--hub', 'https://hub.example']).remoteHub).toEqual({
      url: 'https://hub.example',
      invite: null,
    });
  });

  test('begins with a fixed port and folder; the sample has a folder of its own', () => {
    expect(webArgs([])).toMatchObject({ port: 4670, demo: false, open: true, remoteHub: null });
    expect(webArgs([]).dataDir).toBe(join(homedir(), '.livedesk', 'default'));
    expect(webArgs(['--demo']).dataDir).toBe(join(homedir(), '.livedesk', 'demo'));
  });

  test.each([
    ['--port', 'abc'],
    ['--port', '70000'],
    ['--port', '-1'],
    ['--port', '1.5'],
    ['--port='],
    ['--port'],
    ['--data='],
    ['--hub', 'hub.local'],
    ['--hub', 'ftp://hub.local'],
    ['--hub', 'javascript:alert(1)'],
    ['--invite', 'CODE'],
    ['--export-outbox='],
    ['--nonsense'],
    ['a-word'],
  ])('%s %s is a usage error', (...argv) => {
    expect(() => webArgs(argv)).toThrow(UsageError);
  });
});
