import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CompilerPackageResult } from '../../../src/engine/compiler/facts.js';
import { doesNotBuild } from '../../../src/node/go/package-words.js';
import { say } from '../../../src/node/go/words.js';

const broken = (message: string, file?: string): CompilerPackageResult => ({
  ...{ importPath: 'example.com/p', dir: '/w', files: [], facts: [], goVersion: { major: 1, minor: 26 }, truncated: false },
  error: { message, ...(file !== undefined && { file, line: 5 }) },
});

describe('what is said about packages without facts', () => {
  it('names the first error with its place', () => {
    const said = say.doesNotBuild({ package: 'example.com/p', error: 'main.go:5: syntax error' });
    assert.deepEqual(doesNotBuild(broken('syntax error', '/w/main.go')), said);
  });

  it('says of a folder without a module that there is none, in no words of the go command', () => {
    const message = 'pattern ./...: directory prefix . does not contain main module or its selected dependencies';
    assert.equal(doesNotBuild(broken(message)), say.noModule);
  });
});
