import { describe, expect, test } from 'vitest';
import { PAGE_STYLE } from './page-style.ts';

/** Relative luminance of #rrggbb, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const schemes = [...PAGE_STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
  Object.fromEntries([...body!.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, colour]) => [name!, colour!])),
);

describe.each([
  ['light', schemes[0]!],
  ['dark', schemes[1]!],
])('%s', (_, colours) => {
  test('has every colour', () => expect(Object.keys(colours).sort()).toEqual(Object.keys(schemes[0]!).sort()));

  test.each(['text', 'soft', 'link'])('%s can be read on pages and cards', (name) => {
    expect(contrast(colours[name]!, colours.page!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours[name]!, colours.card!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([1, 2, 3, 4, 5, 6].map((place) => `series-${place}`).concat('mark', 'axis'))('%s stands out', (name) => {
    expect(contrast(colours[name]!, colours.page!)).toBeGreaterThanOrEqual(3);
  });
});
