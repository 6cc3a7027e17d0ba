import { expect, test } from 'vitest';
import type { Group } from '#shared/domain/group/group.schema.ts';
import { brandChoices, filterGroups, memberCount, noFilter, tagChoices } from './group-filter.ts';

function group(name: string, over: Partial<Group> = {}): Group {
  return {
    id: name as Group['id'],
    name,
    owner: '团长2',
    platform: 'wecom-customer',
    size: 100,
    tags: ['杭州'],
    brand: '母婴线',
    hasRobot: false,
    ...over,
  };
}

const groups = [
  group('杭州宝妈1群'),
  group('成都宝妈2群', { tags: ['成都', '团长群'], brand: '家居线', size: null }),
  group('VIP Hangzhou', { tags: ['杭州'], brand: '', platform: 'wecom-internal', size: 50 }),
];
const names = (found: Group[]) => found.map(({ name }) => name);

test('every word of a search must stand somewhere in the group', () => {
  expect(names(filterGroups(groups, { ...noFilter, search: '宝妈 家居' }))).toEqual(['成都宝妈2群']);
  expect(names(filterGroups(groups, { ...noFilter, search: '  ｖｉｐ' }))).toEqual(['VIP Hangzhou']);
  expect(filterGroups(groups, { ...noFilter, search: '没有' })).toEqual([]);
});

test('filters hold together', () => {
  expect(names(filterGroups(groups, { ...noFilter, tag: '杭州', platform: 'wecom-internal' }))).toEqual([
    'VIP Hangzhou',
  ]);
  expect(names(filterGroups(groups, { ...noFilter, brand: '母婴线' }))).toEqual(['杭州宝妈1群']);
});

test('choices are counted, the most frequent first, and an empty brand is none', () => {
  expect(tagChoices(groups)[0]).toEqual({ value: '杭州', count: 2 });
  expect(brandChoices(groups)).toHaveLength(2);
  expect(memberCount(groups)).toBe(150);
});
