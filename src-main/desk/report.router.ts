/** Reports of the hub, kept for when it is away, and as files; and marks, which are documents. */
import { AppError } from '#shared/contract/errors.ts';
import { clipsOf } from '#shared/domain/mark/clips.ts';
import type { Report, ReportSummary } from '#shared/domain/report/report.schema.ts';
import { reportTables } from '#shared/domain/report/report-tables.ts';
import { tableCsv } from '#shared/domain/report/table-csv.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { MarkId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import { reportWorkbook } from './report-files.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

interface Target {
  readonly showId: string;
  readonly runKind: RunKind;
}

export function reportRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports, session, reports } = desk;

  const marksOf = async ({ showId, runKind }: Target) =>
    (await documents.view.list('mark', showId))
      .filter((mark) => mark.runKind === runKind)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

  async function reportOf(target: Target) {
    try {
      const report = await session.request('report', target);
      const asOf = isoNow(ports.clock);
      keep(report, asOf);
      return { report, asOf, fresh: true };
    } catch (error) {
      if (!isAway(error)) throw error;
      const kept = reports.load(target.showId, target.runKind);
      if (!kept) throw new AppError('report/away');
      return { ...kept, fresh: false };
    }
  }
  /** A disk that is full is no reason not to show a report. */
  function keep(report: Report, asOf: string): void {
    try {
      reports.save(report, asOf);
    } catch (error) {
      ports.log.error('a report could not be kept', error);
    }
  }

  return {
    report: {
      list: os.report.list.handler(async () => {
        try {
          return { summaries: await session.request('reportList', {}), fresh: true };
        } catch (error) {
          if (!isAway(error)) throw error;
          return { summaries: reports.all().map(({ report }) => summaryOf(report)), fresh: false };
        }
      }),
      get: os.report.get.handler(async ({ input }) => reportOf(input)),
      export: os.report.export.handler(async ({ input }) => {
        const { report } = await reportOf(input);
        const products = await documents.view.list('product', input.showId);
        const names = new Map<string, string>(products.map(({ id, name }) => [id, name]));
        const clips = clipsOf(report, await marksOf(input), (id) => names.get(id) ?? '');
        const tables = reportTables(report, clips, input.language, (iso) => wallTime(iso, input.offsetMin));
        const table = tables.find(({ name }) => name === input.table);
        const kind = report.runKind === 'rehearsal' ? ['演练 rehearsal'] : [];
        const day = (report.startedAt ?? report.madeAt).slice(0, 10);
        const named = input.format === 'csv' && table ? [table.title] : [];
        const fileName = [report.title, ...kind, day, ...named].join('-');
        return {
          fileName: `${fileName.replaceAll(/[\\/:*?"<>|\s]+/g, '_')}.${input.format}`,
          base64:
            input.format === 'xlsx' || !table
              ? reportWorkbook(tables)
              : Buffer.from(tableCsv(table), 'utf8').toString('base64'),
        };
      }),
    },
    mark: {
      list: os.mark.list.handler(async ({ input }) => {
        const marks = await marksOf(input);
        return { marks, pendingIds: documents.pendingAmong(marks.map(({ id }) => id)) };
      }),
      make: os.mark.make.handler(async ({ input }) => {
        const markId = ports.ids.next() as MarkId;
        await mutate('mark.make', { ...input, id: markId });
        return { markId };
      }),
      note: os.mark.note.handler(async ({ input }) => done(mutate('mark.note', input))),
      remove: os.mark.remove.handler(async ({ input }) => done(mutate('mark.remove', input))),
    },
  };
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'hub/away' || error.code === 'effect/unanswered');
}

function summaryOf(report: Report): ReportSummary {
  const { showId, title, currency, runKind, startedAt, endedAt, totals } = report;
  return { showId, title, currency, runKind, startedAt, endedAt, totals };
}

/** `2026-06-18 19:03:20` on a wall that is so many minutes ahead of UTC. */
function wallTime(iso: string, offsetMin: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return new Date(at + offsetMin * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
