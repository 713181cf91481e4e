import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A BERT encoder that pools the mean of all positions. */
export interface SentenceEncoder {
  /** Vector of `[CLS] ids [SEP]`. */
  vectorOf(ids: readonly number[]): Promise<Float64Array>;
  release(): Promise<void>;
}

/** Ids of the tokens that stand around every text. */
export interface SpecialTokens {
  readonly cls: number;
  readonly sep: number;
}

/** One text a run, unpadded, and one thread: an answer depends on neither neighbours nor scheduling. */
export async function createSentenceEncoder(model: string, { cls, sep }: SpecialTokens): Promise<SentenceEncoder> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return {
    async vectorOf(ids) {
      const framed = [cls, ...ids, sep];
      const output = await session.run(inputs(session, framed));
      return meanOfPositions(output[session.outputNames[0]!]!.data as Float32Array, framed.length);
    },
    release: () => session.release(),
  };
}

function inputs(session: InferenceSession, ids: readonly number[]): Record<string, Tensor> {
  const row = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
  const all = {
    input_ids: row(ids),
    attention_mask: row(ids.map(() => 1)),
    token_type_ids: row(ids.map(() => 0)),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)));
}

function meanOfPositions(states: Float32Array, positions: number): Float64Array {
  const mean = new Float64Array(states.length / positions);
  for (let i = 0; i < states.length; i++) mean[i % mean.length]! += states[i]! / positions;
  return mean;
}
