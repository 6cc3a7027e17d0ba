/** Fills an answer's variables. One without a value blocks the answer: nothing half-filled leaves the house. */

/** Each variable by its names: Chinese as on other desks, and English. */
const names = {
  name: ['昵称', 'name'],
  product: ['商品', 'product'],
  price: ['价格', 'price'],
  stock: ['库存', 'stock'],
  coupon: ['优惠券', 'coupon'],
} as const;
export type ReplyVariable = keyof typeof names;
export const replyVariables = Object.keys(names) as ReplyVariable[];

/** What stands for each variable now; null where nothing does. */
export type ReplyValues = Readonly<Record<ReplyVariable, string | null>>;
export const noReplyValues: ReplyValues = {
  name: null,
  product: null,
  price: null,
  stock: null,
  coupon: null,
};

const byName = new Map<string, ReplyVariable>(
  replyVariables.flatMap((variable) =>
    names[variable].map((name): [string, ReplyVariable] => [name, variable]),
  ),
);
const hole = /[{｛]\s*([^{}｛｝]{1,20}?)\s*[}｝]/gu;

export interface FilledReply {
  readonly text: string;
  /** Names as they stand in the text, each once: known ones without a value, and unknown ones. */
  readonly unfilled: readonly string[];
}

export function fillReply(text: string, values: ReplyValues): FilledReply {
  const unfilled = new Set<string>();
  const filled = text.replaceAll(hole, (whole, name: string) => {
    const variable = byName.get(name.toLowerCase());
    const value = variable ? values[variable] : null;
    if (value !== null && value.trim() !== '') return value;
    unfilled.add(name);
    return whole;
  });
  return { text: filled.trim(), unfilled: [...unfilled] };
}

/** Names in a text that no variable has. */
export function unknownVariables(text: string): string[] {
  return fillReply(text, { name: '-', product: '-', price: '-', stock: '-', coupon: '-' }).unfilled.slice();
}
