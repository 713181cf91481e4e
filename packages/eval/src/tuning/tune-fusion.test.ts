import { type Ranking, type Retriever, rankingOf, seededRandom } from '@tsr/core';
import { createHybridRetriever, fusionMethodOf, fusionNames, fusionOf } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { ndcgAt } from '../measures/ndcg.ts';
import { recallAt } from '../measures/precision.ts';
import type { RecordedItem } from '../records/search-record.ts';
import { allBut, foldsOf } from './folds.ts';
import { fusedIds } from './fused-ids.ts';
import type { FusionSetting } from './fusion-setting.ts';
import { defaultFusions, fusionSpace } from './fusion-space.ts';
import { keptQueries, rememberingPoints } from './kept-legs.ts';
import { tuneFusion } from './tune-fusion.ts';

const current: FusionSetting = {
  fusion: { method: 'convexCombination' },
  weights: { bm25: 0.5, dense: 0.5 },
  legDepth: 50,
};

/** Rankings in which a relevant document scores higher by `strength` times what chance gives. */
function leg(queries: number, seed: number, strength: number): Map<string, readonly RecordedItem[]> {
  const random = seededRandom(seed);
  return new Map(
    Array.from({ length: queries }, (_, query) => {
      const items = Array.from({ length: 40 }, (_, document) => {
        const relevant = document % 10 === query % 10;
        return { id: `d${document}`, score: random() + (relevant ? strength : 0) };
      });
      return [`q${query}`, items.sort((a, b) => b.score - a.score).slice(0, 25)] as const;
    }),
  );
}

function qrelsFor(queries: number): Map<string, Map<string, number>> {
  const relevant = (query: number) =>
    Array.from({ length: 4 }, (_, tens) => [`d${tens * 10 + (query % 10)}`, 1] as const);
  return new Map(Array.from({ length: queries }, (_, query) => [`q${query}`, new Map(relevant(query))]));
}

const asRanking = (items: readonly RecordedItem[]): Ranking =>
  rankingOf(items.map(({ id, score }) => ({ document: { id, content: '' }, score })));

describe('fusedIds', () => {
  const legs = { bm25: leg(8, 1, 0.4), dense: leg(8, 2, 0.3) };
  const queries = keptQueries(legs, qrelsFor(8));

  it.each(fusionNames)('ranks as the fusion itself does: %s', (method) => {
    const weights = { bm25: 0.7, dense: 0.3 };
    for (const options of [{}, { minLegs: 2 }]) {
      const fusion = { method, ...options };
      for (const query of queries) {
        const rankings = Object.entries(legs).map(([name, found]) => ({
          name,
          ranking: asRanking(found.get(query.id)!.slice(0, 20)),
          weight: weights[name as 'bm25'],
        }));
        const expected = fusionOf(fusion)(rankings).map(({ document }) => document.id);
        const setting = { fusion, weights, legDepth: 20 };
        const kept = rememberingPoints(fusionMethodOf(fusion));
        for (const topK of [3, 100]) expect(fusedIds(query, setting, kept, topK)).toEqual(expected.slice(0, topK));
      }
    }
  });

  it('ranks as a hybrid of the legs does, with one of them off', async () => {
    const retriever = (name: 'bm25' | 'dense'): Retriever => ({
      name,
      search: async (query) => asRanking(legs[name].get(typeof query === 'string' ? query : query.text)!),
    });
    const weights = { bm25: 0, dense: 1 };
    const retrievers = { bm25: retriever('bm25'), dense: retriever('dense') };
    const hybrid = createHybridRetriever({ retrievers, weights, fusion: fusionOf(current.fusion) });
    for (const query of queries) {
      const found = (await hybrid.search(query.id, { topK: 10 })).map(({ document }) => document.id);
      expect(fusedIds(query, { ...current, weights }, fusionMethodOf(current.fusion), 10)).toEqual(found);
    }
  });
});

describe('fusionSpace', () => {
  it('holds what is in use, then its other weights, then everything, each once', () => {
    const { levels } = fusionSpace({ current, legDepths: [50, 200] });
    expect(levels.map(({ length }) => length)).toEqual([1, 21, 21 * defaultFusions.length * 2]);
    for (const [at, level] of levels.entries()) {
      expect(new Set(level).size).toBe(level.length);
      if (at > 0) expect(level).toEqual(expect.arrayContaining(levels[at - 1]! as FusionSetting[]));
    }
  });

  it('spreads three weights over all that add up to 1', () => {
    const { levels } = fusionSpace({ current: { ...current, weights: { a: 1, b: 0, c: 0 } }, steps: 4 });
    expect(levels[1]).toHaveLength(15);
    for (const { weights } of levels[1]!) expect(Object.values(weights).reduce((sum, weight) => sum + weight)).toBe(1);
  });
});

