/** Programs that a job of the same workflow has built, and that the job which builds an image brings. */

import { relativeTo, withoutSlash } from '../base/paths.js';
import type { Artifact, StageFiles } from '../builds/program-walk.js';
import type { RunImage } from './image-builds.js';
import { type Run, runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

export interface FetchedPrograms {
  readonly files: StageFiles;
  /** The job that has built them. */
  readonly by: Run;
}

/** Undefined where nothing is brought; `'unknown'` where nobody can say what, or where several jobs build it. */
export function fetchedFor(
  { run, after }: RunImage,
  leftBy: (run: Run, after: number) => StageFiles,
  workspace: WorkspaceView,
): FetchedPrograms | 'unknown' | undefined {
  const downloads = (run.artifacts ?? []).filter(a => a.does === 'download' && a.after <= after);
  if (downloads.length === 0) return undefined;
  const [download, ...others] = downloads;
  const [place] = download!.paths ?? [];
  if (others.length > 0 || download!.name === undefined || place === undefined || run.steps.some(step => step.kind === 'go'))
    return 'unknown';
  const makers = runsIn(workspace.buildFiles()).flatMap(by =>
    by.file === run.file
      ? (by.artifacts ?? [])
          .filter(a => a.does === 'upload' && (a.name === undefined || a.name === download!.name))
          .map(upload => ({ by, upload }))
      : [],
  );
  const [maker, ...more] = makers;
  if (!maker || more.length > 0 || maker.upload.name === undefined || !maker.upload.paths) return 'unknown';
  const { by, upload } = maker;
  const files = new Map<string, Artifact>();
  for (const [path, artifact] of leftBy(by, upload.after)) {
    const name = nameIn(path, upload.paths!);
    if (name !== undefined) files.set(`${place === '/' ? '' : withoutSlash(place)}/${name}`, artifact);
  }
  return { files, by };
}

/** A single file or folder is the top of what is kept; of several it is the folder that they have in common. */
function nameIn(path: string, kept: readonly string[]): string | undefined {
  const [only, ...more] = kept;
  if (more.length === 0) return path === only ? path.slice(path.lastIndexOf('/') + 1) : relativeTo(only!, path) || undefined;
  if (!kept.some(k => k === path || relativeTo(k, path))) return undefined;
  const folders = kept.map(k => k.split('/').slice(0, -1));
  const common = folders[0]!.filter((part, i) =>
    folders.every(f => f.slice(0, i + 1).join('/') === folders[0]!.slice(0, i + 1).join('/') && part === f[i]),
  );
  return relativeTo(common.join('/') || '/', path) || undefined;
}
