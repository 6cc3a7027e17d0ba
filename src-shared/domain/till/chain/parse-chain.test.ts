import { describe, expect, it } from 'vitest';
import { shopProducts } from './chain-fixture.ts';
import type { ChainEntry } from './chain-reading.ts';
import { parseChain } from './parse-chain.ts';

const read = (text: string) => parseChain(text, shopProducts);
const kindsOf = (text: string) => read(text).lines.map(({ kind }) => kind);

/** The only entry of `1. …`. */
function entry(body: string): ChainEntry {
  const [only] = read(`1. ${body}`).entries;
  if (!only) throw new Error(`no entry in ${body}`);
  return only;
}

/** `['小王', 'tissue*2', '?*1']`: name, then what was taken for sure and how many of it. */
function said(body: string): string[] {
  const { name, items } = entry(body);
  return [name, ...items.map(({ productId, qty }) => `${productId ?? '?'}*${qty ?? '?'}`)];
}

function problemsOf(body: string): string[] {
  const { problems, items } = entry(body);
  return [...problems, ...items.flatMap((item) => item.problems)];
}

describe('lines of a chain', () => {
  it('tells header, example, entries and what stands behind them, and keeps every line', () => {
    const text =
      '#接龙\n6.18 柔巾团购 39/包\n例 张三 柔巾2\n\n1. 小王 柔巾2\n2. 小李 浴巾1\n\n今晚八点截止\n- - - - - -\n3. 小赵 柔巾1';
    const { lines } = read(text);
    expect(lines.map(({ text: line }) => line).join('\n')).toBe(text);
    expect(lines.map(({ kind }) => kind)).toEqual([
      'header',
      'header',
      'example',
      'blank',
      'entry',
      'entry',
      'blank',
      'unread',
      'ruler',
      'entry',
    ]);
  });

  it('reads the chain of an English WeChat and every kind of line break', () => {
    expect(kindsOf('#Group Note\r\nTowels\r1. Tom towel\n2. Ann Bath soap')).toEqual([
      'header',
      'header',
      'entry',
      'entry',
    ]);
  });

  it('reads numbers however they are written', () => {
    const text =
      '1. 甲 柔巾\n2、乙 柔巾\n3） 丙 柔巾\n（4）丁 柔巾\n５．戊 柔巾\n6己 柔巾\n7️⃣ 庚 柔巾\n⑧辛 柔巾';
    const { entries } = read(text);
    expect(entries.map(({ number, name }) => [number, name])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
      [4, '丁'],
      [5, '戊'],
      [6, '己'],
      [7, '庚'],
      [8, '辛'],
    ]);
  });

  it('does not take a date, a price or a count for the number of an entry', () => {
    expect(kindsOf('6.18 团购\n1. 小王 柔巾2\n3包浴巾\n4.5 不是条目')).toEqual([
      'header',
      'entry',
      'more',
      'more',
    ]);
  });

  it('goes on with an entry in the lines below it, and names the line of each item', () => {
    const [one, two] = read('1. 小王 柔巾2\n浴巾3\n2. 小李 柔巾1').entries;
    expect(one?.items.map(({ qty, line }) => [qty, line])).toEqual([
      [2, 1],
      [3, 2],
    ]);
    expect(two?.line).toBe(3);
  });

  it('takes a numbered price list above the chain for its header', () => {
    const text = '1. 全棉柔巾 39元/包\n2. 浴巾 59元/条\n接龙：\n1. 小王 柔巾2';
    expect(kindsOf(text)).toEqual(['header', 'header', 'header', 'entry']);
    expect(read(text).entries).toHaveLength(1);
  });

  it('drops a number that nobody wrote behind', () => {
    expect(kindsOf('1. 小王 柔巾\n2. ')).toEqual(['entry', 'blank']);
  });

  it('does not read a line that nobody can have written, and shows it', () => {
    expect(kindsOf(`1. 小王 ${'柔巾'.repeat(600)}\n2. 小李 柔巾`)).toEqual(['unread', 'entry']);
  });

  it('reads nothing into an empty paste', () => {
    expect(read('')).toEqual({ lines: [{ line: 1, text: '', kind: 'blank' }], entries: [] });
  });
});

