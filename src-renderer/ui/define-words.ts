/** A folder's words in both languages: English must have exactly the keys of Chinese. Holes are `{name}`. */
export function defineWords<const K extends string>(words: {
  zh: Record<K, string>;
  en: Record<NoInfer<K>, string>;
}): { zh: Record<K, string>; en: Record<K, string> } {
  return words;
}
