/** Finding groups in a list of hundreds. */
import type { Group, GroupPlatform } from '#shared/domain/group/group.schema.ts';

export interface GroupFilter {
  readonly search: string;
  readonly tag: string | null;
  readonly brand: string | null;
  readonly platform: GroupPlatform | null;
}

export const noFilter: GroupFilter = { search: '', tag: null, brand: null, platform: null };

/** Every word of the search must stand somewhere in the group's name, owner, brand or tags. */
export function filterGroups<G extends Group>(groups: readonly G[], filter: GroupFilter): G[] {
  const words = searchWords(filter.search);
  return groups.filter(
    (group) =>
      (filter.tag === null || group.tags.includes(filter.tag)) &&
      (filter.brand === null || group.brand === filter.brand) &&
      (filter.platform === null || group.platform === filter.platform) &&
      matches([group.name, group.owner, group.brand, ...group.tags], words),
  );
}

export function searchWords(search: string): string[] {
  return plain(search).split(/\s+/).filter(Boolean);
}

export function matches(texts: readonly string[], words: readonly string[]): boolean {
  const all = plain(texts.join('\n'));
  return words.every((word) => all.includes(word));
}

/** Full-width letters and digits are found by their plain forms and the other way round. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

export interface Choice {
  readonly value: string;
  readonly count: number;
}

/** The tags that occur, the most frequent first, with the number of groups that carry them. */
export function tagChoices(groups: readonly Group[]): Choice[] {
  return counted(groups.flatMap(({ tags }) => tags));
}

export function brandChoices(groups: readonly Group[]): Choice[] {
  return counted(groups.map(({ brand }) => brand).filter((brand) => brand !== ''));
}

export function platformChoices(groups: readonly Group[]): Choice[] {
  return counted(groups.map(({ platform }) => platform));
}

function counted(values: readonly string[]): Choice[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'zh'));
}

/** Sum of the members of groups whose size is known. */
export function memberCount(groups: readonly Group[]): number {
  return groups.reduce((sum, { size }) => sum + (size ?? 0), 0);
}
