import { createReadStream, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createEvaluation } from './evaluate.ts';
import { ndcgAt } from './measures/ndcg.ts';
import { parseQrels } from './qrels/trec-qrels.ts';
import { rankedIds } from './runs/scored-run.ts';
import { readTrecRun } from './runs/trec-run.ts';

describeShared('official runs of the TREC deep learning tracks', () => {
  test.each([
    ['dl19', 'BM25', 0.5058],
    ['dl20', 'BM25', 0.4796],
  ] as const)('%s: %s has its published nDCG@10 of %d', async (year, run, published) => {
    const qrels = parseQrels(readFileSync(sharedPath(`data/trec-dl/qrels/${year}-official-full.tsv`), 'utf8'));
    const evaluation = createEvaluation({ qrels, measures: [ndcgAt(10)] });
    const file = createReadStream(sharedPath(`data/trec-dl/runs/${run}.${year}.top100.trec`), 'utf8');
    for await (const { queryId, results } of readTrecRun(file)) evaluation.add(queryId, rankedIds(results, 'trecEval'));
    expect(evaluation.report().mean['nDCG@10']).toBeCloseTo(published, 4);
  });
});
