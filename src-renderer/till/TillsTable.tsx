import { formatFen } from '#shared/domain/money.ts';
import type { TillClose } from '#shared/domain/till/close.ts';
import { useWords } from '../app/i18n.ts';
import { Pill } from '../ui/Pill.tsx';

type Till = TillClose['tills'][number];

const columns = [
  ['colTickets', (till: Till) => till.tickets, false],
  ['colGross', (till: Till) => till.grossFen, true],
  ['colRefunds', (till: Till) => till.refundsFen, true],
  ['colNet', (till: Till) => till.netFen, true],
  ['colCash', (till: Till) => till.cashExpectedFen, true],
  ['colQr', (till: Till) => till.byTender.qr.takenFen - till.byTender.qr.givenBackFen, true],
  ['colOpen', (till: Till) => till.openTickets, false],
  ['colStock', (till: Till) => till.leasedLeft, false],
] as const;

/** Every till side by side; shown from two on. */
export function TillsTable({ tills, currency }: { tills: readonly Till[]; currency: string }) {
  const t = useWords('till');
  if (tills.length < 2) return null;
  const said = (value: number, isMoney: boolean) => (isMoney ? formatFen(value, currency) : String(value));
  return (
    <section aria-label={t('tills')}>
      <h3 className="mb-1 font-semibold">
        {t('tills')} <span className="ml-2 text-xs font-normal text-muted">{t('tillsNote')}</span>
      </h3>
      <table className="w-full text-sm" data-testid="close-tills">
        <thead className="text-xs text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 pr-2 text-left font-normal">
              {t('colTill')}
            </th>
            {columns.map(([word]) => (
              <th key={word} scope="col" className="px-2 py-1.5 text-right font-normal">
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tills.map((till) => (
            <tr key={till.deviceId} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-2 text-left font-semibold">
                {till.deviceName}
                {till.self && <Pill className="ml-2 font-normal">{t('thisTill')}</Pill>}
              </th>
              {columns.map(([word, of, isMoney]) => (
                <td key={word} className="px-2 py-1.5 text-right">
                  {said(of(till), isMoney)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-bold">
            <th scope="row" className="py-1.5 pr-2 text-left">
              {t('sumRow')}
            </th>
            {columns.map(([word, of, isMoney]) => (
              <td key={word} className="px-2 py-1.5 text-right">
                {said(
                  tills.reduce((sum, till) => sum + of(till), 0),
                  isMoney,
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
