import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, use } from 'echarts/core';
import { useCallback } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { usePreferences } from '../app/use-appearance.ts';
import { formatFenShort } from '../ui/format.ts';
import { type ChartLooks, chartFrame, chartTip, useEchart } from '../ui/use-echart.ts';
import type { ChartView } from './ReportCurve.tsx';

use([LineChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent]);

/** The curve on the screen. What it shows stands in the tables too. */
export function ReportChart({ view }: { view: ChartView }) {
  const t = useWords('reports');
  const language = useLanguage();
  const theme = usePreferences()?.theme ?? 'dark';

  const optionOf = useCallback(
    (looks: ChartLooks): EChartsCoreOption => {
      const { series, bands, drops, lastMinute, currency } = view;
      const symbol = formatFen(0, currency).replace('0.00', '');
      const lines = {
        gross: { color: looks.faint, width: 1.5 },
        net: { color: looks.text, width: 2.5 },
        other: { color: looks.muted, width: 1.5, type: [5, 4] },
      } as const;
      const bandAt = (minute: number) =>
        bands.find(({ from, to }) => from <= minute && minute < to)?.name ?? '';
      return {
        ...chartFrame(looks, 22),
        tooltip: {
          ...chartTip(looks),
          formatter: (items: { value: readonly [number, number]; seriesName: string }[]) => {
            const minute = items[0]?.value[0] ?? 0;
            const said = items.map(
              ({ value, seriesName }) => `${seriesName} ${formatFen(value[1], currency)}`,
            );
            const on = bandAt(minute);
            return [t('minuteAxis', { minute: Math.floor(minute) }), ...(on ? [on] : []), ...said].join('\n');
          },
        },
        xAxis: {
          type: 'value',
          min: 0,
          max: lastMinute,
          minInterval: 1,
          axisLine: { lineStyle: { color: looks.line } },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: {
            ...{ color: looks.faint, fontSize: looks.fontSize, hideOverlap: true, showMaxLabel: false },
            formatter: (minute: number) => t('minuteTick', { minute }),
          },
        },
        yAxis: {
          type: 'value',
          splitNumber: 4,
          axisLabel: {
            ...{ color: looks.faint, fontSize: looks.fontSize },
            formatter: (amount: number) => formatFenShort(amount, symbol, language),
          },
          splitLine: { lineStyle: { color: looks.line, opacity: 0.7 } },
        },
        series: series.map(({ id, name, points }) => ({
          ...{ type: 'line', name, data: points, showSymbol: false, silent: true, lineStyle: lines[id] },
          itemStyle: { color: lines[id].color },
          ...(id === 'net'
            ? {
                markArea: {
                  silent: true,
                  data: bands.map(({ from, to }, at) => [
                    { xAxis: from, itemStyle: { color: looks.text, opacity: at % 2 === 0 ? 0.07 : 0.025 } },
                    { xAxis: Math.min(to, lastMinute) },
                  ]),
                },
                markLine: {
                  ...{ silent: true, symbol: 'none' },
                  lineStyle: { color: looks.muted, type: [2, 3] },
                  label: {
                    ...{ color: looks.muted, fontSize: looks.fontSize, position: 'end', width: 90 },
                    overflow: 'truncate',
                  },
                  data: drops.map(({ minute, title }) => ({
                    xAxis: minute,
                    label: { formatter: () => title },
                  })),
                },
              }
            : {}),
        })),
      };
    },
    [view, t, language],
  );
  const box = useEchart(theme, optionOf);

  return <div ref={box} className="absolute inset-0" aria-hidden />;
}
