/** Whether files that build say what a finding in a Go file hangs on. */
import type { BuildCondition } from '../base/build-condition.js';
import { dirName } from '../base/paths.js';
import { followArtifacts, startedFile } from '../builds/dockerfile/artifacts.js';
import { packageFolder, programsIn } from './image-build.js';
import type { WorkspaceView } from './view.js';

export function holds({ kind, path }: BuildCondition, workspace: WorkspaceView): boolean {
  return kind === 'checked' ? !mayLeaveOutCheck(workspace) : isStarted(path, workspace);
}

/** `-ldflags=-checklinkname=0` */
const UNCHECKED = /checklinkname=(?:0|f)/i;

function mayLeaveOutCheck(workspace: WorkspaceView): boolean {
  return [...workspace.buildFiles(), ...workspace.dockerfiles()].some(f => UNCHECKED.test(workspace.text(f.path) ?? ''));
}

/** Another signal is sent, or an init process may turn it into another. */
const OTHER_SIGNAL = /^[ \t]*STOPSIGNAL\b|--rewrite\b|dumb-init|\btini\b/im;

/** An image starts a program that holds the package of the file, and is stopped with SIGTERM. */
function isStarted(path: string, workspace: WorkspaceView): boolean {
  const dir = dirName(path);
  const module = workspace.module(path);
  return workspace.dockerfiles().some(facts => {
    if (OTHER_SIGNAL.test(workspace.text(facts.path) ?? '')) return false;
    const files = followArtifacts(facts, programsIn(facts, workspace));
    return facts.stages.some((stage, i) => {
      const started = startedFile(stage, files[i]!);
      const folder = started && packageFolder(facts, started.artifact, workspace);
      if (folder === undefined || workspace.module(`${folder}/_`) !== module) return false;
      const held = packagesOf(folder, path, workspace);
      // Another package that asks for signals may ask for this one.
      return held.has(dir) && ![...held].some(d => d !== dir && asksForSignals(d, path, workspace));
    });
  });
}

/** Folders of the module whose packages are a part of the program. */
function packagesOf(folder: string, path: string, workspace: WorkspaceView): Set<string> {
  const module = workspace.module(path);
  const seen = new Set([folder]);
  if (!module) return seen;
  const imports = new Map<string, string[]>();
  for (const file of workspace.moduleFiles(path)) {
    if (file.isTest) continue;
    const dir = dirName(file.path);
    imports.set(dir, [...(imports.get(dir) ?? []), ...file.imports.map(i => i.path)]);
  }
  for (const dir of seen) {
    for (const imported of imports.get(dir) ?? []) {
      if (imported === module.module) seen.add(module.dir);
      else if (imported.startsWith(`${module.module}/`)) seen.add(`${module.dir}/${imported.slice(module.module.length + 1)}`);
    }
  }
  return seen;
}

function asksForSignals(dir: string, path: string, workspace: WorkspaceView): boolean {
  return workspace.moduleFiles(path).some(f => !f.isTest && dirName(f.path) === dir && f.imports.some(i => i.path === 'os/signal'));
}
