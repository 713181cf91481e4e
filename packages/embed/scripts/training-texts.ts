import { readFile } from 'node:fs/promises';
import { createTokenizer } from '@tsr/onnx/tokenize';

/** More of a text than this is not read, by the encoder and by the fit alike. */
const MAX_TOKENS = 160;

/** Token ids of each text of a file of `collect-texts.py`, a JSON object with `text` a line. */
export async function trainingIds(file: string, tokenizer: object): Promise<readonly (readonly number[])[]> {
  const { encode } = createTokenizer({ tokenizer });
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => Array.from(encode(JSON.parse(line).text)).slice(0, MAX_TOKENS));
}
