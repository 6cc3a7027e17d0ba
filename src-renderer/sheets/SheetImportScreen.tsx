import type { SheetKind } from '#shared/contract/sheet.ts';

export function SheetImportScreen({ kind }: { kind: SheetKind }) {
  return <main data-kind={kind} />;
}
