/** A file or folder that is not indexed, and why. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** The reason that the file system gives. */
export function unreadable(error: unknown): string {
  return `cannot be read (${(error as NodeJS.ErrnoException).code})`;
}
