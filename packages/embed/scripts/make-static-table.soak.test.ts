import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';

const script = fileURLToPath(new URL('make-static-table.ts', import.meta.url));
const committed = new URL('../table/static-v1.bin', import.meta.url);

// Holds on the kind of processor that the table was made on: see table/CARD.md.
describeShared('the bundled table', () => {
  test('is what its script makes, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsr-table-'));
    const out = join(folder, 'table.bin');
    const model = sharedPath('models/Xenova/all-MiniLM-L6-v2');
    execFileSync(process.execPath, [...process.execArgv, script, '--model', model, '--out', out]);
    expect(readFileSync(out).equals(readFileSync(committed))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
