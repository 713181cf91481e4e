import type { FiguresBlock, PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { counted, percent, ratio, rounded } from './words.ts';

/** A hyphen at which no line ends. */
const NO_BREAK = '\u2011';

type Figure = FiguresBlock['figures'][number];

/** The report in one row of numbers, and what of the queries was unlike the others. */
export function glanceSection(report: ProvenanceReport): PageSection {
  const { byRank, results, moves, topK } = report;
  const [first] = byRank;
  const interval = first?.shareIntervals.micro;
  const figures: readonly Figure[] = [
    {
      label: `of the results came from stage-1 ranks ${(first?.label ?? '').replace('-', NO_BREAK)}`,
      value: percent(first?.share.micro),
      note: interval ? `${percent(interval.low)} to ${percent(interval.high)}` : undefined,
    },
    {
      label: `of the results were not in the first stage’s own top ${topK}`,
      value: percent(results === 0 ? null : moves.entered / results),
      note: `${counted(moves.queriesChanged, 'query', 'queries')} changed`,
    },
    depthFigure(report),
    ...agreementFigures(report),
  ];
  const exceptions = exceptionsOf(report);
  const text = { kind: 'text', paragraphs: [exceptions] } as const;
  return { heading: 'At a glance', blocks: [{ kind: 'figures', figures }, ...(exceptions === '' ? [] : [text])] };
}

function depthFigure({ depth: { deepest, smallestN } }: ProvenanceReport): Figure {
  if (smallestN === null)
    return { label: 'deepest stage-1 rank of a result, 95% of queries', value: rounded(deepest.p95) };
  const label = 'candidates would have given the same results to 99% of queries';
  return { label, value: rounded(smallestN.for99), note: `${rounded(smallestN.for100)} to all` };
}

function agreementFigures({ stages }: ProvenanceReport): readonly Figure[] {
  const last = stages.find(({ stage, path, reordering }) => stage === 'rerank' && path.length === 1 && reordering);
  if (!last) return [];
  const label = 'agreement of the stages (Kendall τ, mean)';
  return [
    { label, value: ratio(last.reordering?.kendallTau), note: `RBO ${ratio(last.reordering?.rankBiasedOverlap)}` },
  ];
}

function exceptionsOf({ empty, short, unscored, withoutSecondStage, topK }: ProvenanceReport): string {
  const apart = [
    [empty, `${counted(empty, 'query', 'queries')} without results`],
    [short, `${counted(short, 'query', 'queries')} with fewer than ${topK}`],
    [withoutSecondStage, `${counted(withoutSecondStage, 'query', 'queries')} without a second stage`],
    [unscored, `${counted(unscored, 'result', 'results')} that the last stage did not score`],
  ] as const;
  const said = apart.filter(([count]) => count > 0).map(([, text]) => text);
  return said.length === 0 ? '' : `Among them: ${said.join(', ')}.`;
}
