import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

const shared = new URL('../../shared/', import.meta.url);

/** Path of a file or folder in ../shared, beside the project: judged collections and model weights for tests. */
export function sharedPath(path: string): string {
  return fileURLToPath(new URL(path, shared));
}

/** A suite that needs ../shared: skipped aloud where it is absent, failed where it is required. */
export function describeShared(name: string, body: () => void): void {
  if (existsSync(shared)) describe(name, body);
  else if (process.env.TSR_SHARED === 'required') {
    test(name, () => {
      throw new Error('../shared is absent; put the judged collections and models beside the project');
    });
  } else {
    console.warn(`SKIPPED: ${name} needs ../shared, which is absent`);
    describe.skip(name, body);
  }
}
