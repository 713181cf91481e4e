import type { Block } from '@tsr/report-page';

/** As many as one plot shows. */
const SHOWN = 40;

/** The queries that differ most, as bars: the gains first. */
export function queryDifferences(
  title: string,
  queries: readonly { readonly id: string; readonly difference: number }[],
): readonly Block[] {
  const differing = queries.filter(({ difference }) => difference !== 0);
  const most = [...differing].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, SHOWN);
  if (most.length === 0) return [{ kind: 'text', paragraphs: ['No query differs.'] }];
  const ordered = most.sort((a, b) => b.difference - a.difference);
  const better = differing.filter(({ difference }) => difference > 0).length;
  return [
    {
      kind: 'bars',
      title,
      description: `${better} better, ${differing.length - better} worse, ${queries.length - differing.length} the same.`,
      categoryLabel: 'query',
      categories: ordered.map(({ id }) => id),
      valueLabel: 'difference',
      series: [{ name: 'difference', values: ordered.map(({ difference }) => difference) }],
    },
  ];
}
