import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolvedModel } from '@tsr/onnx';
import { createTokenizer } from '@tsr/onnx/tokenize';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** One session of onnxruntime-node on this thread, as one would write it by hand; mean pooling, normalised. */
export interface BareSession {
  /** Texts padded to the longest of them, in one call. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

export async function openBareSession(model: ResolvedModel, threads: number, maxTokens: number): Promise<BareSession> {
  const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const tokenizer = createTokenizer({ tokenizer: json(join(model.folder, 'tokenizer.json')) });
  const session = await InferenceSession.create(model.onnxFile, { intraOpNumThreads: threads, logSeverityLevel: 4 });
  return {
    async embed(texts) {
      const ids = texts.map((text) => tokenizer.text(text, maxTokens).inputIds);
      const columns = Math.max(...ids.map(({ length }) => length));
      const tensor = (inputOf: (id: number) => bigint): Tensor => {
        const data = new BigInt64Array(ids.length * columns);
        for (const [index, row] of ids.entries()) data.set(BigInt64Array.from(row, inputOf), index * columns);
        return new Tensor('int64', data, [ids.length, columns]);
      };
      const feeds = {
        input_ids: tensor((id) => BigInt(id)),
        attention_mask: tensor(() => 1n),
        token_type_ids: tensor(() => 0n),
      };
      const { last_hidden_state: states } = await session.run(feeds);
      return ids.map((row, index) => meanOf(states!, index * columns, row.length));
    },
  };
}

function meanOf({ data, dims }: Tensor, start: number, tokens: number): Float32Array {
  const width = dims[2]!;
  const mean = new Float32Array(width);
  for (let i = start * width; i < (start + tokens) * width; i++) mean[i % width]! += (data as Float32Array)[i]!;
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}
