import { arrayAt, damaged, numbersAt, objectAt } from './json-fields.ts';

const MAX_POINTS = 1_000_000;

/** @throws TsrError `TSR_CORRUPT_FILE` */
export function checkCalibration(value: unknown): void {
  const calibration = objectAt('calibration', value);
  if (calibration.kind === 'platt') {
    numbersAt('calibration.slope', [calibration.slope], { least: 0 });
    numbersAt('calibration.intercept', [calibration.intercept], {});
    return;
  }
  if (calibration.kind !== 'isotonic') throw damaged('calibration.kind', calibration.kind, 'it is platt or isotonic');
  const points = arrayAt('calibration.scores', calibration.scores, { least: 1, most: MAX_POINTS });
  const length = { least: points.length, most: points.length };
  const scores = numbersAt('calibration.scores', points, {});
  const entries = arrayAt('calibration.probabilities', calibration.probabilities, length);
  const probabilities = numbersAt('calibration.probabilities', entries, { least: 0, most: 1 });
  for (let at = 1; at < scores.length; at++) {
    if (scores[at]! <= scores[at - 1]!) throw damaged(`calibration.scores[${at}]`, scores[at], 'scores ascend');
    if (probabilities[at]! >= probabilities[at - 1]!) continue;
    throw damaged(`calibration.probabilities[${at}]`, probabilities[at], 'probabilities never fall');
  }
}