describe('names', () => {
  it.each([
    ['小王 柔巾2', '小王'],
    ['小王柔巾2', '小王'],
    ['小王：柔巾2', '小王'],
    ['Amy2 柔巾1', 'Amy2'],
    ['86年小王 柔巾1', '86年小王'],
    ['张三柔巾两包', '张三'],
    ['王三 柔巾', '王三'],
    ['3-501 小王 柔巾2', '3-501 小王'],
    ['12号楼小王 柔巾2', '12号楼小王'],
    ['winter 李彬特：柔巾2', 'winter 李彬特'],
    ['@小王 柔巾2', '小王'],
    ['🌸小王🌸 柔巾2', '小王'],
    ['🌸🌸 柔巾2', '🌸🌸'],
    ['小王（3栋）柔巾2', '小王'],
    ['（老顾客）小王 柔巾2', '小王'],
  ])('reads %s', (body, name) => {
    expect(entry(body)).toMatchObject({ name, problems: [] });
    expect(said(body)[1]).toMatch(/^tissue/);
  });

  it('asks where name and product cannot be told apart', () => {
    expect(problemsOf('小王2柔巾')).toContain('name-or-count');
    expect(problemsOf('全棉时代小妹 浴巾2')).toContain('name-unsure');
    expect(entry('全棉时代小妹 浴巾2').name).toBe('全棉时代小妹');
    expect(problemsOf('2包柔巾 阿花')).toContain('name-unsure');
    expect(problemsOf('柔巾2')).toContain('no-name');
  });
});

describe('items', () => {
  it.each([
    ['小王 柔巾2 浴巾x1', ['tissue*2', 'towel*1']],
    ['小王 3包柔巾+1条浴巾', ['tissue*3', 'towel*1']],
    ['小王 柔巾２，浴巾＊３', ['tissue*2', 'towel*3']],
    ['小王 柔巾两包浴巾三条', ['tissue*2', 'towel*3']],
    ['小王 两包柔巾、十二条浴巾', ['tissue*2', 'towel*12']],
    ['小王 要2包柔巾，谢谢', ['tissue*2']],
    ['小王 柔巾 2 浴巾 3', ['tissue*2', 'towel*3']],
    ['小王 2 柔巾 3 浴巾', ['tissue*2', 'towel*3']],
    ['小王 柔巾:2; 浴巾=3', ['tissue*2', 'towel*3']],
    ['小王 柔巾、浴巾各2', ['tissue*2', 'towel*2']],
    ['小王 柔巾浴巾各两份', ['tissue*2', 'towel*2']],
    ['小王 柔巾+浴巾', ['tissue*1', 'towel*1']],
    ['小王（柔巾2浴巾1）', ['tissue*2', 'towel*1']],
    ['小王 柔巾2️⃣ 浴巾✖️3 ➕ 连体衣', ['tissue*2', 'towel*3', 'romper*1']],
    ['小王 四件套1.8m 1套', ['bedding-l*1']],
    ['小王 1.5m四件套两套', ['bedding-m*2']],
    ['小王 四件套（1.5m）2', ['bedding-m*2']],
    ['小王 MR-0601x2 mr0602 3', ['tissue*2', 'towel*3']],
    ['小王 6901234567890 2', ['romper*2']],
    ['Tom bath soaps x3, towel', ['soap*3', '?*1']],
    ['小王 柔巾2包 一共78元 已付', ['tissue*2']],
    ['小王 湿巾2箱', ['case*2']],
  ])('reads %s', (body, items) => {
    expect(said(body).slice(1)).toEqual(items);
  });

  it('takes one where no count stands, and says so', () => {
    expect(entry('小王 柔巾').items[0]).toMatchObject({ qty: 1, problems: ['count-assumed'] });
  });

  it.each([
    ['小王 柔巾半包', 'count-unreadable'],
    ['小王 柔巾1.5', 'count-unreadable'],
    ['小王 柔巾2-3包', 'count-unreadable'],
    ['小王 柔巾0', 'count-unreadable'],
    ['小王 柔巾99999', 'count-unreadable'],
    ['小王 柔巾300', 'count-large'],
    ['小王 柔巾2箱', 'count-many-in-one'],
    ['小王 柔巾 2浴巾', 'count-unsure'],
    ['小王 各2包柔巾浴巾', 'count-unsure'],
    ['小王 红色浴巾2', 'words-beside'],
    ['小王 不要浴巾', 'words-beside'],
    ['小王 柔巾2 5', 'product-unknown'],
    ['小王 毛巾3', 'product-unknown'],
    ['小王 柔巾2（不要浴巾）', 'aside-names-product'],
  ])('asks about %s', (body, problem) => {
    expect(problemsOf(body)).toContain(problem);
  });

  it('keeps every unread word as an item with its count', () => {
    const { items } = entry('毛巾姐 毛巾3 柔巾1');
    expect(items.map(({ text, productId }) => [text, productId])).toEqual([
      ['毛巾3', null],
      ['柔巾1', 'tissue'],
    ]);
  });

  it('does not let a product name swallow its count', () => {
    const pads = [{ id: 'pads', sku: null, name: '棉柔巾', spec: '6包/提' }];
    const of = (body: string) => parseChain(`1. 小王 ${body}`, pads).entries[0]?.items[0];
    expect(of('棉柔巾6包')).toMatchObject({ productId: 'pads', problems: ['count-unsure'] });
    expect(entry('小王 浴巾70').items[0]).toMatchObject({
      productId: 'towel',
      qty: 70,
      problems: ['count-unsure'],
    });
    expect(entry('小王 四件套1.8').items[0]).toMatchObject({ productId: null, qty: null });
    expect(of('棉柔巾1')).toMatchObject({ qty: 1, problems: [] });
    expect(of('棉柔巾12包')).toMatchObject({ qty: 12, problems: [] });
  });
});

