import { expect, test } from 'vitest';
import { createMemoryDocumentStore } from './memory-document-store.ts';
import { passageText } from './passage-text.ts';

test('the store gives one entry an id, in the order asked for', async () => {
  const [a, b] = [
    { id: 'a', content: '1' },
    { id: '__proto__', content: '2' },
  ] as const;
  const store = createMemoryDocumentStore([a, b]);
  expect(await store.getMany(['__proto__', 'none', 'a', 'a', 'constructor'])).toEqual([b, undefined, a, a, undefined]);
  expect(await store.getMany([])).toEqual([]);
});

test('the store refuses an id twice', () => {
  const document = { id: 'a', content: '' };
  expect(() => createMemoryDocumentStore([document, document])).toThrow('documents 0 and 1 have the same id "a"');
});

test.each([
  [{ id: 'a', content: 'Text.' }, 'Text.'],
  [{ id: 'a', title: 'Title', content: 'Text.' }, 'Title. Text.'],
  [{ id: 'a', title: '', content: 'Text.' }, 'Text.'],
  [{ id: 'a', title: 'Title', content: '' }, 'Title'],
  [{ id: 'a', content: '' }, ''],
])('the passage text of %j is %j', (document, text) => {
  expect(passageText(document)).toBe(text);
});
