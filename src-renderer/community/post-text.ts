/** The announcement's text: what stands in it, and what a group robot takes. */
import type { PostPreview } from '#shared/contract/batch.ts';

export type RenderedPost = PostPreview['rendered'][number];

/** A WeCom group robot takes 2,048 bytes of UTF-8 in a text message (wechat-apis.md A9). */
export const ROBOT_TEXT_BYTES = 2048;

export function overLimit({ groupId, bytes }: RenderedPost, robots: ReadonlySet<string>): boolean {
  return bytes > ROBOT_TEXT_BYTES && robots.has(groupId);
}

export interface TextPart {
  readonly text: string;
  /** Name of a variable that stands unfilled here; `null` for plain text. */
  readonly variable: string | null;
  /** Where in the text it begins. */
  readonly at: number;
}

/** Splits a rendered text so that the variables left in it can be shown for what they are. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), variable: null, at: from });
    parts.push({ text: match[0], variable: match[1] ?? '', at: match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), variable: null, at: from });
  return parts;
}

/** Puts a variable where the cursor is, in place of what is selected. */
export function insertVariable(
  text: string,
  name: string,
  selection: { readonly start: number; readonly end: number },
): { text: string; cursor: number } {
  const hole = `{{${name}}}`;
  return {
    text: text.slice(0, selection.start) + hole + text.slice(selection.end),
    cursor: selection.start + hole.length,
  };
}

/** Names that stay unfilled somewhere, with the number of groups each blocks; the worst first. */
export function unfilledNames(rendered: readonly RenderedPost[]): { name: string; groups: number }[] {
  const counts = new Map<string, number>();
  for (const { unfilled } of rendered)
    for (const name of unfilled) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, groups]) => ({ name, groups })).sort((a, b) => b.groups - a.groups);
}
