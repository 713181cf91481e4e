import { chown } from 'node:fs/promises';

const NOBODY = 65_534;

/** Does `work` as a user whom rights bind: the superuser is stopped by none. `folder` becomes that user's. */
export async function unprivileged<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  await chown(folder, NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
