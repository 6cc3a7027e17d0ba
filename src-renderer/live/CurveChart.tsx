import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useLanguage } from '../app/i18n.ts';
import { usePreferences } from '../app/use-appearance.ts';
import { formatClock, formatDay, formatFenShort } from '../ui/format.ts';
import { axisEnd, type CurvePoint, type PacePlan, paceLine } from './curve.ts';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** The page's colours and sizes as they stand: a canvas knows nothing of style sheets. */
function looksOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color('text'),
    muted: color('muted'),
    faint: color('faint'),
    line: color('line'),
    raised: color('raised'),
    live: color('live'),
    warn: color('warn'),
    fontSize: Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.82),
    fontFamily: style.fontFamily,
  };
}

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
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const language = useLanguage();
  const theme = usePreferences()?.theme ?? 'dark';

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (!box.current || !chart.current) return;
    const looks = { ...looksOf(box.current), theme };
    const symbol = formatFen(0, currency).replace('0.00', '');
    const end = axisEnd(points, plan, Date.now());
    const pace = paceLine(plan, points, end);
    // Figures of several days (a replayed file) need their date.
    const timeText = end - (points[0]?.[0] ?? end) > 24 * 3600_000 ? formatDay : formatClock;
    const last = points.at(-1);
    const option: EChartsCoreOption = {
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: looks.fontFamily },
      grid: { left: 12, right: 18, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        backgroundColor: looks.raised,
        borderColor: looks.line,
        padding: [4, 8],
        textStyle: { color: looks.text, fontSize: looks.fontSize + 1 },
        axisPointer: { lineStyle: { color: looks.faint } },
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
    chart.current.setOption(option, { notMerge: true });
  }, [points, plan, currency, paceName, tone, language, theme]);

  return <div ref={box} className="absolute inset-0" aria-hidden />;
}
