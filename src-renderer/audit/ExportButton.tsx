import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import type { AuditEntry, AuditFilter } from '#shared/domain/audit/audit.schema.ts';
import { useLanguage } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { saveFile } from '../ui/save-file.ts';
import { toast } from '../ui/toast.ts';
import { auditCsv } from './audit-csv.ts';
import { useAuditSay } from './use-audit.ts';

/** More than a sheet is read with; older ones come with another filter. */
const MOST_ROWS = 20_000;

/** Reads everything that fits the filter, page by page, and hands it over as a sheet. It is written down at the hub. */
export function ExportButton({ filter }: { filter: AuditFilter }) {
  const say = useAuditSay();
  const { t } = say;
  const language = useLanguage();
  const [read, setRead] = useState<number | null>(null);
  const stopped = useRef(false);

  async function run() {
    stopped.current = false;
    setRead(0);
    try {
      const entries: AuditEntry[] = [];
      let before: number | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.audit.list>> = await client.audit.list({
          filter,
          before,
        });
        entries.push(...page.entries);
        before = page.before;
        setRead(entries.length);
      } while (before !== null && entries.length < MOST_ROWS && !stopped.current);
      if (stopped.current) return;
      const rows = entries.length;
      await client.audit.note({ name: 'audit.export', showId: filter.showId, rows });
      saveFile(
        `livedesk-audit-${new Date().toISOString().slice(0, 10)}.csv`,
        auditCsv(entries, say),
        'text/csv',
      );
      toast.ok(t(before === null ? 'exported' : 'exportCut', { n: rows }));
    } catch (error) {
      toast.error(describeError(error, language));
    } finally {
      setRead(null);
    }
  }

  if (read !== null)
    return (
      <span role="status" className="flex items-center gap-2 text-xs text-muted">
        {t('exporting', { n: read })}
        <Button
          size="sm"
          look="quiet"
          onClick={() => {
            stopped.current = true;
          }}
        >
          {t('exportStop')}
        </Button>
      </span>
    );
  return (
    <Button
      size="sm"
      icon={<Download size={13} aria-hidden />}
      data-testid="audit-export"
      onClick={() => void run()}
    >
      {t('export')}
    </Button>
  );
}
