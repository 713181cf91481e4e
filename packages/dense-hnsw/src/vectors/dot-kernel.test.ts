import { expect, test } from 'vitest';
import { dotKernelModule } from '../../scripts/dot-kernel-module.ts';
import { DOT_KERNEL } from './dot-kernel-bytes.ts';

test('the bytes of the kernel are those of its text', async () => {
  expect(Buffer.from(await dotKernelModule()).toString('base64')).toBe(DOT_KERNEL);
});
