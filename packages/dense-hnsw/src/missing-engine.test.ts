import { expect, test } from 'vitest';
import { runAlone } from './run-alone.fixture.ts';

/** What a machine looks like to the loader on which neither engine could be installed. */
const WITHOUT_ENGINES = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(specifier, context, next) {
    if (['hnswlib-node', 'usearch'].includes(specifier)) throw new Error('Cannot find package ' + specifier);
    return next(specifier, context);
  }\`));
`;

test('an engine that is asked for and not installed is named, with the remedy', { timeout: 40_000 }, () => {
  const { output } = runAlone(
    `
    for (const engine of ['hnswlib', 'usearch']) {
      await createDenseIndex({ engine, dimensions: 2 }).catch(({ code, message }) => console.log(code, message));
    }
  `,
    WITHOUT_ENGINES,
  );
  expect(output.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(
      /^TSR_MISSING_DEPENDENCY dense-hnsw: hnswlib-node could not .*; npm install hnswlib-node, which/,
    ),
    expect.stringMatching(/^TSR_MISSING_DEPENDENCY dense-hnsw: usearch could not be loaded .*; npm install usearch$/),
  ]);
});

test('auto without engines warns once a process, and works', { timeout: 40_000 }, () => {
  const { status, output } = runAlone(
    `
    process.on('warning', ({ code, message }) => console.log(code, message));
    const vectors = Array.from({ length: 10_001 }, (_, n) => Float32Array.of(Math.sin(n), Math.cos(n)));
    const documents = vectors.map((_, n) => ({ id: String(n), content: '' }));
    for (const name of ['one', 'two']) {
      const index = await createDenseIndex({ documents, vectors, name });
      const [best] = await index.search({ text: '', vector: vectors[7] });
      console.log(index.engine, best.document.id);
    }
  `,
    WITHOUT_ENGINES,
  );
  expect(status).toBe(0);
  expect(output.match(/exact 7/g)).toHaveLength(2);
  const warnings = output.match(/^TSR_DENSE_ENGINE dense-hnsw: usearch .*hnswlib-node .*Exact search is used/gm);
  expect(warnings).toHaveLength(1);
});
