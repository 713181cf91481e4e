import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, smallTable, smallTableFile } from './small-table.fixture.ts';
import { createStaticEmbedder } from './static-embedder.ts';
import { encodeStaticTable } from './static-table-file.ts';

const embedder = createStaticEmbedder({ table: smallTableFile() });
const { tokens, scales, matrix } = smallTable();
const words = tokens.filter((token) => /^[a-z]{2,}$/.test(token));
const text = fc.array(fc.constantFrom(...words, 'xyz'), { maxLength: 30 }).map((chosen) => chosen.join(' '));

/** The mean of the dequantised rows of words, scaled to length 1, in the plainest way. */
function naive(sentence: string): number[] {
  const rows = sentence
    .split(' ')
    .map((word) => tokens.indexOf(word))
    .filter((row) => row >= 0);
  const mean = Array.from({ length: DIMENSIONS }, (_, column) => {
    const values = rows.map((row) => Number(scales[row]) * Number(matrix[row * DIMENSIONS + column]));
    return rows.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / rows.length;
  });
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
        const another = createStaticEmbedder({ table: smallTableFile() });
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
  });

  it('reads a long text without a blank to its end', async () => {
    const [letters, marks] = await embedder.embedDocuments(['a'.repeat(300_000), `${'!'.repeat(100_000)}`]);
    expect(letters).toEqual(new Float32Array(DIMENSIONS));
    expect(marks).toEqual(await embedder.embedQuery('!'));
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
    const table = 'static-v1.bin' as unknown as Uint8Array;
    expect(() => createStaticEmbedder({ table })).toThrow(expect.objectContaining(invalid));
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
