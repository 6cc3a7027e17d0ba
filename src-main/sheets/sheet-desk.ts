/** Sheets that are open on the screen: the files in memory, the answers so far, and what was remembered of mappings. */
import type {
  ProductPreview,
  SheetAnswers,
  SheetKind,
  SheetOpened,
  SheetPreview,
} from '#shared/contract/sheet.ts';
import type { Book } from '#shared/domain/sheet/book.ts';
import {
  acceptedGroups,
  type GroupReading,
  type ImportedGroup,
  readGroups,
} from '#shared/domain/sheet/group-preview.ts';
import { layOut, type RememberedMapping } from '#shared/domain/sheet/layout.ts';
import {
  type AcceptedProducts,
  acceptedProducts,
  previewProducts,
} from '#shared/domain/sheet/product-preview.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { readBook } from './read-book.ts';

export interface SheetDeskPorts {
  readonly ids: { next(): string };
  /** Column key → field, by header fingerprint. */
  readonly mappings: {
    load(fingerprint: string): Promise<Record<string, string> | null>;
    save(fingerprint: string, mapping: Record<string, string>): Promise<void>;
  };
  /** Only for the demo. */
  readonly allowLoopbackRobots: boolean;
}

export type AcceptedSheet =
  | ({ readonly kind: 'products' } & AcceptedProducts)
  | { readonly kind: 'groups'; readonly groups: readonly ImportedGroup[] };

export interface SheetDesk {
  open(file: { kind: SheetKind; fileName: string; bytes: Uint8Array }): Promise<SheetOpened>;
  answer(sheetId: string, answers: SheetAnswers): Promise<SheetPreview>;
  accept(sheetId: string): Promise<AcceptedSheet>;
  close(sheetId: string): void;
}

const MAX_OPEN = 8;

type Reading = { readonly remembered: RememberedMapping } & (
  | { readonly kind: 'products'; readonly preview: ProductPreview }
  | ({ readonly kind: 'groups' } & GroupReading)
);

interface OpenSheet {
  readonly kind: SheetKind;
  readonly book: Book;
  answers: SheetAnswers;
}

/** Every call throws SheetError: `sheet/not-open` for an unknown or dropped id, and what `readBook` throws. */
export function createSheetDesk({ ids, mappings, allowLoopbackRobots }: SheetDeskPorts): SheetDesk {
  const sheets = new Map<string, OpenSheet>();

  function find(sheetId: string): OpenSheet {
    const sheet = sheets.get(sheetId);
    if (sheet === undefined) throw new SheetError('sheet/not-open');
    return sheet;
  }

  /** Takes the answers over at once, so that an acceptance that follows on their heels is judged by them. */
  async function read(sheet: OpenSheet, answers: SheetAnswers): Promise<Reading> {
    const { headerFingerprint } = layOut(sheet.book, sheet.kind, answers);
    sheet.answers = answers;
    const remembered = (await mappings.load(headerFingerprint)) ?? {};
    if (sheet.kind === 'products') {
      return { kind: 'products', remembered, preview: previewProducts(sheet.book, answers, { remembered }) };
    }
    return {
      kind: 'groups',
      remembered,
      ...readGroups(sheet.book, answers, { remembered, allowLoopbackRobots }),
    };
  }

  return {
    /** At most eight are held; the one opened first is dropped for a ninth. */
    async open({ kind, fileName, bytes }) {
      const sheet: OpenSheet = { kind, book: readBook(fileName, bytes), answers: {} };
      const { preview } = await read(sheet, sheet.answers);
      const sheetId = ids.next();
      sheets.set(sheetId, sheet);
      for (const oldest of sheets.keys()) if (sheets.size > MAX_OPEN) sheets.delete(oldest);
      return { sheetId, preview };
    },

    async answer(sheetId, answers) {
      return (await read(find(sheetId), answers)).preview;
    },

    /**
     * Gives what the last answers make of the sheet. The person's mapping is remembered now: only now have they seen
     * that it fits.
     * @throws SheetError `sheet/not-ready` while anything is open
     */
    async accept(sheetId) {
      const sheet = find(sheetId);
      const { answers } = sheet;
      const reading = await read(sheet, answers);
      const accepted: AcceptedSheet =
        reading.kind === 'groups'
          ? { kind: 'groups', groups: acceptedGroups(reading) }
          : { kind: 'products', ...acceptedProducts(reading.preview) };
      if (Object.keys(answers.mapping ?? {}).length > 0) {
        await mappings.save(reading.preview.headerFingerprint, { ...reading.remembered, ...answers.mapping });
      }
      return accepted;
    },

    close(sheetId) {
      sheets.delete(sheetId);
    },
  };
}
