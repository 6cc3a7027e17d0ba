import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Group, groupSchema } from '../group/group.schema.ts';
import { productSchema } from '../product/product.schema.ts';
import { showSchema } from '../show/show.schema.ts';
import { postVariables, type RenderSources, renderPost } from './render.ts';

const at = '2026-06-18T11:00:00.000Z';
const sources: RenderSources = {
  show: showSchema.parse({
    id: 'show-1',
    title: '618 第一场',
    currency: 'CNY',
    startsAt: at,
    plannedEndAt: null,
    targetFen: null,
    hostName: '阿宁',
    createdAt: at,
  }),
  product: productSchema.parse({
    id: 'product-1',
    showId: 'show-1',
    shopId: 'main',
    sku: 'MR-1',
    name: '柔巾',
    spec: '100 抽',
    listFen: 129_900,
    priceFen: 89_900,
    floorFen: 84_000,
    stockDeclared: null,
    commissionBp: null,
    mechanics: '买二送一',
    points: ['不掉絮', '可冲散'],
    pricedBy: 'amy',
    confirmedBy: null,
  }),
  group: groupSchema.parse({
    id: 'group-1',
    name: '杭州宝妈1群',
    owner: '团长2',
    platform: 'wechat',
    size: null,
    tags: ['杭州', '宝妈'],
    brand: '母婴线',
    hasRobot: false,
  }),
};
const inGroup = (changes: Partial<Group>): RenderSources => ({
  ...sources,
  group: { ...sources.group, ...changes },
});

describe('an announcement for one group', () => {
  test('every variable is filled with its value', () => {
    const values: Record<keyof typeof postVariables, string> = {
      'group.name': '杭州宝妈1群',
      'group.owner': '团长2',
      'group.brand': '母婴线',
      'group.tags': '杭州、宝妈',
      'show.title': '618 第一场',
      'show.host': '阿宁',
      'product.name': '柔巾',
      'product.spec': '100 抽',
      'product.price': '¥899.00',
      'product.listPrice': '¥1,299.00',
      'product.points': '不掉絮；可冲散',
      'product.mechanics': '买二送一',
    };
    const names = Object.keys(postVariables);
    const template = names.map((name) => `{{${name}}}`).join('|');
    expect(renderPost(template, sources)).toEqual({
      text: names.map((name) => values[name as keyof typeof values]).join('|'),
      unfilled: [],
    });
  });

  test('blanks inside the braces do not matter, and a variable may stand often', () => {
    expect(renderPost('{{ group.name }}{{group.name\t}}', sources).text).toBe('杭州宝妈1群杭州宝妈1群');
  });

  test('the floor price is nobody’s to announce', () => {
    expect(Object.keys(postVariables).filter((name) => /floor/i.test(name))).toEqual([]);
    expect(renderPost('{{product.floorPrice}}', sources).unfilled).toEqual(['product.floorPrice']);
  });

  test('a value that is empty for this group, or a product that is not chosen, stays visible and is named once', () => {
    const { text, unfilled } = renderPost('{{group.owner}} {{group.owner}} {{group.tags}}', {
      ...inGroup({ owner: '  ', tags: [] }),
    });
    expect(text).toBe('{{group.owner}} {{group.owner}} {{group.tags}}');
    expect(unfilled).toEqual(['group.owner', 'group.tags']);
    const without = { ...sources, product: null };
    const names = Object.keys(postVariables).filter((name) => name.startsWith('product.'));
    expect(renderPost(names.map((name) => `{{${name}}}`).join(''), without).unfilled).toEqual(names);
  });

  test('an unknown name blocks, also one that every object has', () => {
    expect(renderPost('{{group.phone}} {{constructor}} {{__proto__}}', sources).unfilled).toEqual([
      'group.phone',
      'constructor',
      '__proto__',
    ]);
  });

  test.each([
    '{{group.name',
    'group.name}}',
    '{{group.name} }',
    '{{a}} {{group.name',
    '{{{{group.name}}',
    '{{a{b}}',
  ])('braces that do not close block: %s', (template) => {
    expect(renderPost(template, sources).unfilled).not.toEqual([]);
  });

  test('single braces are text', () => {
    expect(renderPost('{hi} }{ {a} {{group.name}}', sources)).toEqual({
      text: '{hi} }{ {a} 杭州宝妈1群',
      unfilled: [],
    });
  });

  test('a value with braces, variables or replacement patterns goes out as it is and blocks nothing', () => {
    const value = fc
      .array(fc.constantFrom('{{', '}}', '{', '}', 'group.owner', '$&', "$'", '$1', 'x'), { minLength: 1 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(value, (name) => {
        expect(renderPost('a {{group.name}} b', inGroup({ name }))).toEqual({
          text: `a ${name} b`,
          unfilled: [],
        });
      }),
    );
  });

  test('what is said to be filled has no hole left', () => {
    const part = fc.constantFrom(
      '{{group.name}}',
      '{{',
      '}}',
      '{',
      '}',
      '{{nope}}',
      '{{ show.host }}',
      'text ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { text, unfilled } = renderPost(parts.join(''), sources);
        if (unfilled.length === 0) expect(text).not.toMatch(/\{\{[^{}]*\}\}/);
      }),
    );
  });
});
