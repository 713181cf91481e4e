import { type Embedder, shown } from '@tsr/core';
import { abortChecks } from './abort-checks.ts';
import { type Check, type Runner, registerChecks } from './check.ts';
import { claim, claimRefused, claimSame, deepFreeze } from './claims.ts';
import { BLANK_TEXTS, ODD_TEXTS, SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { createSeededRandom } from './seeded-random.ts';
import { type EmbedderSubject, using } from './subject.ts';

/** Passages of very different length. */
const TEXTS: readonly string[] = sampleDocuments().map(({ content }) => content);

/** Every obligation of an Embedder. */
export const embedderChecks: readonly Check<EmbedderSubject>[] = [
  {
    obligation: 'has a name, dimensions, and a fingerprint that stays the same',
    run: async (subject) => {
      const identity = ({ name, dimensions, fingerprint }: Embedder) => ({ name, dimensions, fingerprint });
      const first = await using(subject, [], async (embedder) => {
        const before = identity(embedder);
        await embedder.embedQuery('access token');
        claimSame(identity(embedder), before, subject.name, 'identity after embedding');
        return before;
      });
      for (const text of [first.name, first.fingerprint]) {
        claim(typeof text === 'string' && text !== '', subject.name, () => `name or fingerprint is ${shown(text)}`);
      }
      const { dimensions } = first;
      claim(Number.isInteger(dimensions) && dimensions > 0, subject.name, `dimensions is ${dimensions}`);
      claimSame(await using(subject, [], async (embedder) => identity(embedder)), first, subject.name, 'a second one');
    },
  },
  {
    obligation: 'gives vectors of its dimensions, as Float32Array',
    run: (subject) =>
      eachVector(subject, (vector, text, { dimensions }) => {
        claim(vector instanceof Float32Array, subject.name, () => `vector of ${shown(text)} is no Float32Array`);
        claim(vector.length === dimensions, subject.name, `vector has ${vector.length} dimensions, not ${dimensions}`);
      }),
  },
  {
    obligation: 'gives finite numbers only',
    run: (subject) =>
      eachVector(subject, (vector, text) => {
        claim(vector.every(Number.isFinite), subject.name, () => `vector of ${shown(text)} is ${shown([...vector])}`);
      }),
  },
  {
    obligation: 'gives one vector a text, in order',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        const alone: Float32Array[] = [];
        for (const text of TEXTS) alone.push(await one(embedder, text));
        const shuffled = createSeededRandom(5).shuffled(TEXTS.map((text, index) => ({ text, index })));
        const vectors = await embedder.embedDocuments(shuffled.map(({ text }) => text));
        claim(vectors.length === TEXTS.length, subject.name, `${vectors.length} vectors for ${TEXTS.length} texts`);
        shuffled.forEach(({ text, index }, position) => {
          const vector = vectors[position] as Float32Array;
          const nearest = Math.min(...alone.map((other) => distance(vector, other)));
          const own = distance(vector, alone[index] as Float32Array);
          claim(own <= nearest, subject.name, () => `vector ${position} is another text's than ${shown(text)}`);
        });
      }),
  },
  {
    obligation: "gives a text's vector to the bit, whatever stands beside it",
    run: (subject) =>
      using(subject, [], async (embedder) => {
        const together = await embedder.embedDocuments(TEXTS);
        for (const [index, text] of TEXTS.entries()) {
          claimSame(await one(embedder, text), together[index], subject.name, `vector of ${shown(text)} alone`);
        }
        const pair = await embedder.embedDocuments([TEXTS[0] ?? '', 'token '.repeat(400)]);
        claimSame(pair[0], together[0], subject.name, 'vector of the first text beside a long one');
      }),
  },
  {
    obligation: 'gives the same vectors again, from a second one of the same fingerprint too',
    run: async (subject) => {
      const embed = (embedder: Embedder) =>
        Promise.all([...SAMPLE_QUERIES.map((text) => embedder.embedQuery(text)), one(embedder, 'token')]);
      const expected = await using(subject, [], async (embedder) => {
        const first = await embed(embedder);
        claimSame(await embed(embedder), first, subject.name, 'vectors of a second call');
        return first;
      });
      claimSame(await using(subject, [], embed), expected, subject.name, 'vectors of a second embedder');
    },
  },
  {
    obligation: 'leaves returned vectors to the caller',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        const expected = [...(await embedder.embedQuery('access token')), ...(await one(embedder, 'access token'))];
        for (let round = 0; round < 2; round++) {
          (await embedder.embedQuery('access token')).fill(7);
          (await one(embedder, 'access token')).fill(7);
        }
        const found = [...(await embedder.embedQuery('access token')), ...(await one(embedder, 'access token'))];
        claimSame(found, expected, subject.name, 'vectors after the caller wrote to earlier ones');
      }),
  },
  {
    obligation: 'never writes to the texts',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        const texts = deepFreeze([...TEXTS]);
        await embedder.embedDocuments(texts, deepFreeze({}));
        claimSame(texts, TEXTS, subject.name, 'texts after embedding');
      }),
  },
  {
    obligation: 'keeps concurrent calls apart',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        const expected: Float32Array[] = [];
        for (const text of TEXTS) expected.push(await one(embedder, text));
        const found = await Promise.all(TEXTS.map((text) => one(embedder, text)));
        claimSame(found, expected, subject.name, `vectors of ${TEXTS.length} calls at once`);
      }),
  },
  {
    obligation: 'gives no vectors for no texts',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        claimSame(await embedder.embedDocuments([]), [], subject.name, 'vectors of no texts');
      }),
  },
  {
    obligation: 'refuses what is no text',
    run: (subject) =>
      using(subject, [], async (embedder) => {
        for (const wrong of [undefined, null, 42, ['text']]) {
          await claimRefused(() => embedder.embedQuery(wrong as never), subject.name, `embedQuery(${shown(wrong)})`);
        }
        for (const wrong of [undefined, null, 'text', ['text', 42], [undefined]]) {
          const work = () => embedder.embedDocuments(wrong as never);
          await claimRefused(work, subject.name, `embedDocuments(${shown(wrong)})`);
        }
      }),
  },
  ...abortChecks<EmbedderSubject>(
    (subject, examine) =>
      using(subject, [], (embedder) => examine(async (signal) => embedder.embedQuery('access token', { signal }))),
    'embedQuery ',
  ),
  ...abortChecks<EmbedderSubject>(
    (subject, examine) =>
      using(subject, [], (embedder) => examine(async (signal) => embedder.embedDocuments(TEXTS, { signal }))),
    'embedDocuments ',
  ),
];

/**
 * Registers the obligations of an Embedder as tests.
 *
 * @example
 * testEmbedder({ describe, test }, 'static', { create: () => createStaticEmbedder() });
 */
export function testEmbedder(runner: Runner, name: string, options: Omit<EmbedderSubject, 'name'>): void {
  registerChecks(runner, name, embedderChecks, { ...options, name });
}

async function one(embedder: Embedder, text: string): Promise<Float32Array> {
  const [vector] = await embedder.embedDocuments([text]);
  return vector ?? new Float32Array();
}

function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
}

/** Vectors of texts of every kind, as queries and as documents. */
async function eachVector(
  subject: EmbedderSubject,
  examine: (vector: Float32Array, text: string, embedder: Embedder) => void,
): Promise<void> {
  await using(subject, [], async (embedder) => {
    const texts = [...BLANK_TEXTS, ...ODD_TEXTS, ...SAMPLE_QUERIES, ...TEXTS];
    for (const text of texts) examine(await embedder.embedQuery(text), text, embedder);
    const vectors = await embedder.embedDocuments(texts);
    for (const [index, text] of texts.entries()) examine(vectors[index] ?? new Float32Array(), text, embedder);
  });
}
