/** Phone numbers inside running text. They are seen, and stand in no order: tickets are read by the whole team. */
const inText = /(?<!\d)1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/;

/** Place and length of the first number, in plain letters; null where there is none. */
export function findPhone(text: string): { readonly at: number; readonly length: number } | null {
  const match = inText.exec(text);
  return match && { at: match.index, length: match[0].length };
}

/** `送到13800138000` → `送到138****8000`, also in full-width digits. */
export function withoutPhones(text: string): string {
  const half = text.replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
  return half.replace(new RegExp(inText, 'g'), (number) => `${number.slice(0, 3)}****${number.slice(-4)}`);
}
