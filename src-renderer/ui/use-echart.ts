import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useRef } from 'react';

use([CanvasRenderer]);

/** The page's colours and sizes as they stand: a canvas knows nothing of style sheets. */
export type ChartLooks = ReturnType<typeof looksOf>;

function looksOf(element: HTMLElement, theme: string) {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme,
    ...{ text: color('text'), muted: color('muted'), faint: color('faint') },
    ...{ line: color('line'), raised: color('raised') },
    ...{ live: color('live'), warn: color('warn') },
    fontSize: Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.82),
    fontFamily: style.fontFamily,
  };
}

/**
 * A chart that fills the element the answer is put on. It is drawn anew whenever `optionOf` is another function, so that
 * has to be memoised; with `theme`, whose colours it is drawn in. The caller registers the kinds of chart it uses.
 */
export function useEchart(
  theme: string,
  optionOf: (looks: ChartLooks) => EChartsCoreOption,
): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

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
    chart.current.setOption(optionOf(looksOf(box.current, theme)), { notMerge: true });
  }, [optionOf, theme]);

  return box;
}

/** What every chart of money over time has in common; `top` leaves room for what stands above the lines. */
export function chartFrame(looks: ChartLooks, top: number) {
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: looks.fontFamily },
    grid: { left: 12, right: 18, top, bottom: 4, containLabel: true },
  };
}

/** The looks of the tip at the pointer; its words are the chart's own. */
export function chartTip(looks: ChartLooks) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: looks.raised,
    borderColor: looks.line,
    padding: [4, 8],
    textStyle: { color: looks.text, fontSize: looks.fontSize + 1 },
    axisPointer: { lineStyle: { color: looks.faint } },
  };
}
