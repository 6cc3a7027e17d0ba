import type { SheetErrorCode } from './problem-codes.ts';

export type SheetParams = Readonly<Record<string, string | number>>;

/**
 * Why a whole file cannot be read or imported. `code` and `params` are all that may cross to the screen; the
 * words are in `problem-words.ts`.
 */
export class SheetError extends Error {
  readonly code: SheetErrorCode;
  readonly params: SheetParams;

  constructor(code: SheetErrorCode, params: SheetParams = {}) {
    super(code);
    this.name = 'SheetError';
    this.code = code;
    this.params = params;
  }
}
