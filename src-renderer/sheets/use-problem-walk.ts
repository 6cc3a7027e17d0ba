import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SheetPreview } from '#shared/contract/sheet.ts';
import { problemId } from './check-context.ts';
import { type OpenProblem, openProblems, stepProblem } from './open-problems.ts';

export interface ProblemWalk {
  readonly open: readonly OpenProblem[];
  /** Index of the current problem among the open ones, or -1. */
  readonly at: number;
  readonly currentId: string | null;
  step(step: 1 | -1): void;
  /** After the answer that is being given in this row: on to the next open problem. */
  advanceFrom(rowKey: string): void;
  takeFocus(id: string): boolean;
}

/**
 * Walks the open problems by keyboard. `reveal` brings a row into view; the problem there then takes the focus.
 * `onDone` is called when the last open problem was settled.
 */
export function useProblemWalk(
  preview: SheetPreview,
  reveal: (rowKey: string) => void,
  onDone: () => void,
): ProblemWalk {
  const open = useMemo(() => openProblems(preview.rows), [preview.rows]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const leaving = useRef<string | null>(null);
  const at = open.findIndex(({ rowKey, problem }) => problemId(rowKey, problem.key) === currentId);

  const goTo = useCallback(
    (index: number) => {
      const next = open[index];
      if (!next) return setCurrentId(null);
      const id = problemId(next.rowKey, next.problem.key);
      wanted.current = id;
      setCurrentId(id);
      reveal(next.rowKey);
    },
    [open, reveal],
  );

  useEffect(() => {
    const from = preview.rows.findIndex(({ rowKey }) => rowKey === leaving.current);
    if (from < 0) return;
    leaving.current = null;
    const later = new Set(preview.rows.slice(from).map(({ rowKey }) => rowKey));
    const next = open.findIndex(({ rowKey }) => later.has(rowKey));
    if (open.length === 0) onDone();
    goTo(Math.max(next, 0));
  }, [preview.rows, open, goTo, onDone]);

  return {
    open,
    at,
    currentId,
    step: (step) => goTo(stepProblem(open.length, at, step)),
    advanceFrom(rowKey) {
      leaving.current = rowKey;
    },
    takeFocus(id) {
      if (wanted.current !== id) return false;
      wanted.current = null;
      return true;
    },
  };
}
