import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecrets, type SecretsSetup } from './secrets.ts';

let dir: string;
let file: string;
const log = { info: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livedesk-secrets-'));
  file = join(dir, 'secrets.json');
  log.info.mockClear();
  log.error.mockClear();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** "Encrypts" by turning each byte over, so that plain text in the file would be seen. */
const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));

function open(given: Partial<SecretsSetup['safeStorage']> = {}, platform: NodeJS.Platform = 'linux') {
  const safeStorage: SecretsSetup['safeStorage'] = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => flip(Buffer.from(text)),
    decryptString: (bytes) => flip(bytes).toString(),
    ...given,
  };
  return createSecrets({ safeStorage, platform, file, log });
}

describe('secrets', () => {
  it('keeps them encrypted in a file of this user alone', async () => {
    const secrets = await open();
    expect(await secrets.get('hub')).toBeNull();
    await secrets.set('hub', 'tok-123');
    await secrets.set('gone', 'x');
    await secrets.remove('gone');
    const reopened = await open();
    expect(await reopened.get('hub')).toBe('tok-123');
    expect(await reopened.get('gone')).toBeNull();
    expect(await readFile(file, 'utf8')).not.toContain('tok-123');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(['secrets.json']);
    expect(log.info).not.toHaveBeenCalled();
  });

  it('loses none of many written at once', async () => {
    const secrets = await open();
    const names = Array.from({ length: 20 }, (_, index) => `name-${index}`);
    await Promise.all(names.map((name) => secrets.set(name, name)));
    const reopened = await open();
    expect(await Promise.all(names.map((name) => reopened.get(name)))).toEqual(names);
  });

  it('says that a fixed key is weak, on Linux only', async () => {
    await open({ getSelectedStorageBackend: () => 'basic_text' });
    expect(log.info).toHaveBeenCalledWith(expect.stringContaining('fixed key'), { weak: true });
    log.info.mockClear();
    await open({ getSelectedStorageBackend: () => 'basic_text' }, 'darwin');
    expect(log.info).not.toHaveBeenCalled();
  });

  it('keeps them in memory, and says so, where nothing can encrypt', async () => {
    const secrets = await open({ isEncryptionAvailable: () => false });
    await secrets.set('hub', 'tok-123');
    expect(await secrets.get('hub')).toBe('tok-123');
    await secrets.remove('hub');
    expect(await secrets.get('hub')).toBeNull();
    expect(await readdir(dir)).toEqual([]);
    expect(log.info).toHaveBeenCalledWith(expect.stringContaining('memory only'), { weak: true });
  });

  it('has no secret it cannot decrypt, and keeps it for a key chain that comes back', async () => {
    await (await open()).set('hub', 'tok-123');
    const locked = await open({
      decryptString: () => {
        throw new Error('key chain is locked');
      },
    });
    expect(await locked.get('hub')).toBeNull();
    expect(log.error).toHaveBeenCalledOnce();
    expect(await (await open()).get('hub')).toBe('tok-123');
  });

  it('sets an unreadable file aside without quoting it', async () => {
    await writeFile(file, '{"version":1,"secrets":{"hub":');
    expect(await (await open()).get('hub')).toBeNull();
    expect(await readdir(dir)).toEqual(['secrets.json.unreadable']);
    expect(JSON.stringify(log.error.mock.calls)).not.toContain('"hub"');
  });
});
