import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJsonLinesSink, type ProvenanceRange } from '@tsr/telemetry';
import { renderProvenancePage } from '@tsr/telemetry/page';
import { afterAll, expect, test } from 'vitest';
import { describeInChromium, openOffline } from '../tooling/chromium.ts';
import { describeShared } from '../tooling/shared.ts';
import { type Measure, rankIn, rankOf, recounted, scoreIn, scoreOf, searchesOf } from './recounted-shares.ts';
import { SUBTITLE, scifactProvenance } from './scifact-provenance.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsr-scifact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Inside = (range: ProvenanceRange, value: number | null) => boolean;

const hasRank: Inside = ({ from, to }, rank) =>
  rank === null ? from === null : from !== null && from <= rank && rank <= (to ?? rank);
const hasScore: Inside = ({ from, to }, score) =>
  score === null ? from === null : from !== null && from <= score && (score < to! || (to === 1 && score === 1));

describeShared('where the top 10 of SciFact’s test queries came from', () => {
  test('each share and hit rate is what counting by hand in the trace file gives', async () => {
    const { report, outcomes } = await scifactProvenance();
    const lines: string[] = [];
    const sink = createJsonLinesSink({ write: (line) => lines.push(line) });
    for (const event of outcomes.flatMap(({ trace }) => trace)) sink.record(event);
    const searches = searchesOf(lines.join('\n'));
    expect([report.queries, searches.length]).toEqual([300, 300]);
    expect(report.byLeg.map(({ leg }) => leg)).toEqual(['bm25', 'dense']);
    const check = (ranges: readonly ProvenanceRange[], measure: Measure, inside: Inside) => {
      for (const range of ranges) {
        const { share, hitRate } = recounted(searches, measure, (value) => inside(range, value));
        for (const figure of ['micro', 'macro'] as const) {
          expect(range.share[figure]).toBeCloseTo(share[figure], 9);
          if (range.hitRate[figure] === null) expect(hitRate[figure]).toBeNaN();
          else expect(range.hitRate[figure]).toBeCloseTo(hitRate[figure], 9);
        }
      }
    };
    check(report.byRank, rankOf, hasRank);
    check(report.byScore, scoreOf, hasScore);
    for (const { leg, byRank, byScore } of report.byLeg) {
      check(byRank, rankIn(leg), hasRank);
      check(byScore, scoreIn(leg), hasScore);
    }
  });

  describeInChromium('the page of it', (browser) => {
    test('opens without a network, and draws every plot', { timeout: 300_000 }, async () => {
      const file = join(folder, 'scifact.html');
      const { report } = await scifactProvenance();
      const page = renderProvenancePage(report, { subtitle: SUBTITLE });
      expect(page.length).toBeLessThan(1_000_000);
      writeFileSync(file, page);
      for (const width of [1000, 400]) {
        const opened = await openOffline(browser(), file, { width, colorScheme: 'light' });
        expect(await opened.page.locator('svg.plot:visible').count()).toBe(10);
        expect(await opened.page.locator('html').evaluate((html) => html.scrollWidth)).toBe(width);
        expect([opened.complaints, opened.requests.length]).toEqual([[], 1]);
        await opened.close();
      }
    });
  });
});
