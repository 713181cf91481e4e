import { open, rename } from 'node:fs/promises';

/** Writes a file whole or not at all. @returns its path */
export async function writeWhole(path: string, text: string): Promise<string> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return path;
}
