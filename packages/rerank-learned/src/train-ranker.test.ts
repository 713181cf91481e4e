import type { Document } from '@tsr/core';
import { seededRandom } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createLearnedReranker, type JudgedList, readRanker, trainRanker, writeRanker } from './index.ts';

const QUERIES = 120;
const CANDIDATES = 12;
const small = { rounds: 20, minLeaf: 10, leaves: 4 };

/** What is fresh is relevant, whatever it says: no built-in feature can know. */
function freshness(): readonly JudgedList[] {
  const random = seededRandom(5);
  return Array.from({ length: QUERIES }, (_, query) => {
    const candidates = Array.from({ length: CANDIDATES }, (_, index) => {
      const document: Document = {
        id: `${index}`,
        content: `some words ${index}`,
        metadata: { year: 2000 + Math.floor(random() * 25) },
      };
      return { document, score: CANDIDATES - index };
    });
    const relevance = new Map(
      candidates.map(({ document }) => [document.id, (document.metadata?.year as number) > 2019 ? 1 : 0]),
    );
    return { query: `query ${query}`, candidates, relevance };
  });
}

const customFeatures = { year: (_: string, { metadata }: Document): number => Number(metadata?.year) };

describe('trainRanker', () => {
  test('learns from a feature of your own what no other knows, and its file ranks as it does', async () => {
    const file = writeRanker(await trainRanker(freshness(), { ...small, customFeatures, firstStageWeight: 0 }));
    const ranker = readRanker(JSON.parse(file));
    expect(ranker.validation['nDCG@10']).toBeGreaterThan(0.99);
    const reranker = await createLearnedReranker({ ranker, customFeatures });
    const [list] = freshness();
    const ranking = await reranker.rerank(list!.query, list!.candidates);
    const years = ranking.map(({ document }) => document.metadata?.year as number);
    const fresh = years.filter((year) => year > 2019).length;
    expect(years.slice(0, fresh).every((year) => year > 2019)).toBe(true);
    expect(ranking[0]!.score).toBeGreaterThan(0.5);
    expect(ranking.at(-1)!.score).toBeLessThan(0.5);
  });

  test('refuses what a feature of your own must not give', async () => {
    const wrong = (value: unknown) => trainRanker(freshness(), { customFeatures: { year: () => value as number } });
    await expect(wrong(Number.POSITIVE_INFINITY)).rejects.toThrow(
      'trainRanker: custom feature "year" is Infinity for "0"',
    );
    await expect(wrong('2020')).rejects.toThrow('custom feature "year" is "2020" for "0"; give a finite number');
  });

  test('gives the same file for the same lists, and says what it was trained on', async () => {
    const once = writeRanker(await trainRanker(freshness(), { ...small, customFeatures, description: 'years' }));
    expect(writeRanker(await trainRanker(freshness(), { ...small, customFeatures, description: 'years' }))).toBe(once);
    const { trainingData, featureSet } = readRanker(JSON.parse(once));
    expect(trainingData).toEqual({ description: 'years', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(featureSet.columns).toContain('year.rank');
  });

  test('says what is missing where there is nothing to learn from', async () => {
    const none = freshness().map((list) => ({ ...list, relevance: new Map() }));
    await expect(trainRanker(none, small)).rejects.toThrow('of 0 queries with relevant and other candidates');
    await expect(trainRanker([{ query: 'x' } as never])).rejects.toThrow('list 0 is no judged list');
    await expect(trainRanker([], { validationShare: 1 })).rejects.toThrow('validationShare is 1');
  });
});
