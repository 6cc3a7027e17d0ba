import { expect, test } from 'vitest';
import type { RenderedPost } from './post-text.ts';
import { insertVariable, ROBOT_TEXT_BYTES, textParts, unfilledNames, utf8Bytes } from './post-text.ts';

test('bytes are counted as a robot counts them', () => {
  expect(utf8Bytes('abc')).toBe(3);
  expect(utf8Bytes('直播')).toBe(6);
  expect(utf8Bytes('🎉')).toBe(4);
  expect(utf8Bytes('播'.repeat(683))).toBeGreaterThan(ROBOT_TEXT_BYTES);
});

test('what is left unfilled is told apart from the text around it', () => {
  expect(textParts('嗨 {{ group.owner }}，{{x}}')).toEqual([
    { text: '嗨 ', variable: null },
    { text: '{{ group.owner }}', variable: 'group.owner' },
    { text: '，', variable: null },
    { text: '{{x}}', variable: 'x' },
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
  const post = (unfilled: string[]): RenderedPost => ({
    groupId: 'g' as RenderedPost['groupId'],
    groupName: '',
    text: '',
    bytes: 0,
    unfilled,
  });
  expect(unfilledNames([post(['a']), post(['a', 'b']), post([])])).toEqual([
    { name: 'a', groups: 2 },
    { name: 'b', groups: 1 },
  ]);
});
