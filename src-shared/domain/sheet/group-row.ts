import type { GroupField, GroupValues, SheetProblem } from '../../contract/sheet.ts';
import type { GroupPlatform } from '../group/group.schema.ts';
import { shownText } from './book.ts';
import { maskAddress } from './columns.ts';
import type { DataRow, Layout } from './layout.ts';
import { type Finding, finding, plainForm, type Reading } from './number-text.ts';
import { readSize } from './read-count.ts';
import { readText, splitTags } from './read-text.ts';
import { judgeRobot, ROBOT_HOST, robotHost } from './robot-address.ts';
import { problemsOf, type Tell } from './row-problems.ts';

/** As the group schema allows. */
const longest = { name: 120, owner: 60, platform: 60, tags: 2000, brand: 60 };
const MOST_TAGS = 50;
const LONGEST_TAG = 60;

const platforms = new Map<string, GroupPlatform>(
  Object.entries({
    企业微信客户群: 'wecom-customer',
    企微客户群: 'wecom-customer',
    客户群: 'wecom-customer',
    外部群: 'wecom-customer',
    'wecom-customer': 'wecom-customer',
    'wecom customer': 'wecom-customer',
    企业微信内部群: 'wecom-internal',
    企微内部群: 'wecom-internal',
    内部群: 'wecom-internal',
    'wecom-internal': 'wecom-internal',
    'wecom internal': 'wecom-internal',
    微信群: 'wechat',
    微信: 'wechat',
    个人微信群: 'wechat',
    普通微信群: 'wechat',
    wechat: 'wechat',
    'wechat group': 'wechat',
  } as const),
);

export interface GroupDraft {
  readonly source: DataRow;
  readonly values: GroupValues;
  /** In full: for the import alone, never for a preview. */
  readonly robotUrl: string | null;
  readonly problems: SheetProblem[];
  readonly tell: Tell;
}

export function readGroupRow(layout: Layout, source: DataRow, allowLoopback: boolean): GroupDraft {
  const problems: SheetProblem[] = [];
  const tell = problemsOf(layout, source, problems);
  const told = <T>(field: GroupField, reading: Reading<T>): T | null => {
    for (const found of reading.findings) tell(field, found);
    return reading.value;
  };
  const text = (field: keyof typeof longest): string =>
    told(field, readText(source.cell(field), longest[field])) ?? '';

  const name = text('name');
  if (name === '') tell('name', finding('sheet/no-name'));
  const platform = readPlatform(text('platform'), tell);
  const tags = splitTags(text('tags'));
  const longTag = tags.find((tag) => tag.length > LONGEST_TAG);
  if (longTag !== undefined)
    tell('tags', finding('sheet/too-long', { length: longTag.length, longest: LONGEST_TAG }));
  if (tags.length > MOST_TAGS)
    tell('tags', finding('sheet/too-long', { length: tags.length, longest: MOST_TAGS }));
  const address = shownText(source.cell('robot'));
  const refused = address === '' ? null : robotProblem(source, address, platform, allowLoopback);
  if (refused !== null) tell('robot', refused);
  const values: GroupValues = {
    name,
    owner: text('owner'),
    platform,
    size: told('size', readSize(source.cell('size'))),
    tags,
    brand: text('brand'),
    robotMasked: address === '' || refused !== null ? null : maskAddress(address),
  };
  return { source, values, robotUrl: values.robotMasked === null ? null : address, problems, tell };
}

function readPlatform(text: string, tell: Tell): GroupPlatform {
  const known = platforms.get(plainForm(text));
  if (known !== undefined) return known;
  tell('platform', finding('sheet/platform-other', { text }));
  return 'other';
}

/** Why the address will not be taken over; the group is imported without it once that is accepted. */
function robotProblem(
  source: DataRow,
  address: string,
  platform: GroupPlatform,
  allowLoopback: boolean,
): Finding | null {
  const shown = maskAddress(address);
  // A formula's or a merged cell's address may be another group's: posting there would be posting twice.
  const { kind, merged } = source.cell('robot');
  const judgement = kind === 'text' && !merged ? judgeRobot(address, allowLoopback) : 'not-url';
  if (judgement === 'not-url') return finding('sheet/robot-not-url', { shown });
  if (judgement === 'host')
    return finding('sheet/robot-host', { host: robotHost(address), allowed: ROBOT_HOST, shown });
  return platform === 'wecom-customer' ? finding('sheet/robot-on-customer-group', { shown }) : null;
}
