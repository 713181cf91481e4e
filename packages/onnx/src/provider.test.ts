import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createInferencePool, resolveModel } from './index.ts';
import { openWithBest } from './provider.ts';
import { tinyEncoder, tinyEncoderFp32, tinyVectors } from './tiny-model.fixture.ts';

const open = async (model: string, provider?: string) =>
  createInferencePool({ model: await resolveModel({ model }), pooling: 'mean', provider });
// WebAssembly of this size takes its time to compile where others are at work.
const timeout = 30_000;

describe('the execution provider', () => {
  it('is the processor for a model that is quantised for it, without asking others', async () => {
    const pool = await open(tinyEncoder);
    expect(pool.provider).toEqual({ name: 'cpu', runtime: 'onnxruntime-node', refused: [] });
    await pool.dispose();
  });

  it('is never another than the one that was asked for', async () => {
    const creation = open(tinyEncoderFp32, 'abacus');
    await expect(creation).rejects.toThrow(/provider abacus cannot be used: onnxruntime-node on .* has .*cpu/);
    await expect(creation).rejects.toThrow(expect.objectContaining({ code: 'TSR_NOT_SUPPORTED' }));
  });

  it('is the best that opens, and says what was wrong with better ones', async () => {
    const tried: string[] = [];
    const { provider, session } = await openWithBest(true, async (_, name) => {
      tried.push(name);
      if (name !== 'cpu') throw new Error('no driver');
      return 'session';
    });
    expect(session).toBe('session');
    expect(provider.name).toBe('cpu');
    expect(tried.at(-1)).toBe('cpu');
    expect(provider.refused.map(({ name }) => name)).toEqual(tried.slice(0, -1));
    for (const { reason } of provider.refused) expect(reason).toContain('no driver');
  });

  it('does not hide a model that the processor cannot open', async () => {
    const broken = openWithBest(false, async () => {
      throw new Error('broken model');
    });
    await expect(broken).rejects.toThrow('broken model');
  });

  it('may be WebAssembly, in threads, with the same vectors but for rounding', { timeout }, async () => {
    for (const [model, name] of [
      [tinyEncoder, 'tiny-encoder'],
      [tinyEncoderFp32, 'tiny-encoder-fp32'],
    ] as const) {
      const pool = await open(model, 'wasm');
      expect(pool.provider).toEqual({ name: 'wasm', runtime: 'onnxruntime-web', refused: [] });
      for (const { text, mean } of tinyVectors[name]) {
        const { values } = (await pool.run({ text, maxTokens: 128 }))!;
        expect(values.reduce((sum, value, i) => sum + value * mean[i]!, 0)).toBeGreaterThan(0.9999);
      }
      await pool.dispose();
    }
  });
});

describe('where onnxruntime-node is missing', { timeout }, () => {
  const program = (options: string) => `
    import { createInferencePool, resolveModel } from '@tsr/onnx';
    const model = await resolveModel({ model: ${JSON.stringify(tinyEncoder)} });
    const pool = await createInferencePool({ model, pooling: 'mean'${options} });
    const { values } = await pool.run({ text: 'page', maxTokens: 128 });
    console.log(values.length, pool.provider.name, pool.provider.refused.map(({ name }) => name).join());
    await pool.dispose();
  `;
  /** Loader hooks without which nothing of these packages can be imported. */
  const without = (...packages: readonly string[]) => {
    const hooks = `export async function resolve(specifier, context, next) {
      if (!${JSON.stringify(packages)}.includes(specifier)) return next(specifier, context);
      throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
    }`;
    return data(`import { register } from 'node:module'; register(${JSON.stringify(data(hooks))});`);
  };
  const data = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
  const run = (preload: string, options = '') => {
    const typescript = new URL('../../../tooling/typescript.mjs', import.meta.url).href;
    const imports = ['--conditions=@tsr/source', '--import', typescript, '--import', preload];
    return spawnSync(process.execPath, [...imports, '--input-type=module', '--eval', program(options)], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      timeout,
    });
  };

  it('models run on onnxruntime-web, which is said once', () => {
    const { status, stdout, stderr } = run(without('onnxruntime-node'), ', workers: 2');
    expect([status, stdout]).toEqual([0, '32 wasm cpu\n']);
    expect(stderr.match(/TSR_SLOW_RUNTIME/g)).toHaveLength(1);
    expect(stderr).toMatch(/onnxruntime-node is not installed.*npm install onnxruntime-node.*4 to 9 times slower/);
  });

  it('or has no binary that loads here, the same', () => {
    const { status, stdout, stderr } = run(
      without('onnxruntime-node').replaceAll('ERR_MODULE_NOT_FOUND', 'ERR_DLOPEN'),
    );
    expect([status, stdout]).toEqual([0, '32 wasm cpu\n']);
    expect(stderr).toMatch(/onnxruntime-node does not load here: .*npm install onnxruntime-node for this platform/);
  });

  it('nothing is said where WebAssembly was asked for', () => {
    const { status, stderr } = run(without('onnxruntime-node'), `, provider: 'wasm'`);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('the processor that was asked for is not replaced', () => {
    const { status, stderr } = run(without('onnxruntime-node'), `, provider: 'cpu'`);
    expect(status).toBe(1);
    expect(stderr).toContain('npm install onnxruntime-node');
  });

  it('and onnxruntime-web as well, the error says what to install', () => {
    const { status, stderr } = run(without('onnxruntime-node', 'onnxruntime-web'));
    expect(status).toBe(1);
    expect(stderr).toContain('npm install onnxruntime-node');
    expect(stderr).toContain("code: 'TSR_MISSING_DEPENDENCY'");
  });
});
