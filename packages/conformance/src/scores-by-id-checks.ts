import { type Query, shown } from '@tsr/core';
import { abortChecks } from './abort-checks.ts';
import type { Check } from './check.ts';
import { claim, claimRefused, claimSame } from './claims.ts';
import { BLANK_TEXTS, SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { type ScoresByIdSubject, using } from './subject.ts';

const IDS = sampleDocuments().map(({ id }) => id);

/** Every obligation of ScoresById. */
export const scoresByIdChecks: readonly Check<ScoresByIdSubject>[] = [
  {
    obligation: 'scores by id exactly what search finds, and as search scores it',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        for (const query of SAMPLE_QUERIES) {
          const scores = await index.scoreByIds(query, IDS);
          const ranking = await index.search(query, { topK: IDS.length });
          for (const { document, score } of ranking) {
            claimSame(scores.get(document.id), score, subject.name, `score of ${shown(document.id)} by id`);
          }
          const surplus = scores.size - ranking.length;
          claim(subject.approximate || surplus === 0, subject.name, `${surplus} scores of what search does not find`);
        }
      }),
  },
  {
    obligation: 'leaves out ids that it does not hold, and those it was not asked for',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const asked = ['oauth-refresh', 'no such id', 'hasOwnProperty', 'Z', 'Z'];
        const scores = await index.scoreByIds('access token', asked);
        claimSame([...scores.keys()].sort(), ['Z', 'oauth-refresh'], subject.name, `ids scored of ${shown(asked)}`);
        claimSame((await index.scoreByIds('access token', [])).size, 0, subject.name, 'scores of no ids');
      }),
  },
  {
    obligation: 'scores nothing for a blank query',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        for (const blank of BLANK_TEXTS) {
          claimSame((await index.scoreByIds(blank, IDS)).size, 0, subject.name, `scores for ${shown(blank)}`);
        }
      }),
  },
  {
    obligation: 'refuses a query of a wrong type, asked for scores by id',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        for (const query of [undefined, 42, { text: 42 }]) {
          await claimRefused(
            () => index.scoreByIds(query as unknown as Query, IDS),
            subject.name,
            `query ${shown(query)}`,
          );
        }
      }),
  },
  ...abortChecks<ScoresByIdSubject>((subject, examine) =>
    using(subject, [sampleDocuments()], (index) =>
      examine(async (signal) => index.scoreByIds('access token', IDS, { signal })),
    ),
  ),
];
