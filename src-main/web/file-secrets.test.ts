import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { fileSecrets } from './file-secrets.ts';

describe('secrets of the browser host', () => {
  test('they are kept over a restart, replaced and removed', async () => {
    const dir = join(tempFolder(), 'profile');
    const secrets = fileSecrets(dir);
    expect(await secrets.get('a')).toBeNull();
    await secrets.set('a', '1');
    await secrets.set('b', '2');
    await secrets.set('a', '3');
    expect(await fileSecrets(dir).get('a')).toBe('3');
    await secrets.remove('a');
    await secrets.remove('never there');
    expect([await fileSecrets(dir).get('a'), await fileSecrets(dir).get('b')]).toEqual([null, '2']);
  });

  test.skipIf(process.platform === 'win32')(
    'only their owner may read them, and no copy is left',
    async () => {
      const dir = tempFolder();
      await fileSecrets(dir).set('a', '1');
      await fileSecrets(dir).set('a', '2');
      expect(readdirSync(dir)).toEqual(['secrets.json']);
      expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    },
  );

  test.each(['{"a":', '[]', '{"a":1}', ''])(
    'a damaged file (%s) is said so and never overwritten',
    async (text) => {
      const dir = tempFolder();
      const file = join(dir, 'secrets.json');
      writeFileSync(file, text);
      const secrets = fileSecrets(dir);
      await expect(secrets.get('a')).rejects.toThrow();
      await expect(secrets.set('a', '1')).rejects.toThrow();
      await expect(secrets.remove('a')).rejects.toThrow();
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );
});
