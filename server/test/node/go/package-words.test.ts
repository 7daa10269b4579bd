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

  it('names the way out where a module was never downloaded', () => {
    const error = (message: string) => doesNotBuild(broken(message, '/w/main.go'))?.args['error'];
    assert.match(`${error('module lookup disabled by GOPROXY=off')}`, /^main\.go:5: a module that it imports .*'go mod download'/);
    assert.match(`${error('example.com/a@v1.0.0: module lookup disabled by GOPROXY=off')}`, /^main\.go:5: example\.com\/a@v1\.0\.0 is not/);
  });
});
