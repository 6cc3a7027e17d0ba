/** Why a sheet could not be opened or imported, in plain words: the sheet reader's own codes come first. */
import { ORPCError } from '@orpc/client';
import { describeError, paramsOf } from '#renderer/client/errors.ts';
import type { Language } from '#shared/contract/errors.ts';
import { type SheetErrorCode, sheetErrorCodes } from '#shared/domain/sheet/problem-codes.ts';
import { sheetText } from '#shared/domain/sheet/problem-words.ts';

export function sheetErrorText(error: unknown, language: Language): string {
  const code = error instanceof ORPCError ? sheetErrorCodes.find((one) => one === error.code) : undefined;
  if (code === undefined || !(error instanceof ORPCError)) return describeError(error, language);
  return sheetText(code satisfies SheetErrorCode, paramsOf(error.data), language);
}
