/** Where a suppression comment goes. */
import assert from 'node:assert/strict';
import { suppressEdit } from '../../src/lsp/features/suppress-edit.js';

describe('suppression comment in JSON with comments', () => {
  it('goes before the line, and is not offered inside of a comment', () => {
    const settings = `{
  // preflight:ignore build/env-value a test of ours
  "go.toolsEnvVars": { "GOGC": "50%", "GOMAXPROCS": "x" },
  /* a comment
     of lines */
  "url": "//preflight:ignore build/env-value",
  "go.testEnvVars": { "GOEXPERIMENT": "jsonv9" } //preflight:ignore experiment/unknown soon
}
`;
    const insert = suppressEdit(settings, true, settings.indexOf('"go.testEnvVars"'), 'experiment/unknown');
    assert.match(insert?.newText ?? '', /^ {2}\/\/preflight:ignore experiment\/unknown /);
    const inComment = suppressEdit(settings, true, settings.indexOf('of lines'), 'experiment/unknown');
    assert.equal(inComment, undefined);
  });
});
