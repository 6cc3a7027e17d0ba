/**
 * Comments as they are compared: full and half width, upper and lower case are one, and what only separates is left out,
 * so that "加 V-信" is "加v信". Each sign keeps the place that it has in the text as it was written.
 */

export interface FoldedText {
  readonly signs: readonly string[];
  /** Of each sign, the index in the original text at which the character that it came from begins. */
  readonly from: readonly number[];
  /** …and at which that character ends. */
  readonly to: readonly number[];
}

const separator = /[\p{Z}\p{P}\p{S}\p{C}\p{M}]/u;

/** One width and one case; separators stay unless `bare`. Work is linear in the text. */
export function foldedText(text: string, bare: boolean): FoldedText {
  const signs: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    if (isPlain(character)) {
      signs.push(character);
      from.push(at);
      to.push(end);
      at = end;
      continue;
    }
    for (const sign of character.normalize('NFKC').toLowerCase()) {
      if (bare && separator.test(sign)) continue;
      signs.push(sign);
      from.push(at);
      to.push(end);
    }
    at = end;
  }
  return { signs, from, to };
}

/** Common Chinese, small letters and digits are as they are: nearly all of a comment, and this is asked of every sign. */
function isPlain(character: string): boolean {
  const code = character.charCodeAt(0);
  return (
    character.length === 1 &&
    ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39))
  );
}

/** The bare text alone, for comparing. */
export function folded(text: string): string {
  return foldedText(text, true).signs.join('');
}
