/**
 * One line of pasted chat as letters that can be compared. Every letter of the plain text knows where it stood in the
 * original, so that what is shown (names with their emoji) is what was typed.
 */
export interface PlainText {
  /** Lower case, half-width, a space for any white space but line breaks, and for emoji. */
  readonly text: string;
  /** `origin[i]` is the place in the original of `text[i]`; one more at the end. */
  readonly origin: readonly number[];
  readonly original: string;
}

/** Signs that people pick from the emoji keyboard and mean as arithmetic, or as "no longer". */
const meant: Readonly<Record<string, string>> = {
  '✖': 'x',
  '✕': 'x',
  '×': 'x',
  '＊': '*',
  '➕': '+',
  '❌': '取消',
  '❎': '取消',
  '。': ',',
  '．': '.',
};
/** Zero-width joiners, variation selectors, the keycap's frame, skin tones, marks of writing direction. */
const unseen = /^(?:\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}|\u20e3)$/u;
const emoji = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]$/u;
/** Circled numbers count products or points in a list; as digits they would be read as quantities. */
const circled = /^[\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]$/;

export function plainText(original: string): PlainText {
  let text = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of original) {
    const plain = plainLetter(letter);
    for (let place = 0; place < plain.length; place += 1) origin.push(at);
    text += plain;
    at += letter.length;
  }
  origin.push(at);
  return { text, origin, original };
}

function plainLetter(letter: string): string {
  const sign = meant[letter];
  if (sign !== undefined) return sign;
  if (unseen.test(letter)) return '';
  if (letter === '\n') return letter;
  if (emoji.test(letter) || /^\s$/.test(letter)) return ' ';
  if (circled.test(letter)) return letter;
  return letter.normalize('NFKC').toLowerCase();
}

/** What stood in the original from `start` to before `end` of the plain text, without the spaces around it. */
export function originalOf(plain: PlainText, start: number, end: number): string {
  return plain.original.slice(plain.origin[start], plain.origin[end]).trim();
}
