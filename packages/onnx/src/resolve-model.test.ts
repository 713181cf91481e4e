import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
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
    expect((await resolveModel({ model: tinyModel })).config).toEqual({ maxTokens: 128, vocabularySize: 568 });
    const model = copyOfTinyModel({ 'tokenizer_config.json': '{"model_max_length": 1e30}', 'config.json': '{}' });
    expect((await resolveModel({ model })).config).toEqual({});
  });

  it('has a fingerprint of weights, tokenizer and its config', async () => {
    const names = ['onnx/model.onnx', 'tokenizer.json', 'tokenizer_config.json'];
    const bytes = names.map((name) => readFileSync(join(tinyModel, name)));
    const digest = createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
    expect((await resolveModel({ model: tinyModel })).fingerprint).toBe(`sha256:${digest}`);
    const cased = copyOfTinyModel({ 'tokenizer_config.json': '{"do_lower_case": false}' });
    expect((await resolveModel({ model: cased })).fingerprint).not.toBe(`sha256:${digest}`);
  });

  it('says which files to put where when the folder is missing', async () => {
    const resolution = resolveModel({ model: 'cross-encoder/ms-marco-MiniLM-L-6-v2', modelsFolder: '/nowhere' });
    await expect(resolution).rejects.toThrow(refused.missing);
    await expect(resolution).rejects.toThrow(
      /\/nowhere\/cross-encoder\/ms-marco-MiniLM-L-6-v2 has no config.json.*tokenizer.json.*onnx\/model_quantized.onnx/,
    );
  });

  it('says how to name a models folder when there is none', async () => {
    vi.stubEnv('TSR_MODELS', undefined);
    const resolution = resolveModel({ model: 'cross-encoder/ms-marco-MiniLM-L-6-v2' });
    await expect(resolution).rejects.toThrow(refused.missing);
    await expect(resolution).rejects.toThrow(/modelsFolder or set TSR_MODELS/);
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

  it.each(['', 'a/../../etc', 'owner//name', '~/models', 7 as never])('calls %j an invalid argument', async (model) => {
    await expect(resolveModel({ model, modelsFolder: '/nowhere' })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });
});
