import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveModel } from './index.ts';
import { copyOfTinyModel, tinyModel } from './tiny-model.fixture.ts';

const code = (code: string) => expect.objectContaining({ code });
const refused = { missing: code('TSR_MODEL_NOT_FOUND'), invalid: code('TSR_MODEL_INVALID') };

describe('resolveModel', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('finds a folder by absolute path, relative path or URL', async () => {
    const relativePath = `./${relative(process.cwd(), tinyModel)}`;
    for (const model of [tinyModel, relativePath, pathToFileURL(`${tinyModel}/`)]) {
      const { name, onnxFile, tokenizerConfigFile } = await resolveModel({ model });
      expect(name).toBe('tiny-cross-encoder');
      expect(onnxFile).toBe(join(tinyModel, 'onnx/model.onnx'));
      expect(tokenizerConfigFile).toBe(join(tinyModel, 'tokenizer_config.json'));
    }
  });

  it('finds an id under the models folder, or under TSR_MODELS', async () => {
    const models = copyOfTinyModel();
    const folder = join(models, 'cross-encoder/ms-marco-MiniLM-L-6-v2');
    mkdirSync(dirname(folder));
    symlinkSync(tinyModel, folder);
    const model = 'cross-encoder/ms-marco-MiniLM-L-6-v2';
    expect(await resolveModel({ model, modelsFolder: models })).toMatchObject({ name: model, folder });
    vi.stubEnv('TSR_MODELS', models);
    expect(await resolveModel({ model })).toMatchObject({ name: model, folder });
  });

  it('prefers the quantised file', async () => {
    const model = copyOfTinyModel();
    copyFileSync(join(model, 'onnx/model.onnx'), join(model, 'onnx/model_quantized.onnx'));
    copyFileSync(join(model, 'onnx/model.onnx'), join(model, 'model.onnx'));
    expect((await resolveModel({ model })).onnxFile).toBe(join(model, 'onnx/model_quantized.onnx'));
    rmSync(join(model, 'onnx'), { recursive: true });
    expect((await resolveModel({ model })).onnxFile).toBe(join(model, 'model.onnx'));
  });

  it('reads the limits of the model', async () => {
    const found = { maxTokens: 128, vocabularySize: 568, labels: ['LABEL_0'] };
    expect((await resolveModel({ model: tinyModel })).config).toEqual(found);
    const model = copyOfTinyModel({ 'tokenizer_config.json': '{"model_max_length": 1e30}', 'config.json': '{}' });
    expect((await resolveModel({ model })).config).toEqual({});
  });

  it.each<[object | string | null, readonly string[] | undefined]>([
    [{ 1: 'yes', 0: 'no' }, ['no', 'yes']],
    [{ 0: 'no', 2: 'yes' }, undefined],
    [{ 0: 7 }, undefined],
    [{}, undefined],
    [null, undefined],
    ['no', undefined],
  ])('reads the labels %j', async (id2label, labels) => {
    const model = copyOfTinyModel({ 'config.json': JSON.stringify({ id2label }) });
    expect((await resolveModel({ model })).config.labels).toEqual(labels);
  });

  it('has a fingerprint of weights, tokenizer and its config', async () => {
    const names = ['onnx/model.onnx', 'tokenizer.json', 'tokenizer_config.json'];
    const bytes = names.map((name) => readFileSync(join(tinyModel, name)));
    const digest = createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
    expect((await resolveModel({ model: tinyModel })).fingerprint).toBe(`sha256:${digest}`);
    const cased = copyOfTinyModel({ 'tokenizer_config.json': '{"do_lower_case": false}' });
    expect((await resolveModel({ model: cased })).fingerprint).not.toBe(`sha256:${digest}`);
  });

  it('finds an id under its alias, too', async () => {
    const models = copyOfTinyModel();
    const folder = join(models, 'Xenova/all-MiniLM-L6-v2');
    mkdirSync(dirname(folder));
    symlinkSync(tinyModel, folder);
    const model = 'sentence-transformers/all-MiniLM-L6-v2';
    expect(await resolveModel({ model, modelsFolder: models })).toMatchObject({ name: model, folder });
  });

  it('says which files to put where when nothing may be downloaded', async () => {
    const model = 'cross-encoder/ms-marco-MiniLM-L-6-v2';
    const wanted = 'put config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx or .* of ';
    const cacheFolder = '/no-cache';
    const under = (why: string, folder: string) =>
      new RegExp(`${why}.*${wanted}https://huggingface.co/Xenova/ms-marco-MiniLM-L-6-v2 into ${folder}/$`);
    const resolution = resolveModel({ model, modelsFolder: '/nowhere', cacheFolder, hub: false });
    await expect(resolution).rejects.toThrow(refused.missing);
    await expect(resolution).rejects.toThrow(under('hub: false', `/nowhere/${model}`));
    vi.stubEnv('TSR_MODELS', undefined);
    const cache = '/no-cache/Xenova/ms-marco-MiniLM-L-6-v2/main';
    await expect(resolveModel({ model, cacheFolder, offline: true })).rejects.toThrow(under('offline: true', cache));
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await expect(resolveModel({ model, cacheFolder })).rejects.toThrow(under('HF_HUB_OFFLINE', cache));
  });

  it('downloads no id without an owner', async () => {
    const resolution = resolveModel({ model: 'tiny', cacheFolder: '/no-cache' });
    await expect(resolution).rejects.toThrow(refused.missing);
    await expect(resolution).rejects.toThrow(/no id of the form 'owner\/name'/);
  });

  it('keeps downloads in the cache folder that the environment names', async () => {
    for (const [environment, folder] of [
      [{ HF_HOME: '/hf' }, '/hf/tsr'],
      [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/tsr/models'],
      [{ XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache/tsr/models')],
    ] as const) {
      for (const name of ['HF_HOME', 'XDG_CACHE_HOME', 'TSR_MODELS']) vi.stubEnv(name, undefined);
      for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
      const resolution = resolveModel({ model: 'nobody/nothing', hub: false });
      await expect(resolution).rejects.toThrow(`into ${folder}/nobody/nothing/main/`);
    }
  });

  it('takes what was put into the cache by hand, and that alone from then on', async () => {
    const cacheFolder = copyOfTinyModel();
    const folder = join(cacheFolder, 'nobody/nothing/main');
    cpSync(tinyModel, folder, { recursive: true });
    const options = { model: 'nobody/nothing', cacheFolder, hub: false } as const;
    const first = await resolveModel(options);
    expect(first).toMatchObject({ name: 'nobody/nothing', folder });
    expect(await resolveModel(options)).toEqual(first);
    writeFileSync(join(folder, 'tokenizer.json'), '{}');
    await expect(resolveModel(options)).rejects.toThrow(code('TSR_CORRUPT_FILE'));
    const { hub, ...online } = options;
    await expect(resolveModel(online)).rejects.toThrow(/was filled by hand, and tokenizer.json/);
  });

  it.each(['config.json', 'tokenizer.json', 'onnx/model.onnx'])('says that %s is missing', async (name) => {
    const model = copyOfTinyModel();
    rmSync(join(model, name));
    await expect(resolveModel({ model })).rejects.toThrow(refused.missing);
    await expect(resolveModel({ model })).rejects.toThrow(`has no ${name === 'onnx/model.onnx' ? 'onnx/' : name}`);
  });

  it('does without tokenizer_config.json', async () => {
    const model = copyOfTinyModel();
    rmSync(join(model, 'tokenizer_config.json'));
    expect(await resolveModel({ model })).not.toHaveProperty('tokenizerConfigFile');
  });

  it.each<[string, Record<string, string>]>([
    ['a config that is not JSON', { 'config.json': '{"a":' }],
    ['a config that is a list', { 'config.json': '[]' }],
    ['a config that is null', { 'config.json': 'null' }],
    ['an empty model', { 'onnx/model.onnx': '' }],
    ['a limit that is not a number', { 'config.json': '{"max_position_embeddings": "512"}' }],
    ['a limit below one', { 'tokenizer_config.json': '{"model_max_length": -1}' }],
    ['a config of more than a megabyte', { 'config.json': `{"a":"${'x'.repeat(2 ** 20)}"}` }],
  ])('refuses %s', async (_, files) => {
    await expect(resolveModel({ model: copyOfTinyModel(files) })).rejects.toThrow(refused.invalid);
  });

  it('refuses a folder where a file should be', async () => {
    const model = copyOfTinyModel();
    rmSync(join(model, 'tokenizer.json'));
    mkdirSync(join(model, 'tokenizer.json'));
    await expect(resolveModel({ model })).rejects.toThrow(refused.invalid);
  });

  it.each<object>([
    { revision: '../main' },
    { revision: '' },
    { revision: 7 },
    { onnxFile: '../model.onnx' },
    { onnxFile: '/model.onnx' },
    { onnxFile: 'onnx\\..\\..\\model.onnx' },
    { onnxFile: 'config.json' },
    { sha256: 'abc' },
    { hub: { retries: -1 } },
    { hub: { stalledAfterMs: Number.NaN } },
    { hub: { endpoint: 'file:///etc' } },
    { hub: { endpoint: 'https://user:secret@host' } },
  ])('calls %j an invalid argument', async (options) => {
    const cacheFolder = '/no-cache';
    const resolution = resolveModel({ model: 'nobody/nothing', cacheFolder, ...options });
    await expect(resolution).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
    await expect(resolution).rejects.not.toThrow(/secret/);
  });

  it.each(['', 'a/../../etc', 'a/..', 'owner//name', '~/models', 'a\\b', 'a/b\0', 'a/b?c', 7 as never])(
    'calls %j an invalid argument',
    async (model) => {
      await expect(resolveModel({ model, modelsFolder: '/nowhere' })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
    },
  );
});
