import type { Trace } from '@tsr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, smallTable, smallTableFile } from './small-table.fixture.ts';
import { createStaticEmbedder } from './static-embedder.ts';
import { encodeStaticTable } from './static-table-file.ts';

const quiet = { onWarning: () => {} };
const embedder = createStaticEmbedder({ table: smallTableFile(), ...quiet });
const { tokens, scales, matrix } = smallTable();
const words = tokens.filter((token) => /^[a-z]{2,}$/.test(token));
const text = fc.array(fc.constantFrom(...words, 'xyz'), { maxLength: 30 }).map((chosen) => chosen.join(' '));

/** The mean of the dequantised rows of words, scaled to length 1, in the plainest way; zeros if too little is known. */
function naive(sentence: string): number[] {
  const rows = sentence
    .split(' ')
    .map((word) => tokens.indexOf(word))
    .filter((row) => row >= 0);
  const mean = Array.from({ length: DIMENSIONS }, (_, column) => {
    const values = rows.map((row) => Number(scales[row]) * Number(matrix[row * DIMENSIONS + column]));
    return rows.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / rows.length;
  });
  const letters = sentence.replaceAll(' ', '').length;
  const known = rows.reduce((sum, row) => sum + tokens[row]!.length, 0);
  if (letters > 0 && known / letters + 2 / Math.sqrt(letters) < 0.52) return mean.map(() => 0);
  const length = Math.hypot(...mean);
  return length === 0 ? mean : mean.map((value) => value / length);
}

describe('a static embedder', () => {
  it('gives the normalised mean of the dequantised rows', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (sentence) => {
        const vector = await embedder.embedQuery(sentence);
        const expected = naive(sentence);
        for (const [column, value] of expected.entries()) expect(vector[column]).toBeCloseTo(value, 5);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('gives the same bits for a text alone, again, and among others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (sentences) => {
        const together = await embedder.embedDocuments(sentences);
        const another = createStaticEmbedder({ table: smallTableFile(), ...quiet });
        for (const [index, sentence] of sentences.entries()) {
          expect(together[index]).toEqual(await another.embedQuery(sentence));
        }
        expect(together).toHaveLength(sentences.length);
      }),
      { seed: 2 },
    );
  });

  it('gives zeros where nothing is known', async () => {
    const zeros = new Float32Array(DIMENSIONS);
    expect(await embedder.embedDocuments(['', ' \n', 'xyz éé', '\ud800'])).toEqual([zeros, zeros, zeros, zeros]);
    expect(await embedder.embedDocuments([])).toEqual([]);
  });

  it('says what it is', () => {
    expect(embedder).toMatchObject({ name: 'small', dimensions: DIMENSIONS, fusionWeight: 0.3 });
    expect(createStaticEmbedder({ table: smallTableFile(), name: 'mine' }).name).toBe('mine');
  });

  it('has a fingerprint that changes with the table, and with nothing else', () => {
    const table = smallTable();
    const other = encodeStaticTable({ ...table, scales: table.scales.map((scale) => scale * 2) });
    expect(createStaticEmbedder({ table: smallTableFile(), name: 'mine' }).fingerprint).toBe(embedder.fingerprint);
    expect(createStaticEmbedder({ table: other }).fingerprint).not.toBe(embedder.fingerprint);
    const lenient = createStaticEmbedder({ table: smallTableFile(), leastCoverage: 0 });
    expect(lenient.fingerprint).not.toBe(embedder.fingerprint);
  });

  it('reads a long text without a blank to its end', async () => {
    const [letters, marks] = await embedder.embedDocuments(['a'.repeat(300_000), `${'!'.repeat(100_000)}`]);
    expect(letters).toEqual(new Float32Array(DIMENSIONS));
    expect(marks).toEqual(await embedder.embedQuery('!'));
  });
});

