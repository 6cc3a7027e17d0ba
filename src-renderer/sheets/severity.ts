import { CircleAlert, CircleHelp, Flag, Info, TriangleAlert } from 'lucide-react';
import type { SheetProblem } from '#shared/contract/sheet.ts';

export type Severity = SheetProblem['severity'];

/** Red must be mended, amber wants a word, grey only explains. Each has a sign of its own beside its colour. */
export const severityLooks = {
  error: { icon: CircleAlert, text: 'text-live', cell: 'bg-live-tint text-live', word: 'severityError' },
  question: { icon: CircleHelp, text: 'text-warn', cell: 'bg-warn-tint text-warn', word: 'severityQuestion' },
  warning: {
    icon: TriangleAlert,
    text: 'text-warn',
    cell: 'bg-warn-tint text-warn',
    word: 'severityWarning',
  },
  flag: { icon: Flag, text: 'text-warn', cell: 'text-warn', word: 'severityFlag' },
  note: { icon: Info, text: 'text-faint', cell: '', word: 'severityNote' },
} as const;

const order: readonly Severity[] = ['error', 'question', 'warning', 'flag', 'note'];

/** The problem that decides how a cell looks: an open one before a settled one, then the graver one. */
export function worst(problems: readonly SheetProblem[]): SheetProblem | null {
  const rank = ({ severity, settled }: SheetProblem) =>
    order.indexOf(severity) + (settled ? order.length : 0);
  return problems.reduce<SheetProblem | null>(
    (found, problem) => (found === null || rank(problem) < rank(found) ? problem : found),
    null,
  );
}
