/** JSON with the keys of every object sorted: the same text for the same content, on desk and hub. */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null';
}

/** Undefined for what JSON leaves out. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return textOf(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((part) => textOf(part) ?? 'null').join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort(byKey)) {
    const part = textOf(value[key as keyof typeof value]);
    if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${part}`;
  }
  return `{${text}}`;
}

/** Whole numbers come first and by their size, as in every object of the language; all others by code unit. */
function byKey(a: string, b: string): number {
  const [left, right] = [indexOf(a), indexOf(b)];
  if (left !== null && right !== null) return left - right;
  if (left !== null || right !== null) return left === null ? 1 : -1;
  return a < b ? -1 : 1;
}

/** The number that a key stands for where objects order it by its size; null for others. */
function indexOf(key: string): number | null {
  const first = key.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return null;
  const number = Number(key);
  return Number.isInteger(number) && number < 2 ** 32 - 1 && String(number) === key ? number : null;
}
