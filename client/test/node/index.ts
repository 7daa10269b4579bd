/** VS Code loads this in the node extension host and calls `run`. `E2E_TESTS` names the bundle of tests, `E2E_OUT` the file to write to. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { report } from '../host/report.js';

const { E2E_TESTS = 'trusted', E2E_OUT } = process.env;

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, reporter: class {} as unknown as Mocha.ReporterConstructor });
  mocha.addFile(join(__dirname, `${E2E_TESTS}.js`));
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      const failed = finish();
      if (failed > 0) reject(new Error(`${failed} tests failed`));
      else resolve();
    });
    const finish = report(runner, line => {
      if (E2E_OUT) appendFileSync(E2E_OUT, `${line}\n`);
    });
  });
}
