/**
 * Every error that crosses a boundary, in one table: its stable code, its HTTP status, whether trying again can help,
 * and what the person is told in both languages. `{name}` is filled from the error's parameters. Codes of sheets
 * (`sheet/…`) have their words beside their rules, in domain/sheet/problem-words.ts.
 */
import { communityErrors } from './error-table/community-errors.ts';
import type { Language } from './error-table/entry.ts';
import { houseErrors } from './error-table/house-errors.ts';
import { roomErrors } from './error-table/room-errors.ts';
import { sellingErrors } from './error-table/selling-errors.ts';
import { showErrors } from './error-table/show-errors.ts';

export type { Language, Retry } from './error-table/entry.ts';

export const errorTable = {
  ...houseErrors,
  ...showErrors,
  ...sellingErrors,
  ...roomErrors,
  ...communityErrors,
} as const;

export type ErrorCode = keyof typeof errorTable;
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error that may cross a boundary: a code of the table and what fills its words; never a stack, SQL or path. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(errorText(code, params, 'en'));
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

export function errorText(code: ErrorCode, params: ErrorParams, language: Language): string {
  return errorTable[code][language].replaceAll(/\{(\w+)\}/g, (hole, name: string) =>
    String(params[name] ?? hole),
  );
}
