import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';

/** Debian's package `chromium`. */
const executablePath = '/usr/bin/chromium';

/** A suite that opens pages in headless Chromium: skipped aloud where there is none, failed where it is required. */
export function describeInChromium(name: string, body: (browser: () => Browser) => void): void {
  if (existsSync(executablePath)) {
    describe(name, () => {
      let browser: Browser | undefined;
      beforeAll(async () => {
        browser = await launchChromium();
      }, 60_000);
      afterAll(() => browser?.close());
      body(() => browser as Browser);
    });
  } else if (process.env.TSR_CHROMIUM === 'required') {
    test(name, () => {
      throw new Error(`${executablePath} is absent; apt-get install chromium`);
    });
  } else {
    console.warn(`SKIPPED: ${name} needs ${executablePath}, which is absent`);
    describe.skip(name, () => body(() => undefined as never));
  }
}

/** What is opened was written by the project itself, and containers allow no sandbox. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** How a reader's screen is. */
export interface Screen {
  /** In CSS pixels. */
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** A file opened without a network, and what a page must not do: complain, or ask for anything else. */
export interface Opened {
  readonly page: Page;
  /** What it wrote to the console, and what it threw. */
  readonly complaints: readonly string[];
  /** Addresses, the file's own first. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function openOffline(browser: Browser, path: string, { width, colorScheme }: Screen): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${path}`);
  return { page, complaints, requests, close: () => context.close() };
}

/** What axe-core finds against the WCAG, levels A and AA: rule and place. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: readonly Violation[] }> } };
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
}
