import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onnxOutline } from './onnx-outline.ts';
import { tinyEncoder, tinyModel, variantFile } from './tiny-model.fixture.ts';

const bytes = readFileSync(join(tinyModel, 'onnx/model.onnx'));
const invalid = expect.objectContaining({ code: 'TSR_MODEL_INVALID' });

describe('the outline of an ONNX file', () => {
  it('names inputs and outputs', () => {
    expect(onnxOutline(bytes)).toEqual({
      inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
      outputs: ['logits'],
      dtype: 'fp32',
      externalData: false,
      quantizesByCall: false,
      tokenRows: 568,
    });
    expect(onnxOutline(readFileSync(variantFile('no-token-types'))).inputs).toEqual(['input_ids', 'attention_mask']);
  });

  it('notices what is quantised by the call', () => {
    const quantized = onnxOutline(readFileSync(join(tinyEncoder, 'onnx/model_quantized.onnx')));
    expect(quantized).toMatchObject({ quantizesByCall: true, outputs: ['last_hidden_state'] });
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['more numbers than it holds', [2, 2], [0, 0, 0, 0]],
    ['fewer numbers than it holds', [1], [0, 0, 0, 0, 0, 0, 0, 0]],
    ['more numbers than any memory', [2 ** 30, 2 ** 30], []],
    ['less than nothing of them', [-1], []],
  ])('refuses a tensor that says it has %s', (_, shape, raw) => {
    const dims = shape.flatMap((length) => [8, ...varint(length)]);
    const tensor = [...dims, 16, 1, ...field(8, [119]), ...(raw.length > 0 ? field(9, raw) : [])];
    const model = Uint8Array.from(field(7, field(5, tensor)));
    expect(() => onnxOutline(model)).toThrow(/has a tensor w of/);
    expect(() => onnxOutline(model)).toThrow(invalid);
  });

  it('notices weights in other files', () => {
    expect(onnxOutline(readFileSync(variantFile('external-data'))).externalData).toBe(true);
  });

  it('notices weights in other files inside a node of a function', () => {
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

function field(number: number, content: readonly number[]): readonly number[] {
  return [number * 8 + 2, content.length, ...content];
}

/** Negative numbers take ten bytes, as protocol buffers write them. */
function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
