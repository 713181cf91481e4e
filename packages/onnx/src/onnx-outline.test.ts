import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onnxOutline } from './onnx-outline.ts';
import { tinyModel, variantFile } from './tiny-model.fixture.ts';

const bytes = readFileSync(join(tinyModel, 'onnx/model.onnx'));
const invalid = expect.objectContaining({ code: 'TSR_MODEL_INVALID' });

describe('the outline of an ONNX file', () => {
  it('names inputs and outputs', () => {
    expect(onnxOutline(bytes)).toEqual({
      inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
      outputs: ['logits'],
      externalData: false,
    });
    expect(onnxOutline(readFileSync(variantFile('no-token-types'))).inputs).toEqual(['input_ids', 'attention_mask']);
  });

  it('notices weights in other files', () => {
    expect(onnxOutline(readFileSync(variantFile('external-data'))).externalData).toBe(true);
  });

  it('notices weights in other files inside a node of a function', () => {
    const field = (number: number, content: readonly number[]) => [number * 8 + 2, content.length, ...content];
    const tensor = [...field(8, [120]), 14 * 8, 1];
    const long = (number: number, content: readonly number[]) => [
      ((number * 8 + 2) % 128) | 128,
      1,
      content.length,
      ...content,
    ];
    const model = [...field(7, []), ...long(25, field(7, field(5, field(5, tensor))))];
    expect(onnxOutline(Uint8Array.from(model)).externalData).toBe(true);
  });

  it.each([0, 1, 100, 5_000, bytes.length - 1])('refuses the first %i bytes', (length) => {
    expect(() => onnxOutline(bytes.subarray(0, length))).toThrow(invalid);
  });

  it('refuses what is nested without end', () => {
    let nested: number[] = [];
    for (let depth = 0; depth < 60; depth++) {
      const length = [(nested.length % 128) | 128, Math.floor(nested.length / 128)];
      nested = [depth % 3 === 0 ? 6 * 8 + 2 : depth % 3 === 1 ? 5 * 8 + 2 : 8 + 2, ...length, ...nested];
    }
    const model = [7 * 8 + 2, (nested.length % 128) | 128, Math.floor(nested.length / 128), ...nested];
    expect(() => onnxOutline(Uint8Array.from(model))).toThrow(/nested too deeply/);
  });

  it('reads or refuses any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(bytes.length - 200), (noise, at) => {
        const spoilt = Uint8Array.from(bytes);
        spoilt.set(noise, at);
        for (const file of [noise, spoilt]) {
          try {
            onnxOutline(file);
          } catch (error) {
            expect(error).toEqual(invalid);
          }
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
