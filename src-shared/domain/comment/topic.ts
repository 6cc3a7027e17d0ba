/**
 * What a question is about. The topic is a function of the comment and of the show's vocabulary alone: the same words
 * have the same topic whoever asks first, so clusters cannot depend on the order in which comments arrive.
 */
import type { Product } from '../product/product.schema.ts';
import { type FieldTopic, fieldTopics, fieldWords } from './field-words.ts';
import { folded } from './folded.ts';

/**
 * A topic's key: `size`, `size@PRODUCT` where a product is named, `product@PRODUCT` where nothing else is, `term:纱布`
 * for a word of the products' points, `same:…` for a question that is like others by its wording alone.
 */
export type TopicKey = string;

export interface Vocabulary {
  /** Pieces of names that only one product has, with its id. */
  readonly names: ReadonlyMap<string, string>;
  readonly terms: ReadonlySet<string>;
}

const LONGEST_NAME = 6;
const LONGEST_TERM = 8;
const MOST_PRODUCTS = 500;
/** Longer questions are about more than their wording. */
const LONGEST_SAME = 40;
const MOST_SIGNS = 200;
const chinese = /^\p{Script=Han}+$/u;
const field = new Map<string, FieldTopic>(
  fieldTopics.flatMap((topic) => fieldWords[topic].map((word): [string, FieldTopic] => [word, topic])),
);
const longestField = Math.max(...[...field.keys()].map((word) => [...word].length));
const fillers =
  /请问|主播|宝宝们|姐姐|小姐姐|亲|想问一?下|问一?下|你们|你好|老师|家人们|麻烦|一下|这个|那个|这款|那款|[吗嘛么呢啊呀吧哦噢哈的了]/gu;

/** Of the show's products; the order in which they are listed does not count. */
export function vocabularyOf(products: readonly Pick<Product, 'id' | 'name' | 'points'>[]): Vocabulary {
  const owners = new Map<string, string | null>();
  const terms = new Set<string>();
  const some = [...products].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MOST_PRODUCTS);
  for (const { id, name, points } of some) {
    for (const piece of new Set(namePieces(name))) owners.set(piece, owners.has(piece) ? null : id);
    for (const point of points)
      for (const part of point.split(/[^\p{L}\p{N}]+/u)) {
        const term = folded(part);
        const { length } = [...term];
        if (length >= 2 && length <= LONGEST_TERM && !field.has(term) && !/^\d+$/.test(term)) terms.add(term);
      }
  }
  const names = new Map<string, string>();
  for (const [piece, owner] of owners) if (owner !== null && !field.has(piece)) names.set(piece, owner);
  return { names, terms };
}

export const noVocabulary: Vocabulary = { names: new Map(), terms: new Set() };

/** The topic of a question. Null where nothing but fillers is left. */
export function topicOf(question: string, { names, terms }: Vocabulary): TopicKey | null {
  const signs = [...folded(question)].slice(0, MOST_SIGNS);
  const topic = longest(signs, longestField, (piece) => field.get(piece) ?? null);
  const product = longest(signs, LONGEST_NAME, (piece) => names.get(piece) ?? null);
  if (topic) return product ? `${topic.found}@${product.found}` : topic.found;
  const term = longest(signs, LONGEST_TERM, (piece) => (terms.has(piece) ? piece : null));
  if (term && (!product || term.length > product.length)) return `term:${term.found}`;
  if (product) return `product@${product.found}`;
  const rest = signs.join('').replaceAll(fillers, '');
  return rest === '' ? null : `same:${[...rest].slice(0, LONGEST_SAME).join('')}`;
}

export interface TopicParts {
  readonly field: FieldTopic | null;
  readonly productId: string | null;
  /** The words of a topic that has no name of its own. */
  readonly words: string | null;
}

/** What a key says; a key of another version of the program is its own words. */
export function topicParts(key: TopicKey): TopicParts {
  const words = /^(?:term|same):(.*)$/su.exec(key)?.[1];
  if (words !== undefined) return { field: null, productId: null, words };
  const [name = '', productId = null] = key.split(/@(.*)/su);
  const known = fieldTopics.find((topic) => topic === name) ?? null;
  return { field: known, productId, words: known === null && productId === null ? key : null };
}

/** Pieces by which people call a product: Chinese ones of two signs and more, words and numbers of three. */
function namePieces(name: string): string[] {
  const parts = name.split(
    /[^\p{L}\p{N}]+|(?<=\p{Script=Han})(?=[^\p{Script=Han}])|(?<=[^\p{Script=Han}])(?=\p{Script=Han})/u,
  );
  return parts.flatMap((part) => {
    const signs = [...folded(part)];
    if (!chinese.test(signs.join('')))
      return signs.length >= 3 && signs.length <= LONGEST_NAME ? [signs.join('')] : [];
    const pieces: string[] = [];
    for (let at = 0; at < signs.length; at += 1)
      for (let length = 2; length <= LONGEST_NAME && at + length <= signs.length; length += 1)
        pieces.push(signs.slice(at, at + length).join(''));
    return pieces;
  });
}

/** The longest piece of the text that is known; of several the first. */
function longest<T>(
  signs: readonly string[],
  most: number,
  known: (piece: string) => T | null,
): { found: T; length: number } | null {
  // Where every sign is one unit of the string, as nearly always, pieces are cut from it without building them.
  const text = signs.join('');
  const cut =
    text.length === signs.length
      ? (at: number, length: number) => text.slice(at, at + length)
      : (at: number, length: number) => signs.slice(at, at + length).join('');
  for (let length = Math.min(most, signs.length); length >= 1; length -= 1)
    for (let at = 0; at + length <= signs.length; at += 1) {
      const found = known(cut(at, length));
      if (found !== null) return { found, length };
    }
  return null;
}
