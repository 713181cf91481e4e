import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readmeExamples, runExample } from './readme-examples.ts';
import { publishedWorkspaces, root } from './workspaces.ts';

const fromSource = ['--conditions=@tsr/source', '--import', new URL('typescript.mjs', import.meta.url).href];
const readmes = [
  ...publishedWorkspaces(),
  { name: 'the project', folder: join(root, 'examples'), readme: join(root, 'README.md') },
  { name: 'contributors', folder: join(root, 'examples'), readme: join(root, 'CONTRIBUTING.md') },
];

describe.each(readmes)('README of $name', ({ folder, readme }) => {
  const examples = readmeExamples(readme);

  test('has an example', () => expect(examples.length).toBeGreaterThan(0));

  test.each(examples)('the example at line $line prints what it says', { timeout: 60_000 }, (example) => {
    const printed = runExample(example, folder, fromSource);
    if (example.prints.length > 0) expect(printed).toEqual(example.prints);
  });
});
