/** The second line of the escape report counts in words that fit the numbers. Its whole form: `compiler/join.test.ts`. */
import assert from 'node:assert/strict';
import { markdown } from '../../src/engine/base/wording.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { escapeReport, type ReportPackage } from '../../src/engine/reports/escapes.js';
import { say } from '../../src/engine/reports/escapes-words.js';
import { recordedPackage } from '../compiler/recorded.js';
import { judged } from '../support/judged.js';

describe('the summary of the escape report', () => {
  let shape: ReportPackage;
  before(async () => {
    const { result, sources } = await recordedPackage('go1.26.8', 1, 'shape');
    const source = sources.get('shape.go')!;
    const evidence = joinFile('shape.go', source, result, new GoPackage([source.facts]), other => sources.get(other));
    shape = { result, files: [{ source, findings: judged(evidence) }] };
  });

  /** The second line for the allocations on these lines, in one of `packages` packages. */
  function summary(lines: readonly number[], packages = 1): string {
    const [file] = shape.files;
    const findings = file!.findings.filter(({ span }) => lines.includes(file!.source.lines.position(span.start).line + 1));
    const all = [{ ...shape, files: [{ ...file!, findings }] }, ...Array(packages - 1).fill({ ...shape, files: [] })];
    return escapeReport(all).text.split('\n')[1]!;
  }

  it('for one package', () => {
    assert.equal(summary([]), markdown(say.none));
    assert.equal(summary([26]), markdown(say.one));
    assert.equal(summary([33, 35]), markdown(say.inOneFunction({ count: 2 })));
    assert.equal(summary([26, 33, 35]), markdown(say.inFunctions({ count: 3, functions: 2 })));
  });

  it('for several', () => {
    assert.equal(summary([], 2), markdown(say.none));
    assert.equal(summary([26], 2), markdown(say.oneOfPackages({ packages: 2 })));
    assert.equal(summary([33, 35], 2), markdown(say.inOneFunctionOfPackages({ count: 2, packages: 2 })));
    assert.equal(summary([26, 33, 35], 3), markdown(say.inFunctionsOfPackages({ count: 3, functions: 2, packages: 3 })));
  });

  it('says how many are in a loop', () => {
    assert.equal(summary([87]), `${markdown(say.one)} ${markdown(say.inLoop({ count: 1 }))}`);
  });
});
