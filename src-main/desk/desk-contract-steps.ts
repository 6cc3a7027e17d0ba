/** Test fixture: what the contract of a desk does again and again. */
import { readFile } from 'node:fs/promises';
import type { SheetAnswers, SheetPreview } from '#shared/contract/sheet.ts';
import { documentErrors } from '#shared/domain/checklist/document-errors.ts';
import type { RunId, SlotId } from '#shared/sync/ids.ts';
import type { DeskClient, DeskUnderTest } from './desk.contract.ts';

/** Says yes to warnings, makes repeats second slots and leaves out what cannot be imported. */
export function answersForAll(preview: SheetPreview): SheetAnswers {
  const rows = [...preview.rows].map((row) => {
    const open = row.problems.filter((problem) => !problem.settled);
    const repeat = open.some((problem) => problem.choices.includes('second-slot'));
    const broken = open.some(
      ({ severity, choices }) => severity === 'error' || (severity === 'question' && choices.length === 0),
    );
    const accepted = open.filter((problem) => problem.severity === 'warning').map((problem) => problem.key);
    const duplicate = repeat ? { duplicate: 'second-slot' as const } : {};
    return [row.rowKey, { include: !broken, accepted, ...duplicate }] as const;
  });
  return { rows: Object.fromEntries(rows) };
}

/** Reads on until a value is as wanted. */
export async function until<T>(iterator: AsyncIterator<T>, wanted: (value: T) => boolean): Promise<T> {
  for (;;) {
    const { done, value } = await iterator.next();
    if (done) throw new Error('the stream ended');
    if (wanted(value)) return value;
  }
}

/** A shipped sheet, read and not answered yet. */
export async function openSheet(client: DeskClient, kind: 'products' | 'groups', fileName: string) {
  const base64 = await readFile(new URL(`../../resources/sample/${fileName}`, import.meta.url), 'base64');
  return client.sheet.open({ kind, fileName, base64 });
}

/** A show made from the shipped sheet. */
export async function showFromSheet(client: DeskClient) {
  const opened = await openSheet(client, 'products', 'paipin-618.xlsx');
  const { sheetId } = opened;
  await client.sheet.answer({ sheetId, answers: answersForAll(opened.preview) });
  const target = {
    to: 'new-show' as const,
    title: '618 第一场',
    currency: 'CNY',
    startsAt: null,
    plannedEndAt: null,
    targetFen: null,
    hostName: '阿宁',
  };
  const { showId, runId, products, slots } = await client.sheet.accept({ sheetId, target });
  if (showId === null || runId === null) throw new Error('no show');
  return { showId, runId, products, slots, sheetId };
}

/** What would keep the run from going live is left out of it. */
export async function leaveOutBlocked(client: DeskClient, runId: RunId): Promise<void> {
  const { slots, products } = await client.rundown.get({ runId });
  for (const { slotId } of documentErrors(slots, products))
    await client.rundown.skip({ slotId: slotId as SlotId, skipped: true });
}

/** As an integrator calls the desk's hub. */
export async function postRest(
  { hubUrl, key }: Pick<DeskUnderTest, 'hubUrl' | 'key'>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(new URL(path, hubUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
