/** Fills an announcement's variables for one group. A variable without a value blocks the post: nothing half-filled leaves. */
import type { Group } from '../group/group.schema.ts';
import { formatFen } from '../money.ts';
import type { Product } from '../product/product.schema.ts';
import type { Show } from '../show/show.schema.ts';

export interface RenderSources {
  readonly show: Show;
  readonly product: Product | null;
  readonly group: Group;
}

type Reader = (sources: RenderSources) => string | null;
const money = (amount: number | null | undefined, show: Show) =>
  amount === null || amount === undefined ? null : formatFen(amount, show.currency);

/** Every variable that an announcement may use. An empty value counts as unfilled. */
export const postVariables = {
  'group.name': ({ group }) => group.name,
  'group.owner': ({ group }) => group.owner,
  'group.brand': ({ group }) => group.brand,
  'group.tags': ({ group }) => group.tags.join('、'),
  'show.title': ({ show }) => show.title,
  'show.host': ({ show }) => show.hostName,
  'product.name': ({ product }) => product?.name ?? null,
  'product.spec': ({ product }) => product?.spec ?? null,
  'product.price': ({ product, show }) => money(product?.priceFen, show),
  'product.listPrice': ({ product, show }) => money(product?.listFen, show),
  'product.points': ({ product }) => product?.points.join('；') ?? null,
  'product.mechanics': ({ product }) => product?.mechanics ?? null,
} as const satisfies Record<string, Reader>;

export type PostVariable = keyof typeof postVariables;

export interface Rendered {
  readonly text: string;
  /** Names that are unknown, or known but empty for this group, each once. */
  readonly unfilled: string[];
}

export function renderPost(template: string, sources: RenderSources): Rendered {
  const unfilled = new Set<string>();
  const text = template.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (hole, name: string) => {
    const read: Reader | undefined = Object.hasOwn(postVariables, name)
      ? postVariables[name as PostVariable]
      : undefined;
    const value = read?.(sources) ?? null;
    if (value !== null && value.trim() !== '') return value;
    unfilled.add(name);
    return hole;
  });
  // A brace pair that was never closed would go out to every group as it stands.
  if (/\{\{|\}\}/.test(template.replaceAll(/\{\{[^{}]*\}\}/g, ''))) unfilled.add('{{');
  return { text, unfilled: [...unfilled] };
}
