import { describe, expect, it } from 'vitest';
import { displayWidth } from '../format-table.ts';
import { formatProvenance } from './format-provenance.ts';
import { createProvenance } from './provenance.ts';

function sampleReport(leg = 'dense') {
  const provenance = createProvenance({ topK: 4, rankEdges: [2, 4], scoreEdges: [0, 0.5, 1] });
  const candidates = [1, 2, 3, 4].map((rank) => ({
    id: `d${rank}`,
    firstStageRank: rank,
    firstStageScore: -rank,
    finalRank: rank,
  }));
  provenance.add({
    secondStage: true,
    candidates,
    legs: [{ name: leg, ranks: [1, null, 2, null], scores: [9, null, 8, null] }],
  });
  const [first] = candidates;
  provenance.add({ secondStage: true, candidates: [{ ...first!, unscored: true }], legs: [] });
  provenance.add({ secondStage: false, candidates: [], legs: [] });
  return provenance.report();
}

describe('formatProvenance', () => {
  it('is a table with bars, and says first what was counted apart', () => {
    expect(formatProvenance(sampleReport(), { width: 90 }).split('\n')).toMatchInlineSnapshot(`
      [
        "Where the final top 4 came from: 3 queries, 5 results of 5 candidates",
        "  of them 1 query without results",
        "  of them 1 query with fewer than 4",
        "  of them 1 query without a second stage",
        "  of them 1 result that the last stage did not score",
        "",
        "stage-1 rank                                share    interval  lift  results  of  hit rate",
        "1-2             ███████████████▋            60.0%  50.0–100.0  1.00        3   3    100.0%",
        "3-4             ██████████▍                 40.0%    0.0–50.0  1.00        2   2    100.0%",
        "",
        "stage-1 score                               share    interval  lift  results  of  hit rate",
        "[0, .5)         ██████████▍                 40.0%    0.0–50.0  1.00        2   2    100.0%",
        "[.5, 1]         ███████████████▋            60.0%  50.0–100.0  1.00        3   3    100.0%",
        "",
        "rank in dense                               share    interval  lift  results  of  hit rate",
        "1-2             ██████████▍                 40.0%    0.0–50.0  1.00        2   2    100.0%",
        "3-4                                          0.0%     0.0–0.0     –        0   0         –",
        "not found       ███████████████▋            60.0%  50.0–100.0  1.00        3   3    100.0%",
        "",
        "score in dense                              share    interval  lift  results  of  hit rate",
        "[0, .5)         █████▎                      20.0%    0.0–25.0  1.00        1   1    100.0%",
        "[.5, 1]         █████▎                      20.0%    0.0–25.0  1.00        1   1    100.0%",
        "not found       ███████████████▋            60.0%  50.0–100.0  1.00        3   3    100.0%",
        "",
        "found by                                    share    interval  lift  results  of  hit rate",
        "dense           █████████████               50.0%           –  1.00        2   2    100.0%",
        "no leg          █████████████               50.0%           –  1.00        2   2    100.0%",
        "",
        "Moves     0 promoted, 0 demoted, 5 kept",
        "          0 from beyond rank 4; another top 4 for 0 of 3 queries",
        "Depth     deepest first-stage rank of a query: mean 2.5, p50 1, p95 4, max 4",
        "Smallest  N not known: scores depend on the list (2 queries); search with fewer",
      ]
    `);
  });

  it('fits the width, and drops the bars where there is no room', () => {
    for (const width of [80, 90, 100, 200]) {
      const lines = formatProvenance(sampleReport(), { width }).split('\n');
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      expect(lines.join('')).toContain('█');
    }
    expect(formatProvenance(sampleReport(), { width: 40 })).not.toContain('█');
  });

  it('has colours only when asked, in the same columns', () => {
    const plain = formatProvenance(sampleReport());
    const colour = formatProvenance(sampleReport(), { color: true });
    const start = String.fromCharCode(27);
    expect(plain).not.toContain(start);
    expect(colour).toContain(`${start}[36m█`);
    expect(colour.split('\n').map(displayWidth)).toEqual(plain.split('\n').map(displayWidth));
  });

  it('shortens long names of legs and keeps them on their line', () => {
    const lines = formatProvenance(sampleReport(`${'x'.repeat(40)}\n`)).split('\n');
    expect(lines.some((line) => line.startsWith('rank in xxxxxxxxxxxxxxx…  '))).toBe(true);
    expect(lines.some((line) => line.startsWith('score in xxxxxxxxxxxxxx…  '))).toBe(true);
  });

  it('shows a dash for what there is none of', () => {
    expect(formatProvenance(createProvenance().report())).toMatch(/1-10 .*– .*– .*– .*0 .*0 .*–/);
  });
});
