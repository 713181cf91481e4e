import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createBundledEmbedder } from './index.ts';

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * b[index]!, 0);

describe('the bundled embedder', () => {
  it('comes with its table, of at most 8 MB', async () => {
    const embedder = await createBundledEmbedder();
    expect(embedder).toMatchObject({ name: 'static-all-minilm-l6-v2-256', dimensions: 256, fusionWeight: 0.3 });
    expect((await stat(new URL('../table/static-v2.bin', import.meta.url))).size).toBeLessThanOrEqual(8_000_000);
  });

  it('puts texts of one meaning nearer than texts of another, without a word in common', async () => {
    const embedder = await createBundledEmbedder();
    const query = await embedder.embedQuery('How do I sign in?');
    const texts = [
      'Enter your password at the login screen.',
      'Bread dough rises in an hour.',
      'The car has four wheels.',
    ];
    const [login, bread, car] = await embedder.embedDocuments(texts);
    expect(dot(query, login!)).toBeGreaterThan(dot(query, bread!) + 0.05);
    expect(dot(query, login!)).toBeGreaterThan(dot(query, car!) + 0.05);
    expect(dot(query, query)).toBeCloseTo(1, 5);
  });
});
