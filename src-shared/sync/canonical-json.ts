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
  for (const key of sorted(Object.keys(value))) {
    const part = textOf(value[key as keyof typeof value]);
    if (part !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${part}`;
  }
  return `{${text}}`;
}

/** In place. By code unit is what `sort` does by itself, and several times as fast as with a function of ours. */
function sorted(keys: string[]): string[] {
  return keys.some((key) => indexOf(key) !== null) ? keys.sort(byKey) : keys.sort();
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
