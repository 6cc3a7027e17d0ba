/** What desks are sent of changed documents, composed from the documents' own JSON. */
import { MAX_FRAME_BYTES } from '#shared/contract/hub.ts';
import type { StoredChange, StoredChanges, Watermarks } from '../store/hub-store.ts';
import { RawJson } from './raw-json.ts';

/** Frames of changes are kept to this size where documents allow: a long one holds up what comes behind it. */
export const CHANGES_BYTES = 1_000_000;
/** What socket.io puts around a frame's payload, with room to spare. */
const ENVELOPE_BYTES = 1_000;

/** An answer to a pull, shaped as `pageSchema`. */
export function pageJson(page: StoredChanges, marks: Watermarks, headSeq: number): RawJson {
  return new RawJson(`{"headSeq":${headSeq},${changesText(page, marks)}}`);
}

/** The members of an object with all of these changes, shaped as `changesSchema`. */
function changesText({ fromSeq, toSeq, changes }: StoredChanges, marks: Watermarks): string {
  const { backupSeq, horizonSeq } = marks;
  const head = `"fromSeq":${fromSeq},"toSeq":${toSeq},"backupSeq":${backupSeq},"horizonSeq":${horizonSeq}`;
  return `${head},"changes":[${changes.map(changeText).join(',')}]`;
}

/**
 * The changes of one commit as events that follow on each other, none of them beyond `CHANGES_BYTES` unless one document
 * is. What not even a frame of its own can hold is left out with all that follows: desks see the gap and pull.
 */
export function changesFrames(commit: StoredChanges, marks: Watermarks): RawJson[] {
  const frames: RawJson[] = [];
  let part: StoredChange[] = [];
  let bytes = 0;
  let fromSeq = commit.fromSeq;
  const close = (toSeq: number) => {
    frames.push(new RawJson(`{${changesText({ fromSeq, toSeq, changes: part }, marks)}}`));
    part = [];
    bytes = 0;
    fromSeq = toSeq;
  };
  for (const change of commit.changes) {
    const size = Buffer.byteLength(changeText(change));
    if (size > MAX_FRAME_BYTES - ENVELOPE_BYTES) return frames;
    if (part.length > 0 && bytes + size > CHANGES_BYTES) close(part.at(-1)?.seq ?? fromSeq);
    part.push(change);
    bytes += size;
  }
  close(commit.toSeq);
  return frames;
}

function changeText({ seq, kind, id, parentId, json }: StoredChange): string {
  const place = `"kind":${JSON.stringify(kind)},"id":${JSON.stringify(id)},"parentId":${JSON.stringify(parentId)}`;
  return `{"seq":${seq},${place},"document":${json}}`;
}
