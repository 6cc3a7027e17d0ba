import { Download } from 'lucide-react';
import { reportFileWords } from '#shared/domain/report/report-file-words.ts';
import { type ReportTableName, reportTableNames } from '#shared/domain/report/report-tables.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { saveBytes } from '../ui/save-file.ts';
import { toast } from '../ui/toast.ts';
import type { ReportTarget } from './use-report.ts';

/** The report as files: all of it as a workbook, or one table as CSV. */
export function ExportMenu({ target }: { target: ReportTarget }) {
  const t = useWords('reports');
  const act = useAct();
  const language = useLanguage();
  const save = (format: 'xlsx' | 'csv', table: ReportTableName = 'products') =>
    void act(async () => {
      const offsetMin = -new Date().getTimezoneOffset();
      const { fileName, base64 } = await client.report.export({
        ...{ ...target, format, table, language, offsetMin },
      });
      saveBytes(fileName, base64);
      toast.ok(t('exported', { file: fileName }));
    });
  return (
    <Menu
      label={t('export')}
      trigger={
        <Button icon={<Download size={15} aria-hidden />} data-testid="report-export">
          {t('export')}
        </Button>
      }
    >
      <MenuItem onSelect={() => save('xlsx')} testId="export-xlsx">
        {t('exportXlsx')}
      </MenuItem>
      <MenuSeparator />
      {reportTableNames.map((table) => (
        <MenuItem key={table} onSelect={() => save('csv', table)} testId={`export-csv-${table}`}>
          {t('exportCsv', { table: reportFileWords[language].tables[table] })}
        </MenuItem>
      ))}
    </Menu>
  );
}
