/** Marks and spikes as a list of clips to cut, by seconds since the stream began. Pure. */
import type { Report } from '../report/report.schema.ts';
import { minuteMs } from '../report/spikes.ts';
import type { Mark } from './mark.schema.ts';

/** A person presses after the moment has begun: most of the clip lies before it. */
const BEFORE_SEC = 45;
const AFTER_SEC = 30;
/** Orders come a while after the words that brought them. */
const SPIKE_BEFORE_SEC = 60;
const SPIKE_SEC = 60;

export interface Clip {
  readonly id: string;
  /** Null for a spike that nobody has kept as a mark. */
  readonly markId: string | null;
  readonly source: Mark['source'];
  readonly atMs: number;
  /** Seconds since the stream began, never below 0. */
  readonly fromSec: number;
  readonly toSec: number;
  readonly productName: string;
  readonly note: string;
  /** What the minute sold, and what was usual before; null for a mark made by key. */
  readonly soldFen: number | null;
  readonly usualFen: number | null;
}

type Facts = Pick<Report, 'startedAt' | 'endedAt' | 'takes' | 'spikes'>;

/** In the order of time. A spike that was kept stands once, as its mark. None before there was a start. */
export function clipsOf(
  { startedAt, endedAt, takes, spikes }: Facts,
  marks: readonly Mark[],
  nameOf: (productId: string) => string = () => '',
): Clip[] {
  if (startedAt === null) return [];
  const startMs = Date.parse(startedAt);
  const lastSec = endedAt === null ? Number.POSITIVE_INFINITY : (Date.parse(endedAt) - startMs) / 1000;
  const range = (fromMs: number, toMs: number) => {
    const toSec = Math.min(lastSec, Math.max(0, (toMs - startMs) / 1000));
    return { fromSec: Math.min(toSec, Math.max(0, (fromMs - startMs) / 1000)), toSec };
  };
  const onAirAt = (ms: number) =>
    takes.findLast(({ fromAt, toAt }) => Date.parse(fromAt) <= ms && (toAt === null || ms < Date.parse(toAt)))
      ?.name ?? '';
  const spikeAt = new Map(spikes.map((spike) => [minuteMs(spike.minute), spike]));
  const kept = new Set<number>();

  const ofMarks = marks.map((mark): Clip => {
    const atMs = Date.parse(mark.at);
    const spike = mark.source === 'spike' ? spikeAt.get(atMs) : undefined;
    if (mark.source === 'spike') kept.add(atMs);
    const name = mark.productId === null ? '' : nameOf(mark.productId);
    return {
      ...{ id: mark.id, markId: mark.id, source: mark.source, atMs, note: mark.note },
      ...(mark.source === 'spike'
        ? range(atMs - SPIKE_BEFORE_SEC * 1000, atMs + SPIKE_SEC * 1000)
        : range(atMs - BEFORE_SEC * 1000, atMs + AFTER_SEC * 1000)),
      productName: name || onAirAt(atMs),
      ...{ soldFen: spike?.grossFen ?? null, usualFen: spike?.usualFen ?? null },
    };
  });
  const ofSpikes = [...spikeAt]
    .filter(([atMs]) => !kept.has(atMs) && atMs + SPIKE_SEC * 1000 > startMs)
    .map(
      ([atMs, { minute, grossFen, usualFen }]): Clip => ({
        ...{ id: `spike-${minute}`, markId: null, source: 'spike', atMs, note: '' },
        ...range(atMs - SPIKE_BEFORE_SEC * 1000, atMs + SPIKE_SEC * 1000),
        ...{ productName: onAirAt(Math.max(atMs, startMs)), soldFen: grossFen, usualFen },
      }),
    );
  return [...ofMarks, ...ofSpikes].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** `3725` → `01:02:05`, as editing programs take it. */
export function timecode(sec: number): string {
  const whole = Math.max(0, Math.floor(sec));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
}
