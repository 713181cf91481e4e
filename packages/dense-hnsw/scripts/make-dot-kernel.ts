// Translates src/vectors/dot-kernel.wat into src/vectors/dot-kernel-bytes.ts.
// Usage: node --conditions=@tsr/source --import ./tooling/typescript.mjs packages/dense-hnsw/scripts/make-dot-kernel.ts
import { writeFileSync } from 'node:fs';
import { dotKernelModule } from './dot-kernel-module.ts';

const source = `/** src/vectors/dot-kernel.wat in binary form, in base64; made by scripts/make-dot-kernel.ts. */
export const DOT_KERNEL =
  '${Buffer.from(await dotKernelModule()).toString('base64')}';
`;
writeFileSync(new URL('../src/vectors/dot-kernel-bytes.ts', import.meta.url), source);
