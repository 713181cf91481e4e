// Makes docs/scifact-provenance.jpg, and the page that it shows: `npm run page` in examples. Needs ../shared and Chromium.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderProvenancePage } from '@tsr/telemetry/page';
import { launchChromium, openOffline } from '../tooling/chromium.ts';
import { SUBTITLE, scifactProvenance } from './scifact-provenance.ts';

const file = join(mkdtempSync(join(tmpdir(), 'tsr-scifact-')), 'provenance.html');
const { report } = await scifactProvenance();
writeFileSync(file, renderProvenancePage(report, { subtitle: SUBTITLE }));
const browser = await launchChromium();
const { page } = await openOffline(browser, file, { width: 1000, colorScheme: 'light' });
const path = fileURLToPath(new URL('../docs/scifact-provenance.jpg', import.meta.url));
// Down to the rank flow: what follows is in the page itself.
const end = await page.locator('h2:has-text("How deep")').evaluate((heading) => heading.getBoundingClientRect().top);
await page.screenshot({
  path,
  type: 'jpeg',
  quality: 58,
  fullPage: true,
  clip: { x: 0, y: 0, width: 1000, height: end },
});
await browser.close();
console.log(`${file}\n${path}`);
