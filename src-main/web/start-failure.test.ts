import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { NewerDatabaseError } from '../cache/open.ts';
import { ProfileInUseError } from '../cache/profile-lock.ts';
import { startExitCode, startFailure } from './start-failure.ts';
import { USAGE, UsageError } from './web-args.ts';

describe('why it could not start, in words', () => {
  test.each<[string, unknown, RegExp[], number]>([
    ['usage', new UsageError('what?'), [/^what\?/], 2],
    [
      'an error of the table',
      new AppError('auth/invite'),
      [/There is no such invite code/, /没有这个邀请码/],
      1,
    ],
    [
      'a taken port',
      Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:4670'), {
        code: 'EADDRINUSE',
      }),
      [/^The port is in use: choose another with --port\.$/],
      1,
    ],
    [
      'a profile in use',
      new ProfileInUseError('/data'),
      [/Another Livedesk is using this profile \(\/data\)/, /另一个 Livedesk 正在使用这个资料夹（\/data）/],
      3,
    ],
    [
      'a newer file',
      new NewerDatabaseError(30, 10),
      [/written by a newer Livedesk \(version 30/, /更新版本的 Livedesk 写的（版本 30/],
      1,
    ],
    ['anything else', 'odd', [/^odd$/], 1],
  ])('%s', (_what, error, words, code) => {
    const said = startFailure(error);
    for (const part of words) expect(said).toMatch(part);
    expect(said).not.toMatch(/\n\s+at /);
    expect(startExitCode(error)).toBe(code);
  });

  test('a wrong call is answered with the usage', () => {
    expect(startFailure(new UsageError('what?'))).toBe(`what?\n${USAGE}`);
  });
});