describe('foldsOf', () => {
  it('deals each place into one fold, evenly, the same for the same seed', () => {
    const places = Array.from({ length: 23 }, (_, place) => place);
    const folds = foldsOf(places, 5, 7);
    expect(folds.flat().sort((a, b) => a - b)).toEqual(places);
    expect(folds.map(({ length }) => length)).toEqual([5, 5, 5, 4, 4]);
    expect(foldsOf(places, 5, 7)).toEqual(folds);
    expect(foldsOf(places, 5, 8)).not.toEqual(folds);
    expect(allBut(places, folds[0]!)).toEqual(places.filter((place) => !folds[0]!.includes(place)));
  });
});

describe('tuneFusion', () => {
  it('finds the better leg, and its worth for queries that it has not seen', async () => {
    const legs = { bm25: leg(120, 3, 0), dense: leg(120, 4, 0.6) };
    const report = await tuneFusion({ legs, qrels: qrelsFor(120), current });
    expect(report.best.weights.dense).toBeGreaterThan(0.8);
    expect(report.level).toBeGreaterThan(0);
    expect(report.heldOutMean - report.currentMean).toBeGreaterThan(0.02);
    expect(report.fittedMean).toBeGreaterThanOrEqual(report.heldOutMean);
    expect(report.perQuery).toHaveLength(120);
    const mean = report.perQuery.reduce((sum, { heldOut }) => sum + heldOut, 0) / 120;
    expect(mean).toBeCloseTo(report.heldOutMean, 12);
    expect(report.weightCurves[0]).toMatchObject({ leg: 'bm25', name: 'convexCombination' });
    expect(report.choices.reduce((sum, { folds }) => sum + folds, 0)).toBe(25);
  });

  it('keeps what is in use where nothing is better by more than chance', async () => {
    const legs = { bm25: leg(40, 5, 0), dense: leg(40, 6, 0) };
    const report = await tuneFusion({ legs, qrels: qrelsFor(40), current });
    expect(report.level).toBe(0);
    expect(report.best).toEqual(current);
    expect(report.fittedMean).toBe(report.currentMean);
  });

  it('is not fooled: on noise, settings chosen without caution promise more than they hold', async () => {
    const legs = { bm25: leg(40, 7, 0), dense: leg(40, 8, 0) };
    const given = { legs, qrels: qrelsFor(40), current, caution: 0 };
    const reports = await Promise.all([1, 2, 3].map((seed) => tuneFusion({ ...given, seed })));
    for (const { heldOutMean, currentMean } of reports) expect(heldOutMean).toBeLessThan(currentMean + 0.02);
  });

  it('chooses among variants of a leg', async () => {
    const legs = { bm25: { plain: leg(100, 9, 0), tuned: leg(100, 9, 0.8) }, dense: leg(100, 10, 0.1) };
    const { best } = await tuneFusion({
      legs,
      qrels: qrelsFor(100),
      current: { ...current, variants: { bm25: 'plain' } },
    });
    expect(best.variants).toEqual({ bm25: 'tuned' });
  });

  it("shows a measure of one's own all results, unless it is told how many it needs", async () => {
    const legs = { bm25: leg(20, 15, 0.2), dense: leg(20, 16, 0.2) };
    const given = { legs, qrels: qrelsFor(20), current, space: { fusions: [], steps: 2 }, measure: recallAt(25) };
    const all = await tuneFusion(given);
    expect((await tuneFusion({ ...given, topK: 25 })).perQuery).toEqual(all.perQuery);
    expect((await tuneFusion({ ...given, topK: 10 })).currentMean).toBeLessThan(all.currentMean);
  });

  it('gives the same for the same seed, and says how far it is', async () => {
    const legs = { bm25: leg(20, 11, 0.3), dense: leg(20, 12, 0.3) };
    const seen: number[] = [];
    const given = { legs, qrels: qrelsFor(20), current, space: { fusions: [], steps: 4 } };
    const report = await tuneFusion({ ...given, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(await tuneFusion(given)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('stops when it is told to', async () => {
    const legs = { bm25: leg(300, 13, 0.3), dense: leg(300, 14, 0.3) };
    const controller = new AbortController();
    const tuning = tuneFusion({ legs, qrels: qrelsFor(300), current, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(tuning).rejects.toThrow('enough');
  });

  it('refuses rankings that are not judged, and options that are none', async () => {
    const legs = { bm25: leg(4, 1, 0.3), dense: leg(4, 2, 0.3) };
    const given = { legs, qrels: qrelsFor(4), current };
    const other = new Map([['other', new Map([['d1', 1]])]]);
    await expect(tuneFusion({ ...given, qrels: other })).rejects.toThrow(
      '"q0" is not judged; pass both with the same ids',
    );
    await expect(tuneFusion({ ...given, legs: {} })).rejects.toThrow('pass the rankings of at least one leg');
    await expect(tuneFusion({ ...given, folds: 1 })).rejects.toThrow('folds is 1');
    await expect(tuneFusion({ ...given, caution: -1 })).rejects.toThrow('caution is -1');
    await expect(tuneFusion({ ...given, measure: ndcgAt(5), topK: 0 })).rejects.toThrow('topK is 0');
  });
});
