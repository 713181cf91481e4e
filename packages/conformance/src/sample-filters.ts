import type { Filter } from '@tsr/core';

/** Every operator of the filter language over {@link sampleDocuments}, and the places where types must not mix. */
export const SAMPLE_FILTERS: readonly Filter[] = [
  {},
  { lang: 'en' },
  { lang: 'EN' },
  { year: 2024 },
  { year: '2024' },
  { year: { $eq: 2024 } },
  { year: { $ne: 2024 } },
  { year: { $gt: 2024 } },
  { year: { $gte: 2024 } },
  { year: { $lt: 0 } },
  { year: { $lte: '2024' } },
  { year: { $gte: 2022, $lt: 2025 } },
  { lang: { $gt: '\ufffd' } },
  { lang: { $in: ['en', 'de', 2024] } },
  { lang: { $nin: ['en', 'de'] } },
  { lang: { $in: [] } },
  { active: true },
  { active: { $ne: true } },
  { note: null },
  { note: { $ne: null } },
  { note: { $exists: true } },
  { lang: { $exists: false } },
  { constructor: { $exists: true } } as unknown as Filter,
  { tags: 'limit' },
  { tags: { $ne: 'limit' } },
  { tags: { $exists: true } },
  { mixed: 1 },
  { mixed: '1' },
  { mixed: true },
  { mixed: null },
  { mixed: { $gt: 1 } },
  { year: { $not: { $gte: 2024 } } },
  { $not: { lang: 'en' } },
  { $and: [] },
  { $or: [] },
  { $and: [{ lang: 'en' }, { year: { $gte: 2024 } }] },
  { $or: [{ lang: 'de' }, { tags: 'http' }, { note: null }], active: { $ne: true } },
  { tied: true, n: { $gt: 27 } },
  { n: { $in: [0, 5, 10, 15, 20] } },
];

/** Not filters. */
export const INVALID_FILTERS: readonly unknown[] = [
  null,
  42,
  'lang = en',
  [],
  { $where: 'true' },
  { lang: { $regex: 'e' } },
  { lang: {} },
  { lang: { $in: 'en' } },
  { year: { $gt: true } },
  { year: { $gte: null } },
  { year: Number.NaN },
  { year: { $exists: 1 } },
  { lang: ['en'] },
  { $and: { lang: 'en' } },
  { $or: [null] },
  { $not: [] },
  nested(40),
];

function nested(depth: number): unknown {
  return depth === 0 ? { lang: 'en' } : { $not: nested(depth - 1) };
}
