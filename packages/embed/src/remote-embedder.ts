import { abortable, type Embedder, type EmbedOptions } from '@tsr/core';
import { checkText, checkTexts } from './checked-texts.ts';
import { createProgressMeter } from './embed-progress.ts';
import { checkRemoteOptions, type RemoteEmbedderOptions, remoteEndpoint } from './remote-options.ts';
import { postJson } from './remote-request.ts';
import { retried } from './remote-retries.ts';
import { createUsageCounter, type RemoteUsage } from './remote-usage.ts';
import { parseAnswer } from './remote-vectors.ts';

export interface RemoteEmbedder extends Embedder {
  /** What was asked for so far, over all calls. */
  readonly usage: RemoteUsage;
}

const FUSION_WEIGHT = 0.5;
// A number of a vector takes about 20 characters in JSON; the rest is for servers that like spaces.
const BYTES_PER_NUMBER = 40;
const BYTES_BESIDES = 2 ** 20;

/**
 * Embeds text with a server that speaks the OpenAI wire format (`POST …/embeddings`): OpenAI itself, Azure, vLLM,
 * Ollama, llama.cpp, text-embeddings-inference and others. Vectors come as the server gives them; a blank text gets all
 * zeros without a request.
 * @throws TsrError, when it embeds: `TSR_IO` if the server cannot be reached or refuses, `TSR_TIMEOUT`,
 *   `TSR_EMBEDDER_CONTRACT` if it gives the wrong number or length of vectors, or numbers that are not finite.
 */
export function createRemoteEmbedder(options: RemoteEmbedderOptions): RemoteEmbedder {
  checkRemoteOptions(options);
  const endpoint = remoteEndpoint(options);
  const { model, dimensions, batchSize = 64, maxRetries = 4, retryDelayMs = 500, queryPrefix = '' } = options;
  const { passagePrefix = '', encodingFormat = 'float', onProgress } = options;
  const counter = createUsageCounter(options.pricePerMillionTokens);

  async function request(input: readonly string[], { signal, trace }: EmbedOptions): Promise<readonly Float32Array[]> {
    const body = {
      model,
      input,
      encoding_format: encodingFormat,
      ...(options.sendDimensions && { dimensions }),
    };
    const maxBytes = BYTES_BESIDES + input.length * dimensions * BYTES_PER_NUMBER;
    const post = (): Promise<string> => {
      counter.request();
      return postJson(endpoint, body, maxBytes, signal);
    };
    const text = await retried(post, { maxRetries, retryDelayMs, signal });
    const { vectors, tokens } = parseAnswer(text, { model, count: input.length, dimensions });
    counter.answer(input.length, tokens);
    trace?.note({ model, tokens });
    return vectors;
  }

  async function embed(
    prefix: string,
    texts: readonly string[],
    calling: EmbedOptions,
    report: (done: number) => void = () => {},
  ): Promise<Float32Array[]> {
    const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
    const asked = [...texts.keys()].filter((index) => texts[index]!.trim() !== '');
    for (let start = 0; start < asked.length; start += batchSize) {
      const batch = asked.slice(start, start + batchSize);
      // Broken surrogates would be refused by servers that read UTF-8 strictly.
      const found = await request(
        batch.map((index) => (prefix + texts[index]).toWellFormed()),
        calling,
      );
      batch.forEach((index, position) => {
        vectors[index] = found[position]!;
      });
      report(texts.length - asked.length + start + batch.length);
    }
    return vectors;
  }

  return {
    name: options.name ?? model,
    dimensions,
    fingerprint: options.fingerprint ?? fingerprintOf(options, endpoint.url),
    fusionWeight: options.fusionWeight ?? FUSION_WEIGHT,
    get usage() {
      return counter.usage();
    },
    async embedQuery(text, calling = {}) {
      calling.signal?.throwIfAborted();
      checkText(text, 'the query');
      const [vector] = await abortable(embed(queryPrefix, [text], calling), calling.signal);
      return vector!;
    },
    async embedDocuments(texts, calling = {}) {
      calling.signal?.throwIfAborted();
      checkTexts(texts);
      const report = createProgressMeter(texts.length, onProgress);
      return abortable(embed(passagePrefix, [...texts], calling, report), calling.signal);
    },
  };
}

/** The address belongs to it: servers give the same name to different weights. */
function fingerprintOf(options: RemoteEmbedderOptions, url: URL): string {
  const { model, dimensions, queryPrefix = '', passagePrefix = '', sendDimensions = false } = options;
  const settings = [`${url.origin}${url.pathname}`, model, dimensions, sendDimensions, queryPrefix, passagePrefix];
  return `remote:1:${JSON.stringify(settings)}`;
}
