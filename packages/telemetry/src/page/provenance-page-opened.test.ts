import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { accessibilityFaults, describeInChromium, type Opened, openOffline } from '../../../../tooling/chromium.ts';
import { renderProvenancePage } from './index.ts';
import { sampleReport } from './sample-report.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsr-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a test asks of an element in the page. */
interface Shown {
  readonly textContent: string;
  getBoundingClientRect(): {
    readonly left: number;
    readonly right: number;
    readonly width: number;
    readonly height: number;
  };
  querySelectorAll(selector: string): Iterable<Shown>;
}

/** Of each plot: how many shapes have an extent, and which texts leave the screen. Runs in the page. */
function drawn(plots: readonly Shown[], screen: number) {
  return plots.map((plot) => {
    const shapes = [...plot.querySelectorAll('path, rect, circle')].map((shape) => shape.getBoundingClientRect());
    const outside = [...plot.querySelectorAll('text')].filter((text) => {
      const { left, right } = text.getBoundingClientRect();
      return left < 0 || right > screen;
    });
    const texts = outside.map(({ textContent }) => textContent);
    return { shapes: shapes.filter(({ width, height }) => width + height > 0).length, outside: texts };
  });
}

function backgroundOf(page: Opened['page']): Promise<string> {
  return page.locator('html').evaluate((html) => html.ownerDocument.defaultView.getComputedStyle(html).backgroundColor);
}

describeInChromium('the provenance page, opened from disk without a network', (browser) => {
  const pages = {
    'of a real run': join(folder, 'real.html'),
    'of hostile names': join(folder, 'hostile.html'),
  };
  beforeAll(async () => {
    const subtitle = '20 generated queries';
    writeFileSync(pages['of a real run'], renderProvenancePage(await sampleReport({ judged: true }), { subtitle }));
    const prefix = `\u202e日本語</title></svg><script>console.error("obeyed")</script><img src="http://example.com/x">${'long'.repeat(60)}\u202e`;
    writeFileSync(pages['of hostile names'], renderProvenancePage(await sampleReport({ queries: 3, prefix })));
  });

  const screens = [
    { width: 1000, colorScheme: 'light' },
    { width: 400, colorScheme: 'light' },
    { width: 1000, colorScheme: 'dark' },
    { width: 400, colorScheme: 'dark' },
  ] as const;
  const cases = Object.entries(pages).flatMap(([name, path], place) =>
    screens.filter((_, at) => place === 0 || at % 3 === 0).map((screen) => ({ name, path, ...screen })),
  );

  test.each(cases)('$name, $width px, $colorScheme', { timeout: 60_000 }, async ({ name, path, ...screen }) => {
    const opened = await openOffline(browser(), path, screen);
    const { page } = opened;
    const plots = await page.locator('svg.plot:visible').evaluateAll(drawn, screen.width);
    expect(plots.length).toBe(name === 'of a real run' ? 10 : 8);
    for (const { shapes } of plots) expect(shapes).toBeGreaterThan(2);
    expect(plots.flatMap(({ outside }) => outside)).toEqual([]);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(screen.width);
    expect(await backgroundOf(page)).toBe(screen.colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 27)');
    const data = JSON.parse((await page.textContent('#data')) ?? '');
    expect(data.topK).toBe(10);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect([opened.complaints, opened.requests]).toEqual([[], [`file://${path}`]]);
    await opened.close();
  });

  test('what a page was made to load would be refused, and noticed here', { timeout: 60_000 }, async () => {
    const broken = join(folder, 'broken.html');
    const page = renderProvenancePage(await sampleReport());
    const more = '<script>document.title = "obeyed"</script><img src="http://example.com/x.png" alt="x">';
    writeFileSync(broken, page.replace('<main>', `<main>${more}`));
    const opened = await openOffline(browser(), broken, screens[0]);
    expect(await opened.page.title()).toBe('Where the final top 10 came from');
    expect(opened.complaints).toHaveLength(2);
    expect(opened.complaints.join()).toMatch(/Content Security Policy/);
    await opened.close();
  });

  test('prints light, wide and without what is folded away', { timeout: 60_000 }, async () => {
    const opened = await openOffline(browser(), pages['of a real run'], screens[3]);
    await opened.page.emulateMedia({ media: 'print' });
    expect(await backgroundOf(opened.page)).toBe('rgb(255, 255, 255)');
    expect(await opened.page.locator('details:visible').count()).toBe(0);
    expect(await opened.page.locator('svg.plot:visible').count()).toBe(10);
    expect(await opened.page.locator('.narrow:visible').count()).toBe(0);
    expect((await opened.page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    await opened.close();
  });
});
