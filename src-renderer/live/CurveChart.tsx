import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, use } from 'echarts/core';
import { useCallback } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useLanguage } from '../app/i18n.ts';
import { usePreferences } from '../app/use-appearance.ts';
import { formatClock, formatDay, formatFenShort } from '../ui/format.ts';
import { type ChartLooks, chartFrame, chartTip, useEchart } from '../ui/use-echart.ts';
import { axisEnd, type CurvePoint, type PacePlan, paceLine } from './curve.ts';

use([LineChart, GridComponent, TooltipComponent]);

export function CurveChart({
  points,
  plan,
  currency,
  paceName,
  tone,
}: {
  points: readonly CurvePoint[];
  plan: PacePlan | null;
  currency: string;
  paceName: string;
  /** The point at the end of the curve: red while live, amber in a rehearsal. */
  tone: 'live' | 'warn' | 'text';
}) {
  const language = useLanguage();
  const theme = usePreferences()?.theme ?? 'dark';

  const optionOf = useCallback(
    (looks: ChartLooks): EChartsCoreOption => {
      const symbol = formatFen(0, currency).replace('0.00', '');
      const end = axisEnd(points, plan, Date.now());
      const pace = paceLine(plan, points, end);
      // Figures of several days (a replayed file) need their date.
      const timeText = end - (points[0]?.[0] ?? end) > 24 * 3600_000 ? formatDay : formatClock;
      const last = points.at(-1);
      return {
        ...chartFrame(looks, 14),
        tooltip: {
          ...chartTip(looks),
          formatter: (items: { value: CurvePoint; seriesIndex: number }[]) => {
            const net = items.find((item) => item.seriesIndex === 0)?.value;
            return net ? `${timeText(net[0])}  ${formatFen(Math.round(net[1] * 100), currency)}` : '';
          },
        },
        xAxis: {
          type: 'time',
          min: points[0]?.[0],
          max: end,
          axisLine: { lineStyle: { color: looks.line } },
          axisTick: { show: false },
          splitNumber: 6,
          axisLabel: {
            color: looks.faint,
            fontSize: looks.fontSize,
            hideOverlap: true,
            formatter: timeText,
          },
        },
        yAxis: {
          type: 'value',
          splitNumber: 3,
          scale: false,
          axisLabel: {
            color: looks.faint,
            fontSize: looks.fontSize,
            // Where the curve has given way to what stands above it, fewer amounts are named, none over another.
            hideOverlap: true,
            formatter: (value: number) => formatFenShort(value * 100, symbol, language),
          },
          splitLine: { lineStyle: { color: looks.line, opacity: 0.7 } },
        },
        series: [
          {
            type: 'line',
            data: points,
            showSymbol: false,
            silent: true,
            lineStyle: { color: looks.text, width: 2 },
            areaStyle: { color: looks.text, opacity: 0.05 },
          },
          {
            type: 'line',
            name: paceName,
            data: pace ?? [],
            showSymbol: false,
            silent: true,
            clip: true,
            lineStyle: { color: looks.faint, width: 1.5, type: [4, 4] },
          },
          {
            type: 'line',
            data: last ? [last] : [],
            silent: true,
            symbol: 'circle',
            symbolSize: 8,
            itemStyle: { color: looks[tone] },
          },
        ],
      };
    },
    [points, plan, currency, paceName, tone, language],
  );
  const box = useEchart(theme, optionOf);

  return <div ref={box} className="absolute inset-0" aria-hidden />;
}
