/** `inspect FILE`: how a finished binary is linked, how it was built, in which images it can start, and which place of the workspace built it. */
import { basename, resolve } from 'node:path';
import { jsonText } from '../../engine/base/printable.js';
import { plain } from '../../engine/base/wording.js';
import type { BinaryFacts } from '../../engine/binary/binary.js';
import { parseGoMod } from '../../engine/builds/go-mod.js';
import { binaryJson, binaryText } from '../../engine/reports/binary.js';
import { type BinaryOrigin, originJson, originOf, originText } from '../../engine/reports/binary-origin.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { commitCheckedOut, repositoryAbove } from '../machine/checked-out.js';
import { inspectFile } from '../machine/inspect-binary.js';
import { localToolchain } from '../machine/local-toolchain.js';
import { placeIn, withBuilds } from './build-workspace.js';
import { filesBelow, toKey } from './discover.js';
import { DiskFolders } from './disk-folders.js';
import { readOrTell } from './disk-text.js';
import { FileFaults } from './file-faults.js';
import { remarksJson } from './formats/message-json.js';
import { GoModFiles } from './go-mod-files.js';
import { NO_REMARKS, type Remarks } from './outcome.js';
import { Refused } from './refused.js';
import { say } from './words.js';

export interface InspectOptions {
  readonly format: 'text' | 'json';
  /** What a relative file is relative to, and where the workspace is looked for. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly grammars: Grammars;
}

/** The whole output. Throws Refused when there is none. What cannot be read of the workspace leaves nothing out of what was asked for: the file. */
export async function inspect(file: string, options: InspectOptions): Promise<Remarks & { readonly output: string }> {
  const reading = await inspectFile(resolve(options.cwd, file));
  if ('error' in reading) throw new Refused(say.notRead({ file, error: plain(reading.error) }));
  const { programs } = reading;
  const { value: said, gaps, notes } = await compared(programs, options);
  const remarks = { gaps: [], notes: [...gaps, ...notes] };
  if (options.format === 'json') {
    const report = { ...binaryJson(file, programs), ...(said.some(s => s) && { workspace: said.map(s => s?.json ?? null) }) };
    return { ...remarks, output: jsonText({ ...report, ...remarksJson(remarks) }) };
  }
  return { ...remarks, output: [binaryText(file, programs), ...said.flatMap(s => (s ? [s.text] : []))].join('\n') };
}

interface Said {
  readonly text: string;
  readonly json: object;
}

/** For each program what the workspace around `cwd` says of it; undefined for what Go did not build, and outside of every module. */
async function compared(
  programs: readonly BinaryFacts[],
  { cwd, env, grammars }: InspectOptions,
): Promise<Remarks & { readonly value: readonly (Said | undefined)[] }> {
  const modules = new Set(programs.flatMap(p => p.go?.main?.path ?? []));
  const region = programs.some(p => p.go) ? regionOf(cwd) : undefined;
  if (region === undefined) return { ...NO_REMARKS, value: programs.map(() => undefined) };
  const key = toKey(cwd);
  const said = (origin: BinaryOrigin | undefined, workspace?: Workspace): Said | undefined => {
    const label = (at: { file: string; span: { start: number; end: number } }) =>
      workspace?.text(at.file) === undefined ? undefined : placeIn(workspace, at, key);
    return origin && { text: originText(origin, label).text, json: originJson(origin, label) };
  };
  // Reading a workspace takes seconds; for a binary from elsewhere its go.mod files tell.
  const disk = new DiskFolders();
  if (!holdsOneOf(modules, region, disk)) {
    return { ...NO_REMARKS, value: programs.map(({ go }) => said(go && { module: go.main?.path, isHere: false, contexts: [] })) };
  }
  return withBuilds([region], cwd, { grammars, env, disk }, async workspace => {
    const local = await localToolchain(cwd, env);
    const head = commitCheckedOut(cwd);
    return programs.map(program => said(originOf(program, workspace, local, head), workspace));
  });
}

/** The repository, else the module, that a folder lies in. */
function regionOf(cwd: string): string | undefined {
  const module = new GoModFiles().above(toKey(cwd))?.path.slice(0, -'/go.mod'.length);
  return repositoryAbove(cwd) ?? module;
}

function holdsOneOf(modules: ReadonlySet<string>, region: string, disk: DiskFolders): boolean {
  if (modules.size === 0) return false;
  return [...filesBelow(toKey(region), disk)].some(([path, language]) => {
    if (language !== 'go.mod' || basename(path) !== 'go.mod') return false;
    return modules.has(parseGoMod(path, readOrTell(path, new FileFaults())?.text ?? '').module);
  });
}
