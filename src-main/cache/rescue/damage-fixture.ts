/** Test fixture: a session's cache with an outbox in all its states, and damage done to it by seed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { documentRepo } from '../document.repo.ts';
import { metaRepo } from '../meta.repo.ts';
import { openDatabase } from '../open.ts';
import { outboxRepo } from '../outbox.repo.ts';
import { testSealer } from '../sealer-fixture.ts';
import { sessionFileKind } from './session-file.ts';

export const PAGE = 4096;
export const LOG_HEADER = 32;
export const FRAME = PAGE + 24;
export const at = '2026-06-18T11:00:00.000Z';
export const OPS = 60;

export interface Disk {
  readonly file: Buffer;
  /** Null where the last process closed it in order. */
  readonly log: Buffer | null;
}
export interface Model {
  readonly killed: Disk;
  readonly closed: Disk;
  readonly opIds: readonly string[];
  /** Pages of the outbox and of what hangs on it. */
  readonly outboxPages: ReadonlySet<number>;
}
export const titleOf = (n: number) => (n % 20 === 0 ? `很长的标题 ${n} `.repeat(900) : `op ${n}`);

/** Documents, and ops in all states, some longer than a page; half of it in the file, half in the log alone. */
export function makeModel(file: string): Model {
  const db = openDatabase(file, sessionFileKind.migrations);
  const documents = documentRepo(db);
  const outbox = outboxRepo(db, testSealer);
  metaRepo(db).set('personName', '小橙');
  metaRepo(db).set('cursor', '400');
  const opIds: string[] = [];
  for (let n = 1; n <= OPS; n += 1) {
    for (let d = 0; d < 4; d += 1) {
      const id = `show-${n}-${d}`;
      const document = { ...newShow(id), title: `直播 ${n} `.repeat(20), createdAt: at };
      const json = JSON.stringify(document);
      documents.putBase({ kind: 'show', id, parentId: 'workspace', seq: n * 4 + d, json }, 3);
    }
    const opId = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    outbox.add({ opId, name: 'show.edit', input: { showId: `show-${n}-0`, title: titleOf(n) }, at });
    opIds.push(opId);
    if (n === OPS / 2) db.pragma('wal_checkpoint(TRUNCATE)');
  }
  outbox.markApplied(opIds[0] ?? '', 300, 0);
  outbox.markApplied(opIds[1] ?? '', 301, 0);
  outbox.confirm(300, 0);
  outbox.markRefused(opIds[2] ?? '', 'run/ended', {});
  const outboxPages = new Set(
    db.prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'outbox'`).pluck().all(),
  );
  const killed = { file: readFileSync(file), log: readFileSync(`${file}-wal`) };
  db.close();
  return { killed, closed: { file: readFileSync(file), log: null }, opIds, outboxPages };
}

/** Small and seeded: the same damage for the same seed on every machine (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface Damaged extends Disk {
  /** Whether bytes of the outbox are among those hit. */
  readonly outboxHit: boolean;
  /** Whether a whole page that is in use is gone: damage that may not go unseen. */
  readonly gross: boolean;
  readonly what: string;
}

export function damage(model: Model, seed: number): Damaged {
  const random = randomOf(seed);
  const { file, log } = structuredClone(random(2) === 0 ? model.killed : model.closed) as Disk;
  const whole = { file: Buffer.from(file), log: log && Buffer.from(log) };
  const inLog = whole.log !== null && random(2) === 0;
  const target = inLog && whole.log ? whole.log : whole.file;
  const kind = ['flip', 'flips', 'sector', 'page', 'noise', 'cut'][random(6)] ?? '';
  const hit: [from: number, bytes: number][] = [];
  if (kind === 'flip') hit.push([random(target.byteLength), 1]);
  if (kind === 'flips') for (let n = 0; n < 16; n += 1) hit.push([random(target.byteLength), 1]);
  if (kind === 'sector') hit.push([random(Math.floor(target.byteLength / 512)) * 512, 512]);
  if (kind === 'page' || kind === 'noise')
    hit.push([random(Math.floor(target.byteLength / PAGE)) * PAGE, PAGE]);
  for (const [from, bytes] of hit) {
    for (let n = from; n < from + bytes; n += 1) {
      if (kind === 'noise') target[n] = random(256);
      else if (kind.startsWith('flip')) target[n] = (target[n] ?? 0) ^ (1 << random(8));
      else target[n] = 0;
    }
  }
  const length = kind === 'cut' ? random(target.byteLength) : target.byteLength;
  if (kind === 'cut') hit.push([length, target.byteLength - length]);
  const cut = target.subarray(0, length);
  const damaged = inLog ? { file: whole.file, log: cut } : { file: cut, log: whole.log };
  const touches = inLog ? framesTouch : pagesTouch;
  return {
    ...damaged,
    outboxHit: hit.some(([from, bytes]) => touches(model, from, bytes)),
    gross: !inLog && whole.log === null && (kind === 'page' || kind === 'noise' || kind === 'cut'),
    what: `seed ${seed}: ${kind} in the ${inLog ? 'log' : 'file'} at ${hit.map(([from]) => from).join()}`,
  };
}

function pagesTouch(model: Model, from: number, bytes: number): boolean {
  for (let page = Math.floor(from / PAGE) + 1; page <= Math.ceil((from + bytes) / PAGE); page += 1) {
    if (model.outboxPages.has(page)) return true;
  }
  return false;
}

/** A hit in the last commit looks like the torn end that a power cut leaves, and cannot be told from it. */
function framesTouch(model: Model, from: number, bytes: number): boolean {
  const { log } = model.killed;
  if (!log) return false;
  const frames = (log.byteLength - LOG_HEADER) / FRAME;
  const placeOf = (frame: number) => LOG_HEADER + frame * FRAME;
  const ends = Array.from({ length: frames }, (_, frame) => frame).filter(
    (frame) => log.readUInt32BE(placeOf(frame) + 4) > 0,
  );
  const lastCommit = (ends.at(-2) ?? -1) + 1;
  for (let frame = 0; frame < frames; frame += 1) {
    if (from + bytes <= placeOf(frame) || from >= placeOf(frame + 1)) continue;
    if (frame >= lastCommit || model.outboxPages.has(log.readUInt32BE(placeOf(frame)))) return true;
  }
  return false;
}

export function writeDisk(file: string, disk: Disk): void {
  writeFileSync(file, disk.file);
  if (disk.log) writeFileSync(`${file}-wal`, disk.log);
}
