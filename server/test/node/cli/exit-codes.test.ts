/** `server/docs/exit-codes.md`: each row is a situation here, and each situation a row; the code is that of the document. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { CliResult } from '../../support/cli-terminal.js';
import { CHECK } from '../../support/exit-codes/check.js';
import { ESCAPES } from '../../support/exit-codes/escapes.js';
import { PROCESSES } from '../../support/exit-codes/processes.js';
import { REPORTS } from '../../support/exit-codes/reports.js';
import { type Need, resultOf, resultsOf, type Situations } from '../../support/exit-codes/situation.js';
import { TIER } from '../../support/exit-codes/tier.js';

const DOCUMENT = readFileSync(join(__dirname, '../../../docs/exit-codes.md'), 'utf8');
const SITUATIONS: Situations = { ...PROCESSES, ...CHECK, ...TIER, ...ESCAPES, ...REPORTS };
const HAS: Readonly<Record<Need, () => boolean>> = {
  go: () => spawnSync('go', ['version']).status === 0,
  git: () => spawnSync('git', ['--version']).status === 0,
  POSIX: () => process.platform !== 'win32',
  'several processors': () => availableParallelism() > 1,
};

/** Rows of the tables below second headings: `| situation | code |`. */
function rows(): { readonly heading: string; readonly situation: string; readonly code: number }[] {
  return DOCUMENT.split(/^## /m)
    .slice(1)
    .flatMap(section => {
      const heading = section.slice(0, section.indexOf('\n'));
      return [...section.matchAll(/^\| (.+) \| (\d+) \|$/gm)].map(m => ({ heading, situation: m[1]!, code: Number(m[2]) }));
    });
}

/** What the run says of itself on stderr: reasons for a 2, and notes. */
function said({ stderr }: CliResult): { readonly reasons: number; readonly notes: number } {
  const lines = stderr.split('\n').filter(line => line.startsWith('go-preflight: ') && !/ fix(?:es)? applied$/.test(line));
  const notes = lines.filter(line => line.startsWith('go-preflight: warning: ')).length;
  return { reasons: lines.length - notes, notes };
}

function assertSarif({ stdout, code }: CliResult): void {
  // A command that was refused has no output.
  if (stdout === '') {
    assert.equal(code, 2);
    return;
  }
  const [invocation] = (JSON.parse(stdout) as Log).runs[0]!.invocations!;
  const { executionSuccessful, exitCode, toolExecutionNotifications = [] } = invocation!;
  assert.deepEqual([executionSuccessful, exitCode], [code !== 2, code]);
  assert.equal(
    toolExecutionNotifications.some(n => n.level === 'error'),
    code === 2,
  );
}

describe('exit codes', function () {
  this.timeout(120_000);

  it('are documented and tested row by row', () => {
    const tested = Object.entries(SITUATIONS).flatMap(([heading, all]) => Object.keys(all).map(situation => `${heading}: ${situation}`));
    assert.deepEqual(
      rows()
        .map(({ heading, situation }) => `${heading}: ${situation}`)
        .sort(),
      tested.sort(),
    );
  });

  for (const { heading, situation, code } of rows())
    it(`${heading}: ${situation}: ${code}`, async function () {
      const found = SITUATIONS[heading]?.[situation];
      assert.ok(found);
      const missing = (found.needs ?? []).filter(need => !HAS[need]());
      if (missing.length > 0) {
        console.log(`      SKIPPED: this needs ${missing.join(', ')}`);
        this.skip();
      }
      for (const result of await resultsOf(found)) {
        assert.equal(result.code, code, result.stdout + result.stderr);
        const { reasons, notes } = said(result);
        // Commander says what is wrong with words in a line of its own.
        if (code === 2) assert.ok(reasons > 0 || /^(?:error: |Usage)/.test(result.stderr), result.stderr);
        if (code < 2) assert.deepEqual([reasons, notes], [0, situation.endsWith('(said on stderr)') ? 1 : 0], result.stderr);
      }
      if (found.run || !['check', 'escapes'].includes(found.args[0] ?? '')) return;
      assertSarif(await resultOf(found, ['--format', 'sarif']));
    });
});
