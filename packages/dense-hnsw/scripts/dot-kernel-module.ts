import { readFileSync } from 'node:fs';
import wabt from 'wabt';

const SOURCE = new URL('../src/vectors/dot-kernel.wat', import.meta.url);

/** The kernel's WebAssembly module, translated from its text. */
export async function dotKernelModule(): Promise<Uint8Array> {
  const module = (await wabt()).parseWat('dot-kernel.wat', readFileSync(SOURCE, 'utf8'), { simd: true });
  return module.toBinary({}).buffer;
}
