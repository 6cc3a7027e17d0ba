import { expect, test } from 'vitest';
import type { RenderedPost } from './post-text.ts';
import { insertVariable, overLimit, textParts, unfilledNames } from './post-text.ts';

function post(bytes: number, unfilled: string[] = []): RenderedPost {
  return { groupId: 'g' as RenderedPost['groupId'], groupName: '', text: '', bytes, unfilled };
}

test('a text is too long beyond 2,048 bytes, and only for a group with a robot', () => {
  expect(overLimit(post(2048), new Set(['g']))).toBe(false);
  expect(overLimit(post(2049), new Set(['g']))).toBe(true);
  expect(overLimit(post(9000), new Set())).toBe(false);
});

test('what is left unfilled is told apart from the text around it', () => {
  expect(textParts('嗨 {{ group.owner }}，{{x}}')).toEqual([
    { text: '嗨 ', variable: null, at: 0 },
    { text: '{{ group.owner }}', variable: 'group.owner', at: 2 },
    { text: '，', variable: null, at: 19 },
    { text: '{{x}}', variable: 'x', at: 20 },
  ]);
  expect(textParts('')).toEqual([]);
});

test('a variable goes where the cursor is, in place of the selection', () => {
  expect(insertVariable('嗨，再见', 'group.name', { start: 1, end: 2 })).toEqual({
    text: '嗨{{group.name}}再见',
    cursor: 15,
  });
});

test('the name that blocks most groups comes first', () => {
  expect(unfilledNames([post(1, ['a']), post(1, ['a', 'b']), post(1)])).toEqual([
    { name: 'a', groups: 2 },
    { name: 'b', groups: 1 },
  ]);
});
