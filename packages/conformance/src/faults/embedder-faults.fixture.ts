import type { Embedder } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import type { EmbedderSubject } from '../subject.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

function faulty(
  caughtBy: string,
  name: string,
  spoil: (healthy: Embedder) => Partial<Embedder>,
): Fault<EmbedderSubject> {
  const create = () => {
    const healthy = createHashEmbedder();
    return altered(healthy, spoil(healthy));
  };
  return { caughtBy, subject: { name, create } };
}

/** The hash embedder with the vectors of a batch changed on their way out. */
function batch(
  caughtBy: string,
  name: string,
  spoil: (vectors: readonly Float32Array[], texts: readonly string[]) => readonly Float32Array[],
): Fault<EmbedderSubject> {
  return faulty(caughtBy, name, ({ embedDocuments }) => ({
    embedDocuments: async (texts, options) => spoil(await embedDocuments(texts, options), texts),
  }));
}

/** The same fault in both methods: `spoil` gets a method that takes anything and hands on the rest. */
function both(caughtBy: string, name: string, spoil: (embed: Embed) => Embed): Fault<EmbedderSubject> {
  return faulty(caughtBy, name, ({ embedQuery, embedDocuments }) => ({
    embedQuery: spoil(embedQuery as Embed) as Embedder['embedQuery'],
    embedDocuments: spoil(embedDocuments as Embed) as Embedder['embedDocuments'],
  }));
}

type Embed = (input: unknown, options?: { signal?: AbortSignal | undefined }) => Promise<unknown>;

const ignoring =
  (embed: Embed): Embed =>
  (input) =>
    embed(input);
const atStartOnly =
  (embed: Embed): Embed =>
  async (input, options) => {
    options?.signal?.throwIfAborted();
    return embed(input);
  };
const fallingOpen =
  (embed: Embed): Embed =>
  async (input, options) => {
    const whole = await embed(input, options);
    await turns(6);
    return options?.signal?.aborted ? new Float32Array(64) : whole;
  };

const aborts = ['embedQuery', 'embedDocuments'].flatMap((method) => [
  both(`${method} rejects with signal.reason where the signal has aborted already`, 'ignores the signal', ignoring),
  both(
    `${method} rejects with signal.reason when the signal aborts right after the call`,
    'looks at the signal at the start only',
    atStartOnly,
  ),
  both(
    `${method} gives all or signal.reason when the signal aborts at any later moment, never a part`,
    'falls open when aborted at work',
    fallingOpen,
  ),
]);

export const embedderFaults: readonly Fault<EmbedderSubject>[] = [
  faulty('has a name, dimensions, and a fingerprint that stays the same', 'has an empty fingerprint', () => ({
    fingerprint: '',
  })),
  faulty(
    'has a name, dimensions, and a fingerprint that stays the same',
    'counts its uses in the fingerprint',
    ({ embedQuery }) => {
      let uses = 0;
      return {
        embedQuery: (...input) => {
          uses += 1;
          return embedQuery(...input);
        },
        get fingerprint() {
          return `hash-${uses}`;
        },
      };
    },
  ),
  batch('gives vectors of its dimensions, as Float32Array', 'loses a dimension', (vectors) =>
    vectors.map((vector) => vector.slice(1)),
  ),
  batch('gives vectors of its dimensions, as Float32Array', 'gives plain arrays', (vectors) =>
    vectors.map((vector) => [...vector] as never),
  ),
  faulty('gives finite numbers only', 'divides by the length of a zero vector', ({ embedQuery }) => ({
    embedQuery: async (...input) => {
      const vector = await embedQuery(...input);
      return vector.map((value) => value / Math.hypot(...vector));
    },
  })),
  batch('gives one vector a text, in order', 'returns a batch sorted by length', (vectors, texts) =>
    texts
      .map((text, index) => [text.length, vectors[index] as Float32Array] as const)
      .sort(([a], [b]) => a - b)
      .map(([, vector]) => vector),
  ),
  batch('gives one vector a text, in order', 'leaves out texts without a word', (vectors) =>
    vectors.filter((vector) => vector.some((value) => value !== 0)),
  ),
  batch(
    "gives a text's vector to the bit, whatever stands beside it",
    'pads to the longest of the batch',
    (vectors, texts) => {
      const error = Math.max(...texts.map(({ length }) => length)) * 1e-6;
      return vectors.map((vector) => vector.map((value) => value + error));
    },
  ),
  {
    caughtBy: 'gives the same vectors again, from a second one of the same fingerprint too',
    subject: { name: 'draws its weights anew', create: newWeights() },
  },
  faulty('leaves returned vectors to the caller', 'hands out its cache', ({ embedQuery }) => {
    const cache = new Map<string, Float32Array>();
    return {
      embedQuery: async (text, options) => {
        const vector = (options?.signal ? undefined : cache.get(text)) ?? (await embedQuery(text, options));
        cache.set(text, vector);
        return vector;
      },
    };
  }),
  faulty('never writes to the texts', 'normalises the texts in place', ({ embedDocuments }) => ({
    embedDocuments: async (texts, options) => {
      if (Array.isArray(texts)) for (const [index, text] of texts.entries()) texts.splice(index, 1, text);
      return embedDocuments(texts, options);
    },
  })),
  faulty('keeps concurrent calls apart', 'works in one buffer', ({ embedDocuments }) => {
    let texts: readonly string[] = [];
    return {
      embedDocuments: async (given, options) => {
        texts = given;
        await turns(2);
        return embedDocuments(texts, options);
      },
    };
  }),
  faulty('gives no vectors for no texts', 'fails on no texts', ({ embedDocuments }) => ({
    embedDocuments: async (texts, options) => {
      if (texts?.length === 0) throw new Error('empty batch');
      return embedDocuments(texts, options);
    },
  })),
  faulty('refuses what is no text', 'embeds the string of anything', ({ embedQuery }) => ({
    embedQuery: (text, options) => embedQuery(String(text), options),
  })),
  ...aborts,
];

function newWeights(): EmbedderSubject['create'] {
  let seed = 0;
  return () => {
    seed += 1;
    return altered(createHashEmbedder({ seed }), { fingerprint: 'hash' });
  };
}
