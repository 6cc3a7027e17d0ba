import { describe, expect, test } from 'vitest';
import { fen } from '#shared/domain/money.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { formFaults, newShowForm, sheetTarget } from './import-target.ts';
import { productPreview } from './sheet-fixture.ts';

const preview = productPreview({
  fileName: 'paipin-618.xlsx',
  findings: {
    title: '6月18日 直播排品表',
    host: '阿宁',
    operator: '小周',
    targetFen: fen(50_000_000),
    timeRange: { start: '19:00', end: '23:00' },
    date: { year: null, month: 6, day: 18 },
  },
});
const form = newShowForm(preview, new Date(2026, 0, 1));

describe('a new show from a sheet', () => {
  test('is filled in from the title rows', () => {
    expect(form).toEqual({
      title: '6月18日 直播排品表',
      currency: 'CNY',
      start: '2026-06-18T19:00',
      end: '2026-06-18T23:00',
      target: '500000',
      host: '阿宁',
    });
  });

  test('without a title it has the name of the file', () => {
    expect(newShowForm(productPreview({ fileName: '周四.第一场.xlsx' }), new Date()).title).toBe(
      '周四.第一场',
    );
  });

  test('becomes a target with its moments in UTC and its money in fen', () => {
    expect(sheetTarget({ to: 'new-show', show: form })).toMatchObject({
      startsAt: new Date(2026, 5, 18, 19).toISOString(),
      targetFen: 50_000_000,
    });
    expect(sheetTarget({ to: 'new-show', show: { ...form, target: '', start: '', end: '' } })).toMatchObject({
      targetFen: null,
      startsAt: null,
    });
  });

  test('is not ready with a fault, and the fault is named', () => {
    const faulty = { ...form, title: ' ', target: '很多', end: form.start };
    expect(formFaults(faulty)).toEqual({
      title: 'targetTitleMissing',
      target: 'targetAmountBad',
      end: 'targetEndBefore',
    });
    expect(sheetTarget({ to: 'new-show', show: faulty })).toBeNull();
  });
});

test('an existing show needs no more than its id', () => {
  expect(sheetTarget({ to: 'show', showId: 's1' as ShowId })).toEqual({ to: 'show', showId: 's1' });
});
