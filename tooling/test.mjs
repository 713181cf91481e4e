// Runs one vitest project and leaves its JSON report in .reports/, from which the totals of `.ci/run` are counted.
// Usage: node tooling/test.mjs PROJECT [--report NAME] [vitest arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [project, ...rest] = process.argv.slice(2);
const named = rest[0] === '--report' ? rest.splice(0, 2)[1] : project;

function sharedSuites(directory) {
  return readdirSync(join(root, directory), { recursive: true }).filter(
    (path) => path.endsWith('.shared.test.ts') && !path.includes('node_modules'),
  );
}

function sayWhatIsSkipped() {
  const count = ['packages', 'apps', 'examples'].flatMap(sharedSuites).length;
  const where = existsSync(join(root, '..', 'shared')) ? 'is there' : 'is absent';
  console.error(`SKIPPED here: ${count} suites that need ../shared (it ${where}); run them with npm run test:shared\n`);
  if (existsSync('/usr/bin/chromium')) return;
  console.error(
    'SKIPPED here: suites that open pages in /usr/bin/chromium, which is absent; apt-get install chromium\n',
  );
}

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=.reports/${named}.json`];
if (project === 'unit') sayWhatIsSkipped();
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', project, ...reporters, ...rest], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
