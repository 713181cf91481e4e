import { expect, test } from 'vitest';
import { createDownloadLines } from './download-lines.ts';

test('a large download has a line for its beginning and for each quarter, a small one none', () => {
  const lines: string[] = [];
  const tell = createDownloadLines((line) => lines.push(line));
  const model = 'owner/name';
  tell({ model, file: 'config.json', done: 600, total: 600 });
  tell({ model, file: 'unknown', done: 600, total: undefined });
  for (let done = 1; done <= 40; done++) tell({ model, file: 'model.onnx', done: done * 2 ** 19, total: 20 * 2 ** 20 });
  expect(lines).toEqual([3, 25, 50, 75, 100].map((share) => `fetching owner/name: model.onnx, ${share} % of 20 MB`));
});
