import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Group, groupSchema } from '../group/group.schema.ts';
import { type Post, postSchema } from '../post/post.schema.ts';
import { showSchema } from '../show/show.schema.ts';
import { hadKey, type PlannedDelivery, planBatch, planFingerprint, sinceSeen, utf8Length } from './plan.ts';

const at = '2026-06-18T11:00:00.000Z';
/** Any function that tells texts apart does here. */
const sha256 = (text: string) => `#${text}`;
const show = showSchema.parse({
  ...{ id: 'show-1', title: '618', currency: 'CNY', startsAt: at, plannedEndAt: null, targetFen: null },
  ...{ hostName: '阿宁', createdAt: at },
});
const post: Post = postSchema.parse({
  ...{ id: 'post-1', showId: 'show-1', title: '', text: '{{group.name}} 八点见', productId: null, tags: [] },
  updatedAt: at,
});
const group = (id: string, changes: Record<string, unknown> = {}): Group =>
  groupSchema.parse({
    ...{ id, name: `群${id}`, owner: '', platform: 'wecom-internal', size: null, tags: [], brand: '' },
    hasRobot: true,
    ...changes,
  });
const plan = (
  groups: readonly Group[],
  { text, tags, had = new Set() }: { text?: string; tags?: string[]; had?: Set<string> } = {},
): PlannedDelivery[] =>
  planBatch({
    ...{ show, product: null, groups, had, sha256 },
    post: { ...post, ...(text === undefined ? {} : { text }), ...(tags ? { tags } : {}) },
  });

describe('the dry run', () => {
  test('robots post into internal groups; everything else is posted by hand', () => {
    const planned = plan([
      group('a'),
      group('b', { hasRobot: false }),
      group('c', { platform: 'wecom-customer' }),
      group('d', { platform: 'wechat', hasRobot: false }),
    ]);
    expect(planned.map(({ state }) => state)).toEqual(['queued', 'by-hand', 'by-hand', 'by-hand']);
    expect(planned[0]).toMatchObject({ text: '群a 八点见', reason: null, unfilled: [] });
  });

  test('it is meant for groups with any of the tags, or for all', () => {
    const groups = [group('a', { tags: ['杭州'] }), group('b', { tags: ['成都', 'x'] }), group('c')];
    expect(plan(groups, { tags: ['杭州', 'x'] }).map(({ groupId }) => groupId)).toEqual(['a', 'b']);
    expect(plan(groups)).toHaveLength(3);
  });

  test('a text over a robot’s bytes is held back there, and only there', () => {
    const long = '字'.repeat(682);
    expect(plan([group('a')], { text: `${long}ab` })[0]).toMatchObject({ bytes: 2048, state: 'queued' });
    expect(plan([group('a')], { text: `${long}abc` })[0]).toMatchObject({
      state: 'skipped',
      reason: 'too-long',
    });
    expect(plan([group('a', { hasRobot: false })], { text: `${long}abc` })[0]).toMatchObject({
      state: 'by-hand',
    });
  });

  test('a group that has had this very text is skipped; another text goes out', () => {
    const had = new Set([hadKey('a', sha256('群a 八点见')), hadKey('c', sha256('群c 八点见'))]);
    const groups = [group('a'), group('b'), group('c', { hasRobot: false })];
    expect(plan(groups, { had }).map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'had-it'],
      ['queued', null],
      ['skipped', 'had-it'],
    ]);
    expect(plan(groups, { had, text: '九点见' }).every(({ reason }) => reason === null)).toBe(true);
  });

  test('an unfilled variable is named for its group', () => {
    expect(plan([group('a'), group('b', { owner: '团长' })], { text: '{{group.owner}}' })).toMatchObject([
      { unfilled: ['group.owner'] },
      { unfilled: [] },
    ]);
  });

  test('bytes are those of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(encodeURIComponent(text).replaceAll(/%../g, 'x').length);
      }),
    );
  });
});

describe('what the person saw', () => {
  const of = (
    planned: PlannedDelivery[],
    runKind: 'live' | 'rehearsal' = 'live',
    epoch: string | null = 'epoch-1',
  ) => planFingerprint({ postId: 'post-1', runKind, epoch }, planned, sha256);

  test('does not depend on the order in which groups are listed', () => {
    const groups = [group('a'), group('b'), group('c')];
    expect(of(plan(groups))).toBe(of(plan(groups.toReversed())));
  });

  test('changes with a text, a group more, what is held back, and the kind of run', () => {
    const groups = [group('a'), group('b')];
    const seen = of(plan(groups));
    const others = [
      of(plan(groups, { text: '九点见' })),
      of(plan([...groups, group('c')])),
      of(plan([group('a'), group('b', { hasRobot: false })])),
      of(plan(groups, { had: new Set([hadKey('a', sha256('群a 八点见'))]) })),
      of(plan(groups), 'rehearsal'),
    ];
    expect(new Set([seen, ...others]).size).toBe(6);
    expect(others.map((other) => sinceSeen(seen, other))).toEqual(Array(5).fill('changed'));
    expect(sinceSeen(seen, of(plan(groups.toReversed())))).toBe('same');
  });

  test('[SY58] is of one epoch of the hub: another may not know what groups have had since', () => {
    const groups = [group('a')];
    const now = of(plan(groups), 'live', '019eda63-e115-76de-837a-b656ea82f786');
    expect(sinceSeen(of(plan(groups)), now)).toBe('restored');
    // Seen before there was a hub, or with an earlier version.
    for (const seen of [of(plan(groups), 'live', null), now.slice(now.indexOf('.') + 1)]) {
      expect(sinceSeen(seen, now)).toBe('same');
      expect(sinceSeen(seen, of(plan([...groups, group('b')])))).toBe('changed');
    }
  });
});
