/**
 * @typedef {{ status: string, fullName: string }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} File
 * @typedef {{ passed: number, failed: number, leftOut: string[] }} Counts
 */

/**
 * Counts what vitest's JSON report says. A file that broke before its first test counts as one failure,
 * and so does a run that ended badly without any failed test, or in which no test ran at all.
 * @param {{ testResults?: File[] } | null} report null when vitest wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function count(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const leftOut = tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName);
  const found = failedTests + broken;
  const unexplained = found === 0 && (exitCode !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: found + unexplained, leftOut };
}
