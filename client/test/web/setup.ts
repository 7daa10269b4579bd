/** Mocha's browser build; it puts `mocha`, `describe` and `it` on the worker's global scope, so it must come before the tests. */
import 'mocha/mocha.js';

/** What is used of it: the package has types for node only. */
export interface BrowserMocha {
  setup(options: { ui: 'bdd'; timeout: number; reporter: unknown }): void;
  run(done: () => void): import('../host/report.js').Runner;
}

export const mocha = (globalThis as unknown as { mocha: BrowserMocha }).mocha;
mocha.setup({ ui: 'bdd', timeout: 120_000, reporter: class {} });
