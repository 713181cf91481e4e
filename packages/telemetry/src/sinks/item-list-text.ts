import type { StageItem } from '@tsr/core';

/** A list of items as JSON.stringify writes it, in two thirds of the time: most of a trace are these. */
export function itemListText(items: readonly StageItem[]): string {
  let text = '[';
  for (let at = 0; at < items.length; at++) {
    const { id, score, rank, tier } = items[at]!;
    const end = tier === undefined ? '}' : `,"tier":${numberText(tier)}}`;
    text += `${at === 0 ? '' : ','}{"id":${idText(id)},"score":${numberText(score)},"rank":${numberText(rank)}${end}`;
  }
  return `${text}]`;
}

/** Printable ASCII but for quote and backslash: what JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function idText(id: string): string {
  return PLAIN.test(id) ? `"${id}"` : JSON.stringify(id);
}

/** JSON knows no NaN and no infinity. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}
