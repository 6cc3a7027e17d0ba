import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '#shared/domain/audit/audit.schema.ts';
import { safetyWords } from '../safety/words.ts';
import { syncWords } from '../sync/words.ts';
import { auditCsv } from './audit-csv.ts';
import { type AuditSay, actText, changesText, valueText, whoText } from './audit-text.ts';
import { fieldWords } from './field-words.ts';
import { auditWords } from './words.ts';

const spaces = { t: auditWords, fields: fieldWords, sync: syncWords, safety: safetyWords };
const i18n = i18next.createInstance();
await i18n.init({
  lng: 'zh',
  resources: { zh: Object.fromEntries(Object.entries(spaces).map(([space, words]) => [space, words.zh])) },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
});
const say = Object.fromEntries(
  Object.keys(spaces).map((space) => [space, i18n.getFixedT('zh', space)]),
) as unknown as AuditSay;

const entry: AuditEntry = {
  ...{ entry: 1, at: '2026-06-18T11:00:00Z', deviceAt: null, personId: 'amy', personName: '阿梅' },
  ...{ role: 'operator', deviceId: 'desk', deviceName: '主控台', kind: 'op', name: 'product.reprice' },
  ...{ mode: 'live', showId: 'show-1', outcome: 'done', code: null, more: 0 },
  facts: { name: '柔巾', priceFen: 4500, currency: 'CNY' },
  changes: [
    {
      ...{ kind: 'product', id: 'p', name: '柔巾', was: 'changed' },
      fields: [{ field: 'priceFen', before: 4900, after: 4500 }],
    },
  ],
};

describe('the audit log in words', () => {
  test('an act, who did it, and what changed', () => {
    expect(actText(entry, say)).toBe('把“柔巾”改为直播价 ¥45.00');
    expect(changesText(entry, say)).toBe('修改 柔巾: 直播价 ¥49.00 → ¥45.00');
    expect(whoText({ ...entry, personName: '', role: 'integrator' }, say.t)).toBe('接口密钥');
    expect(actText({ name: 'drop.fire', facts: { title: '满减' } }, say)).toBe('发放“满减”');
    expect(actText({ name: 'some.order', facts: { name: '柔巾' } }, say)).toBe('指令 some.order · 柔巾');
    expect(actText({ name: 'audit.export', facts: { rows: 7 } }, say)).toBe('导出操作记录 7 条');
  });

  test('values by what their field is', () => {
    expect(valueText({ field: 'plannedSec' }, 300, say.t)).toBe('5:00');
    expect(valueText({ field: 'armedSlotId' }, null, say.t)).toBe('（无）');
    expect(valueText({ field: 'shelf' }, true, say.t)).toBe('是');
  });

  test('a sheet runs nothing that stands in it', () => {
    const csv = auditCsv([{ ...entry, personName: '=HYPERLINK("x")' }], say);
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv).toContain('"\t=HYPERLINK(""x"")"');
    expect(csv.split('\r\n')).toHaveLength(3);
  });
});
