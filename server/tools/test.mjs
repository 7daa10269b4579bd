// `npm test`: set-up, build, then every suite, also when an earlier one failed. The last line counts over all of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setup } from './setup.mjs';

const root = resolve(import.meta.dirname, '../..');
const bin = name => join(root, 'node_modules', name);
const temp = mkdtempSync(join(tmpdir(), 'go-preflight-test-'));

/** Runs node with the terminal attached; returns the exit code. */
const node = (args, env = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

/** A command that is one test: it passes or fails as a whole. */
const command = (name, args, env = {}) => ({
  name,
  run: () => (node(args, env) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }),
});

const suites = [
  command('build', [join(root, 'server/tools/build.mjs')]),
  command('types', [bin('typescript/bin/tsc'), '-b']),
  command('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  { name: 'unit', run: unit },
  // Other inputs each time; the seed that it prints makes them again. For longer: npm run fuzz.
  command('fuzz', ['--require', 'tsx/cjs', join(root, 'server/test/fuzz/main.ts'), '--minutes', process.env.CI ? '2' : '0.25'], {
    // A machine of CI is slower than the one that the limit of 500 ms for a text was set on, and shares its processor.
    FUZZ_LIMIT_MS: '2500',
  }),
  { name: 'vscode', run: vscode },
];

const UNIT_TESTS = ['server/test/**/*.test.ts', 'client/test/unit/**/*.test.ts'];

/** Mocha (set up in package.json) over server/test and the part of the client's tests that needs no editor: rule examples, facts, protocol, command line, generated files. Counts come from its JSON report. */
function unit() {
  const report = join(temp, 'mocha.json');
  const options = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  node([bin('mocha/bin/mocha.js'), ...options, ...UNIT_TESTS]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, note: 'mocha wrote no report: a test file does not load' };
  const { stats, failures, pending } = JSON.parse(readFileSync(report, 'utf8'));
  for (const f of failures) console.error(`\nFAILED: ${f.fullTitle}\n  at ${f.file}\n${shorten(f.err.stack ?? f.err.message)}`);
  for (const p of pending) console.error(`SKIPPED: ${p.fullTitle}`);
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

/** A stack through a bundle quotes its one line of 300 KB. */
const shorten = text => text.replace(/^(.{400}).+$/gm, '$1 …');

/** The suites in a real VS Code. They install what they need and write {passed, failed, skipped} to the file they are given. */
function vscode() {
  const runner = join(root, 'client/test/e2e/run.mjs');
  if (!existsSync(runner)) return { passed: 0, failed: 1, skipped: 0, note: 'client/test/e2e/run.mjs is missing' };
  const counts = join(temp, 'vscode.json');
  const status = node([runner], { E2E_COUNTS: counts });
  if (!existsSync(counts)) return { passed: 0, failed: 1, skipped: 0, note: `the runner ended with ${status} and wrote no counts` };
  const { passed, failed, skipped } = JSON.parse(readFileSync(counts, 'utf8'));
  return { passed, failed: failed || (status === 0 ? 0 : 1), skipped };
}

if (!setup()) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const only = process.argv.slice(2);
const unknown = only.filter(n => !suites.some(s => s.name === n));
if (unknown.length > 0) console.error(`npm test: no suite ${unknown.join(', ')}; there are ${suites.map(s => s.name).join(', ')}`);
const total = { passed: 0, failed: unknown.length, skipped: 0 };
const lines = [];
for (const suite of suites.filter(s => only.length === 0 || only.includes(s.name))) {
  console.log(`\n== ${suite.name}`);
  const started = performance.now();
  const counts = suite.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (counts.note) console.error(counts.note);
  lines.push(
    `${counts.failed > 0 ? 'FAILED ' : 'ok     '} ${suite.name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped  ${seconds} s`,
  );
}
rmSync(temp, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
