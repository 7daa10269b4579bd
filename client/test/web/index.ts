/** VS Code loads this in the web worker extension host and calls `run`; the counts go to the console. */
import { mocha } from './setup.js';
import '../host/activation.test.js';
import '../host/static.test.js';
import '../host/build-matrix.test.js';
import './worker.test.js';
import { report } from '../host/report.js';

export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      const failed = finish();
      if (failed > 0) reject(new Error(`${failed} tests failed`));
      else resolve();
    });
    const finish = report(runner, line => console.log(line));
  });
}
