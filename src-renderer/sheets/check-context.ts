/** What every part of the check needs: how to answer, and which problem the person is at. */
import { createContext, useContext } from 'react';
import type { SheetAnswers, SheetField, SheetPreview } from '#shared/contract/sheet.ts';
import type { TableColumn } from './table-columns.ts';

export interface Check {
  readonly preview: SheetPreview;
  readonly answers: SheetAnswers;
  readonly columns: readonly TableColumn[];
  /** Currency in which prices are shown: that of the show the sheet goes to. */
  readonly currency: string;
  say(change: (answers: SheetAnswers) => SheetAnswers): void;
  /** Says something that settles a problem in this row, and goes on to the next open one. */
  settle(rowKey: string, change: (answers: SheetAnswers) => SheetAnswers): void;
  /** Row whose details are open, with the field to edit first. */
  readonly details: { readonly rowKey: string; readonly field: SheetField | null } | null;
  showDetails(rowKey: string | null, field?: SheetField): void;
  /** The problem the person is at, by `problemId`. */
  readonly currentId: string | null;
  /** True once for the problem that has just been gone to: it takes the focus. */
  takeFocus(id: string): boolean;
}

const CheckContext = createContext<Check | null>(null);
export const CheckProvider = CheckContext.Provider;

export function useCheck(): Check {
  const check = useContext(CheckContext);
  if (check === null) throw new Error('outside of a check');
  return check;
}

export function problemId(rowKey: string, key: string): string {
  return `${rowKey} ${key}`;
}
