import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockProfile, ProfileInUseError } from './profile-lock.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const lockFile = fileURLToPath(new URL('./profile-lock.ts', import.meta.url));

/** A process of its own that tries to lock the profile, says how it went, and then waits to be ended. */
async function contender(dataDir: string, then = ''): Promise<{ child: ChildProcess; said: string }> {
  const script = `
    import { lockProfile } from ${JSON.stringify(lockFile)};
    let said = 'locked';
    try { lockProfile(${JSON.stringify(dataDir)}); } catch (error) { said = error.name; }
    await new Promise(setImmediate);
    ${then}
    console.log(said);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [chunk]: unknown[] = await once(child.stdout, 'data');
  return { child, said: String(chunk).trim() };
}

describe('one profile, one process', () => {
  test('a second opener in the same process is refused until the first lets go', () => {
    const dir = tempFolder();
    const unlock = lockProfile(dir);
    expect(() => lockProfile(dir)).toThrow(ProfileInUseError);
    unlock();
    lockProfile(dir)();
  });

  test('another process is refused while this one holds the profile', async () => {
    const dir = tempFolder();
    const unlock = lockProfile(dir);
    expect((await contender(dir)).said).toBe('ProfileInUseError');
    unlock();
    expect((await contender(dir)).said).toBe('locked');
  });

  test('a holder killed without warning leaves the profile free', async () => {
    const dir = tempFolder();
    const { child, said } = await contender(dir);
    expect(said).toBe('locked');
    expect(() => lockProfile(dir)).toThrow(ProfileInUseError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockProfile(dir)();
  });

  test('the lock holds even where nobody keeps what lets go of it', async () => {
    const dir = tempFolder();
    await contender(dir, 'globalThis.gc();');
    expect(() => lockProfile(dir)).toThrow(ProfileInUseError);
  });

  test('a damaged lock file keeps nobody out, and one that is held is not taken for damaged', async () => {
    const dir = tempFolder();
    writeFileSync(join(dir, 'desk.lock'), 'not a database, and longer than its header would be'.repeat(10));
    const unlock = lockProfile(dir);
    expect((await contender(dir)).said).toBe('ProfileInUseError');
    unlock();
    expect((await contender(dir)).said).toBe('locked');
  });

  test('profiles do not stand in each other’s way', () => {
    const locks = [lockProfile(tempFolder()), lockProfile(tempFolder())];
    for (const unlock of locks) unlock();
  });
});
