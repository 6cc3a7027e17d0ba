/** Why the browser host could not start, for the person at the terminal, and the exit status that goes with it. */
import { AppError, errorText } from '#shared/contract/errors.ts';
import { USAGE, UsageError } from './web-args.ts';

/** A terminal's language is anybody's guess: what has words of ours is said in both. */
export function startFailure(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n${USAGE}`;
  if (error instanceof AppError)
    return `${errorText(error.code, error.params, 'zh')}\n${errorText(error.code, error.params, 'en')}`;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return 'The port is in use: choose another with --port.';
  return error instanceof Error ? error.message : String(error);
}

/** 2: wrongly called. 3: another process has this profile. 1: anything else. */
export function startExitCode(error: unknown): number {
  if (error instanceof UsageError) return 2;
  return error instanceof AppError && error.code === 'local/profile-in-use' ? 3 : 1;
}
