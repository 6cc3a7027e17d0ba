/**
 * The dry run of a batch: for each group of an announcement, what it would get and what would become of it. Desk and hub
 * plan by the same function; the fingerprint of what the person saw goes with the order to send, and the hub sends
 * nothing else.
 */
import type { Group } from '../group/group.schema.ts';
import type { Post } from '../post/post.schema.ts';
import { renderPost } from '../post/render.ts';
import type { Product } from '../product/product.schema.ts';
import type { RunKind, Show } from '../show/show.schema.ts';
import type { DeliveryState } from './batch.states.ts';

/** A WeCom group robot takes 2,048 bytes of UTF-8 in a text message (wechat-apis.md A9). */
export const ROBOT_TEXT_BYTES = 2048;

export interface PlannedDelivery {
  readonly groupId: Group['id'];
  readonly groupName: string;
  readonly owner: string;
  readonly platform: Group['platform'];
  readonly text: string;
  readonly bytes: number;
  /** SHA-256 of the text. */
  readonly textHash: string;
  readonly state: Extract<DeliveryState, 'queued' | 'by-hand' | 'skipped'>;
  readonly reason: 'too-long' | 'had-it' | null;
  /** Variables without a value for this group: while any group has one, nothing is sent. */
  readonly unfilled: readonly string[];
}

export interface PlanSources {
  readonly post: Post;
  readonly show: Show;
  readonly product: Product | null;
  readonly groups: readonly Group[];
  /** What groups have had, or may have had, of this announcement: `hadKey` of group and text. */
  readonly had: ReadonlySet<string>;
  readonly sha256: (text: string) => string;
}

export function hadKey(groupId: string, textHash: string): string {
  return `${groupId} ${textHash}`;
}

/** The groups that an announcement is meant for: those with any of its tags, or all where it names none. */
export function groupsMeant(tags: readonly string[], groups: readonly Group[]): Group[] {
  return groups.filter((group) => tags.length === 0 || group.tags.some((tag) => tags.includes(tag)));
}

/** In order of the groups' ids, so that desk and hub list alike. */
export function planBatch({ post, show, product, groups, had, sha256 }: PlanSources): PlannedDelivery[] {
  return groupsMeant(post.tags, groups)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((group) => {
      const { text, unfilled } = renderPost(post.text, { show, product, group });
      const bytes = utf8Length(text);
      const textHash = sha256(text);
      const byRobot = takesRobot(group);
      const reason = had.has(hadKey(group.id, textHash))
        ? 'had-it'
        : byRobot && bytes > ROBOT_TEXT_BYTES
          ? 'too-long'
          : null;
      return {
        groupId: group.id,
        groupName: group.name,
        owner: group.owner,
        platform: group.platform,
        text,
        bytes,
        textHash,
        state: reason !== null ? 'skipped' : byRobot ? 'queued' : 'by-hand',
        reason,
        unfilled,
      };
    });
}

/** Robots live in internal groups; into customer groups nobody but a member can post (wechat-apis.md A1, A9). */
function takesRobot(group: Group): boolean {
  return group.platform === 'wecom-internal' && group.hasRobot;
}

export interface PlanOccasion {
  readonly postId: string;
  readonly runKind: RunKind;
  /** Of the hub that was known when it was seen; null = none yet. */
  readonly epoch: string | null;
}

/**
 * Changes with anything that a person decides by when they look at the dry run, and with the hub's epoch: one that was
 * put back to a backup no longer knows what groups have had since, and would send it again.
 */
export function planFingerprint(
  { postId, runKind, epoch }: PlanOccasion,
  planned: readonly PlannedDelivery[],
  sha256: (text: string) => string,
): string {
  const rows = planned.map(({ groupId, state, reason, textHash }) => [groupId, state, reason, textHash]);
  const history = epoch === null ? '' : sha256(epoch).slice(0, HISTORY_CHARACTERS);
  return `${history}${AFTER_HISTORY}${sha256(JSON.stringify([postId, runKind, rows]))}`;
}

/**
 * What has become of a dry run since it was seen. One of no epoch was seen before the console had met its hub: what it
 * announces was made there, and nobody can have had it.
 */
export function sinceSeen(seen: string, now: string): 'same' | 'changed' | 'restored' {
  const [before, after] = [partsOf(seen), partsOf(now)];
  if (before.history !== '' && before.history !== after.history) return 'restored';
  return before.plan === after.plan ? 'same' : 'changed';
}

const HISTORY_CHARACTERS = 16;
const AFTER_HISTORY = '.';

/** Those that earlier versions made have no history either. */
function partsOf(fingerprint: string): { history: string; plan: string } {
  const end = fingerprint.indexOf(AFTER_HISTORY);
  return { history: fingerprint.slice(0, Math.max(0, end)), plan: fingerprint.slice(end + 1) };
}

/** Bytes in UTF-8: robots count bytes, not characters. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
