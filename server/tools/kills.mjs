// `npm run kills`: ends the programs in dist/ in every way at every time and counts what is left: processes, temporary files, entries of git
// worktrees. The matrix is INT, TERM, HUP, KILL × five commands × before, during, after the compile, with a `go` that says where it is and
// waits; then the ways in which a client ends a server, and the real go with compilers and gcc at work. Prints a table; ends with 1 unless
// nothing is left (after KILL: by the next start). `--quick`: the few rows that the unit tests run. `--only WORD`: rows that contain it.
// `--programs DIR`: those in another folder.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endAll, left } from './kills/left.mjs';
import { Scene } from './kills/scene.mjs';

const SIGNALS = ['INT', 'TERM', 'HUP', 'KILL'];
const COMMANDS = ['check', 'escapes', 'since', 'cgo', 'server'];
const TIMES = ['before', 'during', 'after'];
/** `silence`: a client that says `exit` only after nothing is left. */
const CLIENTS = ['exit', 'shutdown', 'close', 'silence'];
const WORK = ['compile', 'cc1'];
const QUICK = [
  ...['INT check during', 'KILL check during', 'HUP since before', 'KILL since during', 'TERM server during', 'exit server during'],
  ...['shutdown server during', 'close server during', 'silence server during'],
];

const args = process.argv.slice(2);
const after = flag => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);

/** The rows: how it ends, which command, when. */
function rows() {
  const all = [
    ...SIGNALS.flatMap(how => COMMANDS.flatMap(what => TIMES.map(when => ({ how, what, when })))),
    ...CLIENTS.map(how => ({ how, what: 'server', when: 'during' })),
    ...SIGNALS.flatMap(how => WORK.map(when => ({ how, what: 'check', when, real: true }))),
  ].map(row => ({ ...row, name: `${row.how} ${row.what} ${row.when}` }));
  return all.filter(({ name }) => (args.includes('--quick') ? QUICK.includes(name) : name.includes(after('--only') ?? '')));
}

/** One row: what was there when the program was ended, what is left, and what is left after the next start. */
async function run(row, base, programs) {
  const scene = new Scene(mkdtempSync(join(base, 'row-')), programs, row);
  scenes.push(scene);
  try {
    const program = await scene.start();
    const there = left(scene);
    const ended = await program.end(row.how);
    const after = left(scene);
    if (row.how === 'KILL') await scene.nextStart();
    const finally_ = row.how === 'KILL' ? left(scene) : after;
    return { ...row, there, after, finally: finally_, ended, problem: problemOf(row, there, ended, finally_) };
  } catch (error) {
    return { ...row, problem: error.stack };
  } finally {
    endAll(scenes.pop());
  }
}

/** Undefined when the row is as it must be. */
function problemOf({ how, when }, there, { code, signal }, last) {
  if (when !== 'after' && (there.processes.length === 0 || there.files.length === 0)) return 'there was nothing to end';
  const number = constants.signals[`SIG${how}`];
  if (number !== undefined && code !== 128 + number && signal !== `SIG${how}`) return `ended with ${code ?? signal}`;
  const names = [...last.processes, ...last.files, ...last.entries];
  return names.length > 0 ? `left: ${names.join(', ')}` : undefined;
}

function line({ name, there, after, finally: last, ended, problem }) {
  const count = state => (state ? `${state.processes.length}/${state.files.length}/${state.entries.length}` : '-').padStart(9);
  const end = ended ? `${ended.code ?? ended.signal}` : '-';
  return `${name.padEnd(24)}${count(there)}${count(after)}${count(last)}  ${end.padEnd(8)}${problem ?? ''}`;
}

const programs = resolve(after('--programs') ?? join(import.meta.dirname, '../../dist'));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-kills-')));
const scenes = [];
process.on('exit', () => {
  for (const scene of scenes) endAll(scene);
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
if (process.platform !== 'linux') {
  console.error('kills: counts processes in /proc, which only Linux has');
  process.exit(2);
}
console.log('processes/files/worktrees   at end   after  in the end  code');
let wrong = 0;
const chosen = rows();
for (const row of chosen) {
  const result = await run(row, base, programs);
  if (result.problem !== undefined) wrong++;
  console.log(line(result));
}
console.log(`${chosen.length} ends, ${wrong} wrong`);
process.exitCode = wrong > 0 || chosen.length === 0 ? 1 : 0;
