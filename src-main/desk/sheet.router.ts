import { AppError } from '#shared/contract/errors.ts';
import type { DeskParts } from './desk-parts.ts';
import { importGroups, importProducts, runForImport } from './import-sheet.ts';
import type { DeskImplementer } from './router.ts';
import { createShow } from './show.router.ts';

export function sheetRouter(os: DeskImplementer, desk: DeskParts) {
  const { sheets } = desk;
  return {
    sheet: {
      open: os.sheet.open.handler(async ({ input }) =>
        sheets.open({
          kind: input.kind,
          fileName: input.fileName,
          bytes: Buffer.from(input.base64, 'base64'),
        }),
      ),
      answer: os.sheet.answer.handler(async ({ input }) => ({
        preview: await sheets.answer(input.sheetId, input.answers),
      })),
      accept: os.sheet.accept.handler(async ({ input: { sheetId, target } }) => {
        const accepted = await sheets.accept(sheetId);
        if ((accepted.kind === 'groups') !== (target.to === 'groups')) {
          throw new AppError('request/invalid', { detail: 'the target does not fit the sheet' });
        }
        if (accepted.kind === 'groups' || target.to === 'groups') {
          const groups = accepted.kind === 'groups' ? await importGroups(desk, accepted.groups) : 0;
          sheets.close(sheetId);
          return { showId: null, runId: null, products: 0, slots: 0, groups };
        }
        const place =
          target.to === 'show'
            ? { showId: target.showId, runId: await runForImport(desk, target.showId) }
            : await createShow(desk, target);
        const counts = await importProducts(desk, place, accepted);
        desk.console.setPreferences({ currentShowId: place.showId });
        sheets.close(sheetId);
        return { ...place, ...counts, groups: 0 };
      }),
      close: os.sheet.close.handler(async ({ input }) => {
        sheets.close(input.sheetId);
        return {};
      }),
    },
  };
}
