import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createProvenance } from '../provenance/provenance.ts';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { formatProvenanceMarkdown, provenancePage, renderProvenancePage } from './index.ts';
import { sampleReport } from './sample-report.fixture.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/provenance-report.schema.json', import.meta.url), 'utf8'));
const empty = createProvenance().report();
const percent = (share: number | null | undefined): string => `${(100 * share!).toFixed(1)}%`;

function sections(report: ProvenanceReport): readonly string[] {
  return provenancePage(report).sections.map(({ heading }) => heading);
}

describe('the page', () => {
  test('has a section a question, and its data', async () => {
    const report = await sampleReport({ judged: true });
    expect(sections(report)).toEqual([
      'At a glance',
      'Where the top 10 came from',
      'What each leg brought',
      'What the second stage moved',
      'How deep the results were',
      'What each stage took, and changed',
      'Relevant documents alone',
      'How to read this',
    ]);
    const page = renderProvenancePage(report, { subtitle: 'SciFact' });
    expect(page).toContain('<p class="subtitle">SciFact · 20 queries, 200 results of 1,800 candidates</p>');
    expect(page).toContain(`<span class="value">${percent(report.byRank[0]?.share.micro)}</span>`);
    expect(page.match(/role="img"/g)).toHaveLength(2 * 10);
    expect(page.length).toBeLessThan(600_000);
  });

  test('leaves out what the searches did not have', () => {
    expect(sections(empty)).toEqual([
      ...['At a glance', 'Where the top 10 came from', 'What the second stage moved'],
      ...['How deep the results were', 'How to read this'],
    ]);
    expect(renderProvenancePage(empty)).toContain('Nothing to show.');
    expect(renderProvenancePage(empty)).not.toMatch(/NaN|undefined|null%/);
  });

  test('marks what no reranking and what chance would have given', async () => {
    const report = await sampleReport();
    const bars = provenancePage(report)
      .sections.flatMap(({ blocks }) => blocks)
      .find((block) => block.kind === 'bars');
    const [without, random] = bars!.baselines!;
    expect(without!.values.slice(0, 2)).toEqual([1, 0]);
    // 10 of each query's 90 candidates at random: the part of the candidates that the range has.
    for (const [place, { candidates }] of report.byRank.entries()) {
      if (candidates > 0) expect(random!.values[place]).toBeCloseTo(candidates / report.candidates, 9);
    }
  });

  test('draws the shares over all results with their intervals, and where the results went', async () => {
    const report = await sampleReport();
    const [first, ...rest] = report.byRank;
    const share = { micro: 0.25, macro: 0.75 };
    const shareIntervals = { micro: { low: 0.2, high: 0.3 }, macro: { low: 0.7, high: 0.8 } };
    const blocks = provenancePage({
      ...report,
      byRank: [{ ...first!, share, shareIntervals }, ...rest],
    }).sections.flatMap((section) => section.blocks);
    const [series] = blocks.find((block) => block.kind === 'bars')!.series;
    expect([series!.values[0], series!.intervals![0]]).toEqual([0.25, [0.2, 0.3]]);
    const flow = blocks.find((block) => block.kind === 'flow')!;
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    expect(sum(flow.counts.flat())).toBe(report.results);
    expect(sum(flow.out!.counts)).toBe(report.moves.left);
    expect(report.moves.left).toBeGreaterThan(0);
  });

  test('says why there is no smallest N where scores depend on the list', async () => {
    const report = await sampleReport();
    expect(renderProvenancePage(report)).toContain('95% of the queries</bdi>');
    const depth = { ...report.depth, smallestN: null, queriesOfListScope: 20 };
    expect(renderProvenancePage({ ...report, depth })).toContain(
      'is not known from traces: 20 queries were reranked by',
    );
  });

  test('takes ranges without end and legs without number', async () => {
    const rankEdges = Array.from({ length: 60 }, (_, i) => i + 1);
    expect(renderProvenancePage(await sampleReport({}, { rankEdges }))).toContain('Not drawn: 61 ranges of ranks');
    const report = await sampleReport();
    const byLeg = Array.from({ length: 9 }, (_, i) => ({ ...report.byLeg[0]!, leg: i % 2 ? 'same' : `leg ${i}` }));
    expect(renderProvenancePage({ ...report, byLeg })).toContain('same (2)');
  });

  test('shows hostile names, and obeys none', async () => {
    const page = renderProvenancePage(await sampleReport({ prefix: '<script>alert(1)</script>\u202e' }));
    expect(page).not.toMatch(/<script|\u202e/);
    expect(page).toContain('&#60;script&#62;');
  });
});

test('the Markdown has the same figures', async () => {
  const report = await sampleReport({ judged: true });
  const markdown = formatProvenanceMarkdown(report);
  expect(markdown.split('\n').filter((line) => line.startsWith('## '))).toHaveLength(8);
  const { label, results, candidates, share, hitRate } = report.byRank[0]!;
  const figures = [share.micro, share.macro, hitRate.micro, hitRate.macro].map(percent);
  expect(markdown).toContain(`| ${label} | ${results} | ${candidates} | ${figures.join(' | ')} |`);
  expect(formatProvenanceMarkdown(empty)).toContain('0 queries, 0 results of 0 candidates');
});

describe('the schema', () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);
  const valid = (report: unknown): readonly unknown[] => {
    validate(JSON.parse(JSON.stringify(report)));
    return validate.errors ?? [];
  };

  test('holds for real reports: with and without legs, judgments, queries, and on every scale', async () => {
    const judged = await sampleReport({ judged: true });
    expect(judged.relevant).not.toBeNull();
    expect(judged.stages.some(({ reordering }) => reordering)).toBe(true);
    const raw = await sampleReport({}, { scoreScale: 'raw', scoreEdges: [0.2, 0.5] });
    const quantile = await sampleReport({ queries: 1 }, { scoreScale: 'quantile', topK: 3, resamples: 0 });
    for (const report of [judged, raw, quantile, empty]) expect(valid(report)).toEqual([]);
  });

  test('does not hold for others', async () => {
    const report = await sampleReport();
    const { topK: _, ...without } = report;
    const wrong = [
      without,
      { ...report, more: 1 },
      { ...report, queries: -1 },
      { ...report, byRank: [{ ...report.byRank[0], share: { micro: 1.5, macro: 1 } }] },
      { ...report, stages: [{ ...report.stages[0], stage: 'think' }] },
    ];
    for (const each of wrong) expect(valid(each)).not.toEqual([]);
  });

  test('describes every property', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, property] of Object.entries((node as { properties?: object }).properties ?? {})) {
        if (!(property as { description?: string }).description) undescribed.push(`${path}/${name}`);
      }
      for (const [name, child] of Object.entries(node)) visit(child, `${path}/${name}`);
    };
    visit(schema, '');
    expect(undescribed).toEqual([]);
  });
});
