// `npm run mutants -- [name…]`: puts each fault of mutants/*.mjs back into a copy of the sources and runs the test that must fail then: in
// `file` the text `find`, which stands there once, becomes `replace`, and the test in `test` whose title holds `title` fails. Each guard that
// asks after an `await` whether a run is still the newest has an entry. Prints one line a fault; ends with 1 when one survives, does not fit
// the source any more, or its test fails without it. `--check` only looks whether the entries fit. The copy lies in a temporary folder and
// borrows node_modules by a link.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import client from './mutants/client.mjs';
import engine from './mutants/engine.mjs';
import lsp from './mutants/lsp.mjs';
import node from './mutants/node.mjs';

const MUTANTS = [...engine, ...lsp, ...node, ...client];

const root = resolve(import.meta.dirname, '../..');
const [words, flags] = [process.argv.slice(2).filter(a => !a.startsWith('--')), process.argv.filter(a => a.startsWith('--'))];
const unknown = words.filter(w => !MUTANTS.some(m => m.name === w));
if (unknown.length > 0) {
  console.error(`There is no fault ${unknown.join(', ')}; there are ${MUTANTS.map(m => m.name).join(', ')}`);
  process.exit(2);
}
const chosen = MUTANTS.filter(m => words.length === 0 || words.includes(m.name));
const misfits = chosen.flatMap(m => {
  const problem = misfit(m);
  return problem === undefined ? [] : [`${m.name}: ${problem}`];
});
for (const line of misfits) console.error(line);
if (misfits.length > 0 || flags.includes('--check')) process.exit(misfits.length > 0 ? 1 : 0);

const copy = mkdtempSync(join(tmpdir(), 'go-preflight-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
makeCopy();

const healthy = run([...new Set(chosen.map(m => m.test))], undefined);
const results = chosen.map(m => [m.name, verdict(m)]);
for (const [name, said] of results) if (said !== 'killed') console.error(`${name}: ${said}`);
const killed = results.filter(([, said]) => said === 'killed').length;
console.log(`${killed} of ${results.length} faults killed`);
process.exitCode = killed === results.length ? 0 : 1;

/** What is wrong with an entry of the table; undefined when it fits. */
function misfit({ name, file, find, replace, test, title }) {
  if (MUTANTS.filter(m => m.name === name).length > 1) return 'there are two faults of this name';
  for (const path of [file, test]) if (!existsSync(join(root, path))) return `there is no ${path}`;
  const count = readFileSync(join(root, file), 'utf8').split(find).length - 1;
  if (count !== 1) return `its text stands ${count} times in ${file}, not once:\n${find}`;
  if (find === replace) return 'it changes nothing';
  return readFileSync(join(root, test), 'utf8').includes(title) ? undefined : `${test} has no test “${title}”`;
}

/** The sources as they are in the work tree, also what is not committed. */
function makeCopy() {
  const listed = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  for (const path of listed.stdout.split('\0').filter(p => p !== '' && existsSync(join(root, p)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    copyFileSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
}

/** Puts the fault in, runs its test, and takes it out again. */
function verdict({ name, file, find, replace, test, title }) {
  const own = healthy?.filter(t => t.file === test && t.title.includes(title)) ?? [];
  if (own.length === 0) return `no test “${title}” was run`;
  if (own.some(t => !t.passed)) return 'its test fails without it';
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.split(find).join(replace));
  const tests = run([test], title);
  writeFileSync(path, text);
  const said = tests === undefined ? 'the tests do not load with it' : tests.every(t => t.passed) ? 'SURVIVED' : 'killed';
  console.log(`${said.padEnd(9)} ${name}`);
  return said;
}

/** Title, file and outcome of each test of these files, or of those whose title holds `title`; undefined when mocha wrote no report. */
function run(files, title) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const only = title === undefined ? [] : ['--fgrep', title];
  const args = ['--reporter', 'json', '--reporter-option', `output=${report}`, ...only, ...files];
  spawnSync(process.execPath, [join(copy, 'node_modules/mocha/bin/mocha.js'), ...args], { cwd: copy, stdio: 'ignore', timeout: 600_000 });
  if (!existsSync(report)) return undefined;
  const { tests, pending } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = new Set(pending.map(p => p.fullTitle));
  return tests
    .filter(t => !skipped.has(t.fullTitle))
    .map(t => ({ file: t.file.slice(copy.length + 1), title: t.fullTitle, passed: Object.keys(t.err).length === 0 }));
}
