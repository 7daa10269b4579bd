/** Host side of the run: mocha's outcome as text for people and one line of counts for the runner. */

/** The part of a mocha runner that is needed; mocha's browser build has no types. */
export interface Runner {
  on(event: 'pass' | 'pending' | 'fail', listener: (test: { fullTitle(): string; duration?: number }, error?: Error) => void): unknown;
}

/** Calls `print` as tests end, and at last, when the returned function is called, with the counts. */
export function report(runner: Runner, print: (line: string) => void): () => number {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  runner.on('pass', test => {
    counts.passed += 1;
    print(`  ok      ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on('pending', test => {
    counts.skipped += 1;
    print(`  SKIPPED ${test.fullTitle()}`);
  });
  runner.on('fail', (test, error) => {
    counts.failed += 1;
    print(`  FAILED  ${test.fullTitle()}\n${error?.message ?? ''}`);
  });
  return () => {
    print(`E2E_COUNTS ${JSON.stringify(counts)}`);
    return counts.failed;
  };
}
