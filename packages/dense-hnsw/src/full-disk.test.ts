import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

// A limit on the size of files is what a full disk looks like to a process.
test.skipIf(process.platform === 'win32').each(['exact', 'usearch'])(
  'saving %s on a full disk fails, and keeps what was there and the index at work',
  { timeout: 40_000 },
  (engine) => {
    const folder = mkdtempSync(join(tmpdir(), 'tsr-full-'));
    const body = `
      const { createDenseIndex } = await import(${url('dense-index.ts')});
      const { openDenseIndex } = await import(${url('open-dense-index.ts')});
      const path = ${JSON.stringify(join(folder, 'index'))};
      const vectorOf = (n) => Float32Array.from({ length: 64 }, (_, i) => Math.sin((n + 1) * (i + 1) * 7.3));
      const documentsOf = (from, to) => Array.from({ length: to - from }, (_, n) => ({ id: String(from + n), content: '' }));
      const vectorsOf = (from, to) => documentsOf(from, to).map(({ id }) => vectorOf(Number(id)));
      const index = await createDenseIndex({ engine: '${engine}', documents: documentsOf(0, 5), vectors: vectorsOf(0, 5) });
      await index.save(path);
      await index.upsert(documentsOf(5, 3000), { vectors: vectorsOf(5, 3000) });
      console.log(await index.save(path).catch(({ code }) => code));
      const query = { text: '', vector: vectorOf(1234) };
      console.log((await index.search(query, { topK: 1 }))[0].document.id, await (await openDenseIndex(path)).count());
    `;
    const script = `ulimit -f 120; exec "$0" "$@"`;
    const node = [process.execPath, ...process.execArgv, '--input-type=module', '--eval', body];
    const { stdout, stderr } = spawnSync('sh', ['-c', script, ...node], {
      encoding: 'utf8',
      cwd: new URL('..', import.meta.url),
    });
    expect([stdout, stderr]).toEqual(['TSR_IO\n1234 5\n', '']);
    expect(readdirSync(folder)).toEqual(['index']);
    expect(readFileSync(join(folder, 'index')).length).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
  },
);
