/** One sheet from the chosen file to the answers: what the screen holds while it is checked. */
import { ORPCError } from '@orpc/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '#renderer/client/client.ts';
import type { SheetAnswers, SheetKind, SheetPreview } from '#shared/contract/sheet.ts';
import { type FileRefusal, readBase64, refuseFile } from './sheet-file.ts';

/** A refusal by this screen, or the desk's error as it came. */
export type FileFailure = { readonly refusal: FileRefusal | 'unreadable' } | { readonly error: unknown };

export interface Checked {
  readonly file: File;
  /** Another for every file opened. */
  readonly serial: number;
  readonly sheetId: string;
  readonly preview: SheetPreview;
  readonly answers: SheetAnswers;
  /** The preview does not yet show the last answers. */
  readonly pending: boolean;
  /** Why the last answers could not be judged; they are kept all the same. */
  readonly error: unknown;
}

export type SheetState =
  | { readonly at: 'file'; readonly failure: FileFailure | null; readonly file: File | null }
  | { readonly at: 'reading'; readonly file: File; readonly share: number }
  | ({ readonly at: 'check' } & Checked);

export interface SheetSession {
  readonly state: SheetState;
  open(file: File): void;
  /** Back to choosing a file; what was said is dropped. */
  reset(): void;
  say(change: (answers: SheetAnswers) => SheetAnswers): void;
  /** Asks again with the last answers, after an error. */
  retry(): void;
}

const start: SheetState = { at: 'file', failure: null, file: null };

export function useSheetSession(kind: SheetKind): SheetSession {
  const [state, setState] = useState<SheetState>(start);
  const turn = useRef(0);
  const held = useRef<{ file: File; sheetId: string; answers: SheetAnswers } | null>(null);

  const letGo = useCallback(() => {
    turn.current += 1;
    if (held.current) void client.sheet.close({ sheetId: held.current.sheetId }).catch(() => undefined);
    held.current = null;
  }, []);
  useEffect(() => letGo, [letGo]);

  const open = useCallback(
    async (file: File) => {
      letGo();
      const mine = turn.current;
      const still = () => mine === turn.current;
      const fail = (failure: FileFailure) => still() && setState({ at: 'file', failure, file });
      const refusal = refuseFile(file);
      if (refusal !== null) return fail({ refusal });
      setState({ at: 'reading', file, share: 0 });
      const base64 = await readBase64(file, (share) => {
        if (still()) setState({ at: 'reading', file, share });
      }).catch(() => null);
      if (base64 === null) return fail({ refusal: 'unreadable' });
      if (still()) setState({ at: 'reading', file, share: 1 });
      try {
        const { sheetId, preview } = await client.sheet.open({ kind, fileName: file.name, base64 });
        if (!still()) return void client.sheet.close({ sheetId }).catch(() => undefined);
        held.current = { file, sheetId, answers: {} };
        setState({
          at: 'check',
          file,
          serial: mine,
          sheetId,
          preview,
          answers: {},
          pending: false,
          error: null,
        });
      } catch (error) {
        fail({ error });
      }
    },
    [kind, letGo],
  );

  const ask = useCallback(
    async (answers: SheetAnswers) => {
      if (!held.current) return;
      held.current.answers = answers;
      const { file, sheetId } = held.current;
      turn.current += 1;
      const mine = turn.current;
      const change = (part: Partial<Checked>) =>
        mine === turn.current && setState((now) => (now.at === 'check' ? { ...now, ...part } : now));
      change({ answers, pending: true, error: null });
      try {
        const { preview } = await client.sheet.answer({ sheetId, answers });
        change({ preview, pending: false });
      } catch (error) {
        if (!(error instanceof ORPCError && error.code === 'sheet/not-open'))
          return change({ pending: false, error });
        // The desk was started anew and has forgotten the file; this screen still has it.
        try {
          const fresh = await reopen(kind, file, answers);
          if (mine !== turn.current) return;
          held.current = { file, sheetId: fresh.sheetId, answers };
          change({ ...fresh, pending: false });
        } catch (again) {
          change({ pending: false, error: again });
        }
      }
    },
    [kind],
  );

  return {
    state,
    open: (file) => void open(file),
    reset() {
      letGo();
      setState(start);
    },
    say(change) {
      if (held.current) void ask(change(held.current.answers));
    },
    retry() {
      if (held.current) void ask(held.current.answers);
    },
  };
}

async function reopen(kind: SheetKind, file: File, answers: SheetAnswers) {
  const base64 = await readBase64(file, () => undefined);
  const { sheetId } = await client.sheet.open({ kind, fileName: file.name, base64 });
  const { preview } = await client.sheet.answer({ sheetId, answers });
  return { sheetId, preview };
}
