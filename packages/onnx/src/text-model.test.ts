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
    const run = model.run(inputs, () => ++asked <= 3);
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'TSR_DISPOSED' }));
    expect(asked).toBe(4);
  });

  it('runs no more calls than there are batches', async () => {
    const model = await openTextModel(await settings(tinyEncoderFp32, 40));
    let calls = 0;
    const outputs = await model.run(inputs, () => ++calls > 0);
    expect(calls).toBe(3);
    expect(outputs.map(({ tokens }) => tokens)).toEqual([3, 6, 9, 12, 15, 18]);
  });

  it('that quantises by the call takes no batches', async () => {
    await expect(openTextModel(await settings(tinyEncoder, 40))).rejects.toThrow(/batchTokens is 40.*quantises by/);
    expect((await openTextModel(await settings(tinyEncoder, 0))).batchTokens).toBe(0);
  });
});