describe('which product', () => {
  it('never guesses between two', () => {
    const [item] = entry('小王 四件套1').items;
    expect(item).toMatchObject({ productId: null, problems: ['product-unsure'] });
    expect(item?.candidates.map(({ productId }) => productId)).toEqual(['bedding-l', 'bedding-m']);
  });

  it('takes a whole name before the longer names that hold it', () => {
    expect(said('小王 浴巾1')).toEqual(['小王', 'towel*1']);
    expect(said('小王 浴巾礼盒1')).toEqual(['小王', 'gift*1']);
  });

  it('only offers what a few letters in the middle of a name may mean', () => {
    const [item] = entry('小王 棉柔2').items;
    expect(item).toMatchObject({ productId: null, problems: ['product-unsure'] });
    expect(item?.candidates).toEqual([{ productId: 'tissue', by: 'inside' }]);
  });

  it('offers what the header speaks of where an entry names no product', () => {
    const [one] = parseChain('#接龙 柔巾团购\n1. 小王 2包', shopProducts).entries;
    expect(one?.items[0]).toMatchObject({
      qty: 2,
      productId: null,
      candidates: [{ productId: 'tissue', by: 'alike' }],
    });
  });

  it('does not take two products of one name for one', () => {
    const twins = [
      { id: 'a', sku: null, name: '浴巾', spec: '' },
      { id: 'b', sku: null, name: '浴巾', spec: '' },
    ];
    expect(parseChain('1. 小王 浴巾', twins).entries[0]?.items[0]?.productId).toBeNull();
  });
});

describe('taken back, and twice', () => {
  it.each([
    '小王 取消',
    '小王取消',
    '小王 柔巾2 取消',
    '小王 柔巾2（已取消）',
    '小王 柔巾2❌',
    'Tom cancelled',
  ])('reads %s as cancelled', (body) => {
    expect(entry(body)).toMatchObject({ cancelled: true, problems: ['cancelled'] });
  });

  it('asks when only a part may be cancelled', () => {
    for (const body of ['小王 柔巾2 浴巾1 取消', '小王 柔巾2 取消浴巾', '小王 柔巾2 浴巾1（浴巾取消）'])
      expect(entry(body)).toMatchObject({
        cancelled: false,
        problems: expect.arrayContaining(['cancel-unsure']),
      });
  });

  it('does not cancel what is said not to be', () => {
    expect(entry('小王 柔巾2 不取消').cancelled).toBe(false);
  });

  it('says when a person orders again, and asks when it is the same order or the same line', () => {
    const { entries } = read(
      '1. 小王 柔巾2\n2. 小李 柔巾1\n3. 小王 浴巾1\n4. 小李 柔巾1\n#接龙\n1. 小王 柔巾2\n2. 小赵 柔巾1',
    );
    expect(entries.map(({ problems }) => problems)).toEqual(
      [[], [], ['same-person'], ['same-order'], [], ['repeated-line'], ['number-twice']].toSpliced(4, 1),
    );
  });

  it('leaves a phone number out of everything but its own place', () => {
    const found = entry('小王 138 0013 8000 柔巾2（送到13800138000）');
    expect(found).toMatchObject({ name: '小王', phone: '138 0013 8000', problems: ['phone-left-out'] });
  });
});
