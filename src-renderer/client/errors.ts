/** What a person is told of an error that came back from the desk. */
import { ORPCError } from '@orpc/client';
import { type ErrorParams, errorText, isErrorCode, type Language } from '#shared/contract/errors.ts';
import { DeskAwayError } from './connection.ts';
import { clientWords } from './words.ts';

export function describeError(error: unknown, language: Language): string {
  if (error instanceof DeskAwayError) return clientWords[language].deskAway;
  if (error instanceof ORPCError && isErrorCode(error.code))
    return errorText(error.code, paramsOf(error.data), language);
  return errorText('app/unexpected', {}, language);
}

/** The error's code in the table, or null. */
export function errorCodeOf(error: unknown): string | null {
  return error instanceof ORPCError && isErrorCode(error.code) ? error.code : null;
}

export function paramsOf(data: unknown): ErrorParams {
  if (typeof data !== 'object' || data === null || !('params' in data)) return {};
  const { params } = data;
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
