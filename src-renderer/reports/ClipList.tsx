import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Clip, clipsOf, timecode } from '#shared/domain/mark/clips.ts';
import type { Report } from '#shared/domain/report/report.schema.ts';
import type { MarkId, RunId } from '#shared/sync/ids.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { ReportSection } from './ReportSection.tsx';
import { moneyIn } from './say.ts';
import type { ReportTarget } from './use-report.ts';

/** Marks and spikes as clips to cut. A note on a spike keeps it as a mark. */
export function ClipList({ report, target }: { report: Report; target: ReportTarget }) {
  const t = useWords('reports');
  const marks = useQuery(orpc.mark.list.queryOptions({ input: target }));
  const clips = useMemo(() => {
    const names = new Map(report.products.map(({ productId, name }) => [productId, name]));
    return clipsOf(report, marks.data?.marks ?? [], (id) => names.get(id) ?? '');
  }, [report, marks.data]);
  const pending = new Set(marks.data?.pendingIds ?? []);
  return (
    <ReportSection title={t('clips')}>
      {clips.length === 0 ? (
        <div className="py-3">
          <EmptyState title={t('clipsEmpty')}>{t('clipsEmptyText')}</EmptyState>
        </div>
      ) : (
        <ul data-testid="report-clips">
          {clips.map((clip) => (
            <ClipLine
              key={clip.id}
              clip={clip}
              pending={clip.markId !== null && pending.has(clip.markId)}
              currency={report.currency}
              runId={
                (report.runs.findLast(({ startedAt }) => startedAt !== null)?.runId ?? null) as RunId | null
              }
            />
          ))}
        </ul>
      )}
    </ReportSection>
  );
}

function ClipLine({
  clip,
  pending,
  currency,
  runId,
}: {
  clip: Clip;
  pending: boolean;
  currency: string;
  runId: RunId | null;
}) {
  const t = useWords('reports');
  const act = useAct();
  const mayNot = useMayNot('show');
  const marks = useMarks();
  const [typed, setTyped] = useState<string | null>(null);
  const money = moneyIn(currency);
  const range = `${timecode(clip.fromSec)} – ${timecode(clip.toSec)}`;
  const markId = clip.markId as MarkId | null;

  function save() {
    const note = (typed ?? '').trim();
    if (typed === null || note === clip.note) return setTyped(null);
    void act(async () => {
      if (markId !== null) await client.mark.note({ markId, note });
      else if (runId !== null)
        await client.mark.make({ runId, source: 'spike', at: new Date(clip.atMs).toISOString(), note });
    }).then((kept) => kept && setTyped(null));
  }
  return (
    <li
      data-testid="clip"
      data-source={clip.source}
      data-from={Math.floor(clip.fromSec)}
      data-to={Math.floor(clip.toSec)}
      className="flex items-center gap-3 border-b border-line py-1.5 text-sm last:border-b-0"
    >
      <span className="w-40 shrink-0 font-semibold">{range}</span>
      <span className="min-w-0 flex-1">
        {clip.productName || '–'}
        <span className="ml-2 text-xs text-muted">
          {t(`why_${clip.source}`)}
          {clip.soldFen !== null &&
            ` · ${t('spikeFacts', { sold: money(clip.soldFen), usual: money(clip.usualFen ?? 0) })}`}
        </span>
        <SyncMark mark={markId === null ? null : marks([markId], pending)} className="ml-2" />
      </span>
      <span className="report-print-only">{clip.note}</span>
      <TextInput
        aria-label={t('note', { clip: range })}
        className="report-screen-only max-w-80"
        value={typed ?? clip.note}
        maxLength={200}
        disabled={mayNot !== null}
        placeholder={t('notePlaceholder')}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <span className="report-screen-only size-7">
        {markId !== null && mayNot === null && (
          <IconButton
            label={t('removeClip', { clip: range })}
            onClick={() => void act(() => client.mark.remove({ markId }))}
          >
            <Trash2 size={15} aria-hidden />
          </IconButton>
        )}
      </span>
    </li>
  );
}
