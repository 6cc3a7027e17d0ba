import { describe, expect, it } from 'vitest';
import { isQuestion } from '#shared/domain/comment/is-question.ts';
import { axisEnd, netCurve, paceLine } from './curve.ts';

describe('questions among comments', () => {
  it.each([
    '四件套会缩水吗',
    '有没有1.5m的',
    '浴巾什么时候上',
    '优惠券怎么领',
    '发什么快递',
    '能开发票吗～',
    '这个多少钱',
    '几岁可以穿？',
    'what size is it',
    'Is this in stock',
    '求链接',
  ])('hears one in %s', (text) => expect(isQuestion(text)).toBe(true));
  it.each([
    '已拍两套～',
    '上次的柔巾很好用，回购了',
    '等隔尿垫！！',
    '666',
    '好看',
    'love it',
    '什么都好',
    '主播加油',
  ])('hears none in %s', (text) => expect(isQuestion(text)).toBe(false));
});

const minute = (at: string, grossFen: number, refundsFen = 0) => ({
  minute: `2026-06-18T11:${at}Z`,
  grossFen,
  refundsFen,
  orders: 1,
});
const ms = (at: string) => Date.parse(`2026-06-18T11:${at}:00Z`);

describe('the net curve', () => {
  it('has no point without a minute, and two with one', () => {
    expect(netCurve([])).toEqual([]);
    expect(netCurve([minute('03', 9800)])).toEqual([
      [ms('03'), 0],
      [ms('04'), 98],
    ]);
  });
  it('subtracts refunds, sorts, and stays level over a gap', () => {
    expect(netCurve([minute('07', 0, 5000), minute('03', 9800), minute('04', 200)])).toEqual([
      [ms('03'), 0],
      [ms('04'), 98],
      [ms('05'), 100],
      [ms('07'), 100],
      [ms('08'), 50],
    ]);
  });
  it('draws the pace only beside the curve', () => {
    const points = netCurve([minute('03', 9800)]);
    const plan = { startMs: ms('00'), endMs: ms('30'), targetFen: 100_000 };
    expect(paceLine(plan, points, ms('09'))).toEqual([
      [ms('03'), 100],
      [ms('09'), 300],
    ]);
    expect(paceLine({ ...plan, startMs: ms('20') }, points, ms('09'))).toBeNull();
    expect(paceLine(null, points, ms('09'))).toBeNull();
    expect(paceLine(plan, [], ms('09'))).toBeNull();
  });
  it('looks ahead while the show runs, and not beyond figures of long ago', () => {
    const points = netCurve([minute('03', 9800)]);
    const plan = { startMs: ms('00'), endMs: ms('30'), targetFen: 100_000 };
    expect(axisEnd(points, plan, ms('04'))).toBe(ms('09'));
    expect(axisEnd(points, null, ms('04') + 86_400_000)).toBe(ms('04'));
  });
});
