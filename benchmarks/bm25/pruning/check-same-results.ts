/** What a search found: rows and scores, best first. */
export type Found = readonly { readonly row: number; readonly score: number }[];

export interface CheckedSearch {
  readonly name: string;
  search(text: string): Found | Promise<Found>;
}

/** Throws unless all find the same rows, with the same scores to the last bit, for every query. */
export async function checkSameResults(queries: readonly string[], searches: readonly CheckedSearch[]): Promise<void> {
  for (const query of queries) {
    let expected: Found | undefined;
    for (const { name, search } of searches) {
      const found = await search(query);
      expected ??= found;
      if (areEqual(found, expected)) continue;
      throw new Error(`${name} and ${searches[0]?.name} find different documents for ${JSON.stringify(query)}`);
    }
  }
}

function areEqual(found: Found, expected: Found): boolean {
  return (
    found.length === expected.length &&
    found.every(({ row, score }, at) => row === expected[at]?.row && score === expected[at].score)
  );
}
