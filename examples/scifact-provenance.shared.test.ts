import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderProvenancePage } from '@tsr/telemetry/page';
import { afterAll, expect, test } from 'vitest';
import { describeInChromium, openOffline } from '../tooling/chromium.ts';
import { describeShared } from '../tooling/shared.ts';
import { SUBTITLE, scifactProvenance } from './scifact-provenance.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsr-scifact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeShared('where the top 10 of SciFact’s test queries came from', () => {
  test('each share is what counting in the raw traces gives', async () => {
    const { report, outcomes } = await scifactProvenance();
    expect(report.queries).toBe(300);
    for (const { from, to, share, hitRate } of report.byRank) {
      let [results, top, candidates] = [0, 0, 0];
      for (const outcome of outcomes) {
        const given = outcome.trace.find(({ stage }) => stage === 'rerank')!.input!;
        const range = given.filter(({ rank }) => from! <= rank && rank <= (to ?? rank)).map(({ id }) => id);
        const final = outcome.results.slice(0, 10).map(({ id }) => id);
        results += final.filter((id) => range.includes(id)).length;
        top += final.length;
        candidates += range.length;
      }
      expect(share.micro).toBeCloseTo(results / top, 12);
      if (candidates > 0) expect(hitRate.micro).toBeCloseTo(results / candidates, 12);
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
