import { type CeilingReport, LOSS_LABELS } from '@tsr/eval';

/** The ceiling by N, and where relevant documents were lost, for a terminal. */
export function formatCeiling(report: CeilingReport): string {
  const { depths, measure, k, found, relevantDocuments, lost, smallestN, keep } = report;
  const number = (value: number | null) => (value === null ? '-' : value.toFixed(4)).padStart(10);
  const rows = depths.map(
    ({ n, recall, oracle, quality, firstStage }) =>
      `${String(n).padStart(6)}${[recall, oracle, firstStage, quality].map(number).join('')}`,
  );
  const lines = LOSS_LABELS.map((label) => `  ${label.padEnd(20)}${lost[label]}`);
  const enough = smallestN === null ? [] : [`${smallestN} candidates keep ${keep * 100} % of the quality`];
  return [
    `What the candidates make possible (${measure})`,
    `     N    recall    oracle   stage 1     final`,
    ...rows,
    ...enough,
    '',
    `${found} of ${relevantDocuments} relevant documents are in the top ${k}; the others were`,
    ...lines,
  ].join('\n');
}
