import { describe, expect, test } from 'vitest';
import { createSheetDesk, type SheetDesk } from './sheet-desk.ts';

const csv = (text: string): Uint8Array => Buffer.from(text);
const products = '品名,款号,我们的价\n柔巾,A1,39.9\n浴巾,A2,99\n';
const mapping = { 我们的价: 'price' } as const;

function deskWith(saved = new Map<string, Record<string, string>>()): {
  desk: SheetDesk;
  saved: typeof saved;
} {
  let next = 0;
  const desk = createSheetDesk({
    ids: { next: () => `s${++next}` },
    mappings: {
      load: async (fingerprint) => saved.get(fingerprint) ?? null,
      save: async (fingerprint, said) => void saved.set(fingerprint, said),
    },
    allowLoopbackRobots: false,
  });
  return { desk, saved };
}

const open = (desk: SheetDesk, text = products) =>
  desk.open({ kind: 'products', fileName: 'a.csv', bytes: csv(text) });

describe('the sheet desk', () => {
  test('opens, answers, accepts', async () => {
    const { desk } = deskWith();
    const { sheetId, preview } = await open(desk);
    expect(preview).toMatchObject({ kind: 'products', importable: false, counts: { blocked: 2 } });
    await expect(desk.accept(sheetId)).rejects.toMatchObject({
      code: 'sheet/not-ready',
      params: { blocked: 2 },
    });
    expect((await desk.answer(sheetId, { mapping })).importable).toBe(true);
    expect(await desk.accept(sheetId)).toMatchObject({
      kind: 'products',
      products: [{ priceFen: 3990 }, { priceFen: 9900 }],
    });
  });

  test('remembers a mapping once it was accepted, and says so, also for another order of columns', async () => {
    const { desk, saved } = deskWith();
    const first = await open(desk);
    await desk.answer(first.sheetId, { mapping });
    expect(saved.size).toBe(0);
    await desk.accept(first.sheetId);
    expect([...saved.values()]).toEqual([mapping]);
    const { preview } = await open(desk, '我们的价,款号,品名\n39.9,A1,柔巾\n');
    expect(preview).toMatchObject({
      importable: true,
      mappingRemembered: true,
      problems: [{ code: 'sheet/stock-not-tracked' }, { code: 'sheet/mapping-remembered' }],
    });
  });

  test('an acceptance right behind an answer is judged by that answer', async () => {
    const { desk } = deskWith();
    const { sheetId } = await open(desk);
    await desk.answer(sheetId, { mapping });
    const worse = desk.answer(sheetId, { mapping, rows: { '1:2': { cells: { price: 'x' } } } });
    await expect(desk.accept(sheetId)).rejects.toMatchObject({ code: 'sheet/not-ready' });
    expect((await worse).importable).toBe(false);
  });

  test('an answer that fails changes nothing', async () => {
    const { desk } = deskWith();
    const { sheetId } = await open(desk);
    await desk.answer(sheetId, { mapping });
    await expect(desk.answer(sheetId, { sheet: '没有' })).rejects.toMatchObject({
      code: 'sheet/no-such-sheet',
    });
    expect(await desk.accept(sheetId)).toMatchObject({ kind: 'products' });
  });

  test('gives groups their robots in full only on acceptance', async () => {
    const { desk } = deskWith();
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secretsecret';
    const opened = await desk.open({
      kind: 'groups',
      fileName: 'g.csv',
      bytes: csv(`群名称,平台,机器人地址\n一群,企业微信内部群,${url}\n`),
    });
    expect(JSON.stringify(opened)).not.toContain('secret');
    expect(await desk.accept(opened.sheetId)).toMatchObject({
      kind: 'groups',
      groups: [{ name: '一群', robotUrl: url }],
    });
  });

  test('holds eight sheets, drops the oldest, forgets closed ones', async () => {
    const { desk } = deskWith();
    const ids: string[] = [];
    for (let at = 0; at < 9; at += 1) ids.push((await open(desk)).sheetId);
    await expect(desk.answer(ids[0] ?? '', {})).rejects.toMatchObject({ code: 'sheet/not-open' });
    await expect(desk.answer(ids[1] ?? '', {})).resolves.toMatchObject({ kind: 'products' });
    desk.close(ids[1] ?? '');
    await expect(desk.accept(ids[1] ?? '')).rejects.toMatchObject({ code: 'sheet/not-open' });
  });
});
