import type { IsotonicCalibration } from './calibration.ts';
import { checkJudgedScores, type Judged, type JudgedScores } from './judged-scores.ts';

/** Neighbouring scores with one probability. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly relevant: number;
  readonly count: number;
}

/**
 * Fits the curve that never falls and is nearest to the judgments, by pooling adjacent violators (Ayer, Brunk, Ewing,
 * Reid and Silverman, 1955; for calibration: Zadrozny and Elkan, KDD 2002). Wants more judgments than `fitPlatt`, some
 * hundreds, and fits whatever shape they have.
 *
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT` for scores that are not finite, judgments of another number,
 *   and where all documents are relevant, or none.
 */
export function fitIsotonic(scores: ArrayLike<number>, relevant: Judged): IsotonicCalibration {
  const judged = checkJudgedScores('fitIsotonic', scores, relevant);
  const points = pooled(blocksOf(judged)).flatMap(({ first, last, relevant, count }) => {
    const probability = relevant / count;
    return first === last
      ? [[first, probability] as const]
      : [[first, probability] as const, [last, probability] as const];
  });
  return {
    kind: 'isotonic',
    scores: points.map(([score]) => score),
    probabilities: points.map(([, probability]) => probability),
  };
}

/** One a score, ascending. */
function blocksOf({ scores, relevant }: JudgedScores): readonly Block[] {
  const blocks: Block[] = [];
  for (const at of Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!)) {
    const one = { first: scores[at]!, last: scores[at]!, relevant: relevant[at]!, count: 1 };
    const before = blocks.at(-1);
    if (before?.last === one.first) blocks[blocks.length - 1] = joined(before, one);
    else blocks.push(one);
  }
  return blocks;
}

function pooled(blocks: readonly Block[]): readonly Block[] {
  const done: Block[] = [];
  for (const block of blocks) {
    let next = block;
    for (let before = done.at(-1); before !== undefined && !isBelow(before, next); before = done.at(-1)) {
      done.pop();
      next = joined(before, next);
    }
    done.push(next);
  }
  return done;
}

function isBelow(a: Block, b: Block): boolean {
  return a.relevant * b.count < b.relevant * a.count;
}

function joined(a: Block, b: Block): Block {
  return { first: a.first, last: b.last, relevant: a.relevant + b.relevant, count: a.count + b.count };
}
