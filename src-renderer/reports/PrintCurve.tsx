import { useLanguage } from '../app/i18n.ts';
import { formatFenShort } from '../ui/format.ts';
import type { ChartView, Series } from './ReportCurve.tsx';

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [720, 220, 46, 18];
const looks: Readonly<Record<Series['id'], { stroke: string; width: number; dash?: string }>> = {
  gross: { stroke: '#8792a2', width: 1.2 },
  net: { stroke: '#131820', width: 2 },
  other: { stroke: '#4d5a6c', width: 1.2, dash: '5 4' },
};

/** The same curve as lines for paper: a canvas of the screen would print in the screen's colours and grain. */
export function PrintCurve({ view }: { view: ChartView }) {
  const language = useLanguage();
  const { series, bands, drops, lastMinute } = view;
  const most = Math.max(1, ...series.flatMap(({ points }) => points.map(([, fen]) => fen)));
  const least = Math.min(0, ...series.flatMap(({ points }) => points.map(([, fen]) => fen)));
  const x = (minute: number) => LEFT + (minute / lastMinute) * (WIDTH - LEFT);
  const y = (fen: number) => (1 - (fen - least) / (most - least)) * (HEIGHT - BOTTOM - 8) + 8;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="report-print-only w-full"
      aria-hidden
      fontSize={9}
      fill="#3d4858"
    >
      {bands.map((band, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bands never move
          key={at}
          x={x(band.from)}
          width={Math.max(0.5, x(Math.min(band.to, lastMinute)) - x(band.from))}
          y={8}
          height={HEIGHT - BOTTOM - 8}
          fill={at % 2 === 0 ? '#eef1f5' : '#f8f9fb'}
        />
      ))}
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={LEFT} x2={WIDTH} y1={y(most * share)} y2={y(most * share)} stroke="#dbe1e9" />
          <text x={LEFT - 4} y={y(most * share) + 3} textAnchor="end">
            {formatFenShort(most * share, '', language)}
          </text>
        </g>
      ))}
      {(lastMinute < 4 ? [0, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => (
        <text
          key={share}
          x={x(lastMinute * share)}
          y={HEIGHT - 4}
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {Math.round(lastMinute * share)} min
        </text>
      ))}
      {drops.map(({ minute, title }) => (
        <line
          key={`${minute}${title}`}
          x1={x(minute)}
          x2={x(minute)}
          y1={8}
          y2={HEIGHT - BOTTOM}
          stroke="#8a5200"
          strokeDasharray="2 3"
        />
      ))}
      {series.map(({ id, points }) => (
        <polyline
          key={id}
          points={points.map(([minute, fen]) => `${x(minute).toFixed(1)},${y(fen).toFixed(1)}`).join(' ')}
          fill="none"
          stroke={looks[id].stroke}
          strokeWidth={looks[id].width}
          strokeDasharray={looks[id].dash}
        />
      ))}
    </svg>
  );
}
