import { expect, test } from 'vitest';
import { installedEngines } from './engines/installed-engines.fixture.ts';
import { runAlone } from './run-alone.fixture.ts';

const installed = await installedEngines();

test.each(['exact', ...installed])(
  'with %s the process survives whatever a caller may pass',
  { timeout: 40_000 },
  (engine) => {
    const { status, output } = runAlone(`
    const good = Float32Array.of(1, 0, 0);
    const documents = [{ id: 'a', content: 'a', metadata: { n: 1 } }];
    const index = await createDenseIndex({ engine: ${JSON.stringify(engine)}, documents, vectors: [good] });
    const bad = [null, undefined, 'x', {}, [1, 'x', 0], [1, , 0], new Float32Array(2), new Float32Array(4),
      Float32Array.of(NaN, 0, 0), Float32Array.of(1, -Infinity, 0), new Float64Array(3), new ArrayBuffer(12),
      { length: 3, 0: 1, 1: 0, 2: 'x' }, new Proxy(good, {})];
    let refused = 0;
    for (const vector of bad) {
      await index.upsert([{ id: 'b', content: '' }], { vectors: [vector] }).catch(() => refused++);
      if (vector !== undefined) await index.search({ text: '', vector }).catch(() => refused++);
    }
    await index.upsert([{ id: 'z', content: '' }], { vectors: [new Float32Array(3)] });
    for (const filter of [{ n: 1 }, { n: 2 }, { $not: { n: 1 } }]) await index.search({ text: '', vector: good }, { filter });
    await index.search({ text: '', vector: good }, { topK: 2 ** 31 });
    await index.remove(['a', 'a', 'z', 'unknown']);
    await index.remove(['a']);
    for (const x of [1, 2, 3]) await index.upsert(documents, { vectors: [Float32Array.of(x, 1, 0)] });
    console.log('survived', bad.length * 2 - 1 === refused, (await index.search({ text: '', vector: good })).length);
  `);
    expect(output).toBe('survived true 1\n');
    expect(status).toBe(0);
  },
);

test.runIf(installed.includes('hnswlib'))(
  'hnswlib-node by itself does end the process for an element that is no number',
  () => {
    const { signal, output } = runAlone(`
    const { default: { HierarchicalNSW } } = await import('hnswlib-node');
    const index = new HierarchicalNSW('ip', 3);
    index.initIndex({ maxElements: 10 });
    console.log('ready');
    try { index.addPoint([1, 'x', 0], 0); } catch {}
    console.log('survived');
  `);
    expect(output).toContain('ready');
    expect(output).not.toContain('survived');
    expect(signal).toBe('SIGABRT');
  },
);
