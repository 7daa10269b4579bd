/** Which programs an image starts that is stopped with SIGTERM, and with what packages. */
import { dirName, joinPath } from '../base/paths.js';
import { type StartedFile, startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { rootStage } from '../builds/dockerfile/stages.js';
import { type GoModFacts, parseGoWork } from '../builds/go-mod.js';
import { artifactsIn, packageFolder } from './image-build.js';
import type { WorkspaceView } from './view.js';

/** Another signal is sent, or an init process may turn it into another. */
const OTHER_SIGNAL = /^[ \t]*STOPSIGNAL\b|--rewrite\b|dumb-init|\btini\b/im;

/** The same in files that run containers: `stop_signal: SIGINT`, `--stop-signal=2`, `kill -INT 1`. */
const OTHER_STOP =
  /\b(?:stop[_-]?signal|kill_?signal)["']?[:=\s]+["']?(?!(?:SIG)?TERM\b|15\b)\w|\bkill[ \t]+(?:-s[ \t=]*|--signal[ \t=]*|-)(?:SIG)?(?:INT|2)\b/i;

/** Images that have a STOPSIGNAL of their own, and those that are made of them. */
const SIGNALLING = /(?:^|[/-])(?:postgres(?:ql)?|postgis|timescaledb|nginx|openresty|httpd|haproxy|php|wordpress|systemd|init)(?:$|[/-])/;

/** An image starts a program that holds the package of the file, and is stopped with SIGTERM, of which nobody else tells the program. */
export function isStopped(path: string, workspace: WorkspaceView): boolean {
  const dir = dirName(path);
  const module = workspace.module(path);
  let isOther: boolean | undefined;
  return workspace.dockerfiles().some(facts => {
    if (OTHER_SIGNAL.test(workspace.text(facts.path) ?? '')) return false;
    const files = artifactsIn(facts, workspace);
    return facts.stages.some((stage, i) => {
      const started = startedFile(stage, files[i]!);
      const folder = started && packageFolder(facts, started.artifact, workspace);
      if (folder === undefined || workspace.module(`${folder}/_`) !== module || !hears(started!, stage, facts, workspace)) return false;
      const held = packagesOf(folder, path, workspace);
      if (!held.has(dir) || [...held].some(d => asksForSignals(d, d === dir, workspace))) return false;
      isOther ??= workspace.buildFiles().some(f => isBeside(f.path, path, workspace) && OTHER_STOP.test(workspace.text(f.path) ?? ''));
      return !isOther;
    });
  });
}

/** Of the same module, or of none. */
function isBeside(buildFile: string, path: string, workspace: WorkspaceView): boolean {
  const module = workspace.module(buildFile);
  return module === undefined || module === workspace.module(path);
}

/** The program is the first process of its container: a shell hands no signal on. */
function hears({ process }: StartedFile, stage: StageFacts, facts: DockerfileFacts, workspace: WorkspaceView): boolean {
  const { image } = rootStage(facts, stage).from;
  if (image && SIGNALLING.test(image.repository)) return false;
  const written = workspace.text(facts.path)?.slice(process.span.start, process.span.end) ?? '';
  return process.form === 'exec' || /^exec\s/.test(written.trimStart());
}

/** Folders of the workspace whose packages are a part of the program. */
function packagesOf(folder: string, path: string, workspace: WorkspaceView): Set<string> {
  const modules = modulesOf(path, workspace);
  const imports = new Map<string, string[]>();
  for (const module of modules) {
    for (const file of workspace.moduleFiles(`${module.dir}/_`)) {
      if (file.isTest) continue;
      const dir = dirName(file.path);
      imports.set(dir, [...(imports.get(dir) ?? []), ...file.imports.map(i => i.path)]);
    }
  }
  const seen = new Set([folder]);
  for (const dir of seen) {
    for (const imported of imports.get(dir) ?? []) {
      for (const module of modules) {
        if (imported === module.module) seen.add(module.dir);
        else if (imported.startsWith(`${module.module}/`)) seen.add(joinPath(module.dir, imported.slice(module.module.length + 1)));
      }
    }
  }
  return seen;
}

/** The module of the file, and those of the workspace that it is built with: by `replace`, or by a `go.work` above it. */
function modulesOf(path: string, workspace: WorkspaceView): readonly GoModFacts[] {
  const own = workspace.module(path);
  if (!own) return [];
  const folders = own.replaces.filter(r => r.target.startsWith('.')).map(r => joinPath(own.dir, r.target));
  for (const file of workspace.buildFiles()) {
    if (file.kind !== 'go.work') continue;
    const work = parseGoWork(file.path, workspace.text(file.path) ?? '');
    const used = work.uses.map(use => joinPath(work.dir, use));
    if (used.includes(own.dir)) folders.push(...used);
  }
  const others = folders.flatMap(folder => workspace.module(joinPath(folder, '_')) ?? []);
  return [...new Set([own, ...others])];
}

/** Libraries that ask for signals themselves. */
const ASKING =
  /^(?:sigs\.k8s\.io\/controller-runtime(?:\/pkg\/manager\/signals)?|go\.uber\.org\/fx|k8s\.io\/apiserver\/pkg\/server)$|(?:^|[/._-])(?:signals?|shutdown|graceful|grace|service|svc|daemon|oklog\/run)$/;

/** `isOwn`: the package asks, and what it asks for is known. */
function asksForSignals(dir: string, isOwn: boolean, workspace: WorkspaceView): boolean {
  const asks = (imports: readonly { readonly path: string }[]) =>
    imports.some(i => (i.path === 'os/signal' ? !isOwn : ASKING.test(i.path)));
  return workspace.moduleFiles(joinPath(dir, '_')).some(f => !f.isTest && dirName(f.path) === dir && asks(f.imports));
}
