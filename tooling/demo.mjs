// The main job on the bundled corpus: index it, ask the chapter's question, and see where the answers came from.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const twostage = join(root, 'apps', 'cli', 'dist', 'main.js');
const corpus = join('examples', 'corpus');
const scratch = mkdtempSync(join(tmpdir(), 'twostage-demo-'));

function run(command, ...args) {
  const said = args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)).join(' ');
  console.log(`\n$ twostage ${command} ${said}\n`);
  const all = [twostage, command, ...args, '--collection', join(scratch, 'collection')];
  const { status } = spawnSync(process.execPath, all, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`twostage ${command} ended with ${status}`);
}

try {
  run('index', join(corpus, 'docs'));
  run('search', 'How do I configure OAuth2 authentication?');
  run('provenance', '--queries', join(corpus, 'queries.jsonl'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
