/** What is used of a download's progress. */
export interface Downloaded {
  readonly model: string;
  readonly file: string;
  readonly done: number;
  readonly total: number | undefined;
}

const MB = 2 ** 20;

/** A line when the download of a large file begins, and one for each quarter of it, so that none goes unseen. */
export function createDownloadLines(write: (line: string) => void): (progress: Downloaded) => void {
  const told = new Map<string, number>();
  return ({ model, file, done, total = 0 }) => {
    const quarter = Math.floor((4 * done) / total);
    if (total < MB || told.get(file) === quarter) return;
    told.set(file, quarter);
    write(`fetching ${model}: ${file}, ${Math.round((100 * done) / total)} % of ${Math.round(total / MB)} MB`);
  };
}
