import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';

const script = fileURLToPath(new URL('make-static-table.ts', import.meta.url));
const committed = new URL('../table/static-v2.bin', import.meta.url);
// A folder with `texts.jsonl` of collect-texts.py and `vectors.f32` of encode-texts.ts: an hour's work, not kept here.
const training = process.env.TSR_STATIC_TRAINING;

// Holds for the training files of table/CARD.md, on the kind of processor that they were made on.
describeShared('the bundled table', () => {
  test.skipIf(training === undefined)('is what its script makes, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsr-table-'));
    const out = join(folder, 'table.bin');
    const files = [
      '--texts',
      join(training as string, 'texts.jsonl'),
      '--vectors',
      join(training as string, 'vectors.f32'),
    ];
    const model = sharedPath('models/Xenova/all-MiniLM-L6-v2');
    execFileSync(process.execPath, [...process.execArgv, script, '--model', model, ...files, '--out', out]);
    expect(readFileSync(out).equals(readFileSync(committed))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