describe('a text of which too little is known', () => {
  const foreign = 'login Überschwemmung Geschwindigkeitsbegrenzung';
  const zeros = new Float32Array(DIMENSIONS);
  const listening = (options = {}) => {
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(warning);
    return { warnings, embedder: createStaticEmbedder({ table: smallTableFile(), onWarning, ...options }) };
  };

  it('gets zeros, query and document alike, though some words are known', async () => {
    const { embedder: strict } = listening();
    expect(await strict.embedQuery(foreign)).toEqual(zeros);
    expect(await strict.embedDocuments([foreign, 'login user'])).toEqual([
      zeros,
      await strict.embedQuery('login user'),
    ]);
    expect(await listening({ leastCoverage: 0 }).embedder.embedQuery(foreign)).not.toEqual(zeros);
  });

  it('is warned of once an embedder, with the share that is known and what to do', async () => {
    const { embedder: strict, warnings } = listening({ name: 'mine' });
    await strict.embedQuery('login user');
    expect(warnings).toEqual([]);
    await strict.embedDocuments([foreign, foreign]);
    await strict.embedQuery(foreign);
    expect(warnings).toEqual([expect.stringMatching(/^embed: mine knows .* 11 % .*zero vector.*createOnnxEmbedder/)]);
  });

  it('is warned of by a process warning unless somebody listens', async () => {
    const said = new Promise<Error & { code?: string }>((resolve) => void process.once('warning', resolve));
    await createStaticEmbedder({ table: smallTableFile() }).embedQuery(foreign);
    expect(await said).toMatchObject({ code: 'TSR_UNREADABLE_TEXT', message: expect.stringMatching(/^embed: small/) });
  });

  it('is noted in the trace of its query', async () => {
    const notes: unknown[] = [];
    const trace = { note: (fields: unknown) => void notes.push(fields) } as unknown as Trace;
    await listening().embedder.embedQuery(foreign, { trace });
    await listening().embedder.embedQuery('login', { trace });
    expect(notes).toEqual([{ unreadable: { letters: 45, known: 5 } }]);
  });

  it('may be numbers: those are of every language', async () => {
    expect(await listening().embedder.embedQuery('7 7 7')).not.toEqual(zeros);
  });
});

describe('a wrong argument', () => {
  const invalid = { code: 'TSR_INVALID_ARGUMENT' };
  it('that is no string is named by its index', async () => {
    const texts = ['gate', 7] as unknown as string[];
    await expect(embedder.embedDocuments(texts)).rejects.toThrow('embed: text 1 is 7; give a string');
    await expect(embedder.embedDocuments(texts)).rejects.toMatchObject(invalid);
    await expect(embedder.embedDocuments('gate' as unknown as string[])).rejects.toThrow(/give an array of strings/);
    await expect(embedder.embedQuery(undefined as unknown as string)).rejects.toMatchObject(invalid);
  });

  it('that is no table is refused', () => {
    const table = 'static-v2.bin' as unknown as Uint8Array;
    expect(() => createStaticEmbedder({ table })).toThrow(expect.objectContaining(invalid));
    for (const leastCoverage of [-1, 1.1, Number.NaN])
      expect(() => createStaticEmbedder({ table: smallTableFile(), leastCoverage })).toThrow(
        /pass a share from 0 to 1/,
      );
    const file = smallTableFile().subarray(1);
    expect(() => createStaticEmbedder({ table: file })).toThrow(expect.objectContaining({ code: 'TSR_CORRUPT_FILE' }));
  });
});

describe('an abort', () => {
  const reason = new Error('enough');
  it('before the call rejects with its reason', async () => {
    const signal = AbortSignal.abort(reason);
    await expect(embedder.embedQuery('gate', { signal })).rejects.toBe(reason);
    await expect(embedder.embedDocuments(['gate'], { signal })).rejects.toBe(reason);
  });

  // Only work that lets timers run can be aborted by one: this never ends before the work otherwise.
  it('from a timer reaches long work, over many texts and within one', async () => {
    for (const texts of [
      Array.from({ length: 20_000 }, () => 'gateway users! '.repeat(30)),
      ['7! '.repeat(5_000_000)],
    ]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 1);
      await expect(embedder.embedDocuments(texts, controller)).rejects.toBe(reason);
    }
  });
});
