/**
 * Trains the bundled ranker and writes `src/bundled-ranker.ts`. Deterministic; minutes, most of them to embed.
 *
 *     node --max-old-space-size=8000 --conditions=@tsr/source --import ./tooling/typescript.mjs \
 *       packages/rerank-learned/scripts/train-bundled.ts --scifact FOLDER --weak weak.jsonl --models FOLDER --cache FOLDER
 *
 * SciFact's folder is in BEIR's layout; `weak-queries.py` makes weak.jsonl; the models' folder has Xenova/all-MiniLM-L6-v2.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createBundledEmbedder } from '@tsr/embed';
import { writeRanker } from '../src/ranker/ranker-json.ts';
import { type JudgedList, trainRanker } from '../src/train-ranker.ts';
import { judgedLists } from './judged-lists.ts';
import { openEncoder } from './open-encoder.ts';
import { hybridOver, scifactTrain, weakQueries } from './training-sets.ts';

const FIRST_STAGE_WEIGHT = 2.5;
const HEADER = `// Made by scripts/train-bundled.ts; do not edit. CARD.md says of what data, and what was measured.
`;

const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({ options: { scifact: text, weak: text, models: text, cache: text } });
const bundled = await createBundledEmbedder();
const encoder = await openEncoder(values.models, values.cache);

/** Every query with both kinds of first stage, and as bare texts. */
async function* allLists(): AsyncGenerator<JudgedList> {
  for (const set of [scifactTrain(values.scifact), weakQueries(values.weak)]) {
    for (const embedder of [bundled, encoder.embedder]) {
      const firstStage = await hybridOver(set.documents, embedder);
      for await (const list of judgedLists(firstStage, set)) {
        yield list;
        if (embedder === bundled) yield { ...list, unranked: true };
      }
      console.log(`${set.name} with ${embedder.name}: done`);
    }
  }
}

const ranker = await trainRanker(allLists(), {
  tokenVectors: bundled.tokenVectors,
  firstStageWeight: FIRST_STAGE_WEIGHT,
  earlyStopping: 250,
  description: 'training queries of SciFact, and headings of free texts with what stands under them; see CARD.md',
  onRound({ round, validation }) {
    if (round % 25 === 0) console.log(round, validation);
  },
});
await encoder.dispose();
const source = `${HEADER}export const BUNDLED_RANKER: unknown = ${writeRanker(ranker).trim()};\n`;
writeFileSync(new URL('../src/bundled-ranker.ts', import.meta.url), source);
console.log(ranker.validation);
