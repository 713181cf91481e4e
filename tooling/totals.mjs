// Adds up the JSON reports of all suites. Usage: node tooling/totals.mjs FAILED_STEP…
// A step that failed without a failed test in a report of its name counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../.reports/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

/** A report that was cut off is that of a suite which failed. */
function read(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}

const reports = new Map(files.map((file) => [file.slice(0, -'.json'.length), read(file)]));
let passed = 0;
let failed = 0;
for (const [name, report] of reports) {
  // A file that does not load has no tests to fail: it counts itself.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`);
  passed += report.numPassedTests;
  failed += report.numFailedTests + broken.length;
  report.failures = report.numFailedTests + broken.length;
}
for (const step of process.argv.slice(2)) {
  console.log(`failed step: ${step}`);
  if (!reports.get(step)?.failures) failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
