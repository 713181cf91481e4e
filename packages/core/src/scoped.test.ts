import { expect, test } from 'vitest';
import type { Document, Filter } from './contracts.ts';
import { scoped } from './scoped.ts';
import { createNaiveBm25 } from './testing/index.ts';

const documents: readonly Document[] = ['ada', 'ben', 'ada', 'ben'].map((tenant, n) => ({
  id: String(n),
  content: 'token',
  metadata: { tenant, n },
}));
const retriever = createNaiveBm25({ documents });

async function found(filter: Filter | undefined, scope: Filter = { tenant: 'ada' }): Promise<readonly string[]> {
  return (await scoped(retriever, scope).search('token', { filter })).map(({ document }) => document.id);
}

test('sees its scope only, and narrows it by the filter of a search', async () => {
  expect(await found(undefined)).toEqual(['0', '2']);
  expect(await found({ n: { $gt: 0 } })).toEqual(['2']);
});

test.each<Filter>([
  { tenant: 'ben' },
  { $or: [{ tenant: 'ben' }] },
  { $not: { tenant: 'ada' } },
  { tenant: { $in: ['ben'] } },
])('nothing inside widens it: %j', async (filter) => {
  expect(await found(filter)).toEqual([]);
});

test('a change to the filter after the call has no effect', async () => {
  const filter = { tenant: 'ada' };
  const mine = scoped(retriever, filter);
  filter.tenant = 'ben';
  expect((await mine.search('token')).map(({ document }) => document.id)).toEqual(['0', '2']);
});

test('refuses what is no filter, at once for the scope and in the search for its filter', async () => {
  expect(() => scoped(retriever, { $where: 1 } as never)).toThrow(TypeError);
  await expect(scoped(retriever, {}).search('token', { filter: null as never })).rejects.toThrow(TypeError);
});

test('scopes nest', async () => {
  const inner = scoped(retriever, { tenant: 'ada' });
  const ranking = await scoped(inner, { n: { $lt: 2 } }).search('token');
  expect(ranking.map(({ document }) => document.id)).toEqual(['0']);
});

test('keeps name and fusion weight, and no ability that could look past the scope', () => {
  const mine = scoped({ ...retriever, fusionWeight: 0.3 }, {});
  expect(Object.keys(mine).sort()).toEqual(['fusionWeight', 'name', 'search']);
  expect('fusionWeight' in scoped(retriever, {})).toBe(false);
});
