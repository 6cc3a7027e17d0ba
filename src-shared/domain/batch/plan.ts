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

/** Changes with anything that a person decides by when they look at the dry run. */
export function planFingerprint(
  { postId, runKind }: { postId: string; runKind: RunKind },
  planned: readonly PlannedDelivery[],
  sha256: (text: string) => string,
): string {
  const rows = planned.map(({ groupId, state, reason, textHash }) => [groupId, state, reason, textHash]);
  return sha256(JSON.stringify([postId, runKind, rows]));
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
