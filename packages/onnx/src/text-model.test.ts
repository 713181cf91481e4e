import { describe, expect, it } from 'vitest';
import { resolveModel } from './index.ts';
import type { ModelSettings } from './protocol.ts';
import { openTextModel } from './text-model.ts';
import { tinyEncoder, tinyEncoderFp32 } from './tiny-model.fixture.ts';

const settings = async (model: string, batchTokens?: number): Promise<ModelSettings> => ({
  model: await resolveModel({ model }),
  head: { outputs: ['last_hidden_state'], pooling: { method: 'mean', dimensions: undefined } },
  provider: 'cpu',
  batchTokens,
});
const inputs = Array.from({ length: 6 }, (_, i) => ({ text: 'the '.repeat(1 + 3 * i), maxTokens: 64 }));

describe('a model', () => {
  it('stops after the running call once no more is wanted', async () => {
    const model = await openTextModel(await settings(tinyEncoder));
    let asked = 0;
    const run = model.run(inputs, { wanted: () => ++asked <= 3 });
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'TSR_DISPOSED' }));
    expect(asked).toBe(4);
  });

  it('runs no more calls than there are batches', async () => {
    const model = await openTextModel(await settings(tinyEncoderFp32, 40));
    let calls = 0;
    const outputs = await model.run(inputs, { wanted: () => ++calls > 0 });
    expect(calls).toBe(3);
    expect(outputs!.map(({ tokens }) => tokens)).toEqual([3, 6, 9, 12, 15, 18]);
  });

  it('that quantises by the call takes no batches', async () => {
    await expect(openTextModel(await settings(tinyEncoder, 40))).rejects.toThrow(/batchTokens is 40.*quantises by/);
    expect((await openTextModel(await settings(tinyEncoder, 0))).batchTokens).toBe(0);
  });

  it('learns how long runs take, and starts none that would end after its deadline', async () => {
    const model = await openTextModel(await settings(tinyEncoder));
    const input = [{ text: 'the '.repeat(100), maxTokens: 64 }];
    const wanted = () => true;
    expect(await model.run(input, { wanted, deadline: Date.now() - 1 })).toBeUndefined();
    expect(await model.run(input, { wanted, deadline: Date.now() + 60_000 })).toHaveLength(1);
    const many = Array.from({ length: 5000 }, () => input[0]!);
    let calls = 0;
    const counted = () => ++calls > 0;
    expect(await model.run(many, { wanted: counted, deadline: Date.now() + 300 })).toBeUndefined();
    expect(calls).toBe(0);
  });
});
