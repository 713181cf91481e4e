// publint and attw on every package as it would be published.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['packages', 'apps'].flatMap((dir) => readdirSync(join(root, dir)).map((name) => join(dir, name)));

function runs(tool, args) {
  const bin = join(root, 'node_modules', '.bin', tool);
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`);
  return status === 0;
}

const failed = folders.filter((folder) => {
  const publint = runs('publint', ['--strict', folder]);
  const attw = runs('attw', ['--pack', folder, '--profile', 'esm-only', '--no-emoji']);
  return !(publint && attw);
});
console.log(`${folders.length - failed.length} of ${folders.length} packages pass publint and attw`);
process.exitCode = failed.length === 0 ? 0 : 1;
