/** Programs that an init container copies into a volume, and that another container of the pod starts there. */

import type { Span } from '../base/finding.js';
import { baseName, relativeTo, withoutSlash } from '../base/paths.js';
import { rootStage } from '../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ContainerFacts, PodFacts } from '../builds/pods.js';
import type { StageFiles } from '../builds/program-walk.js';
import { imageEntry } from '../tables/images.js';
import { obstacle } from '../tables/start-table.js';
import { type BuiltImage, builtImage, isVariant } from './built-images.js';
import { artifactsIn, packageFolder } from './image-build.js';
import { LOADER, patchesBinaries, type Unstartable } from './image-start.js';
import { linkageOf } from './linkage.js';
import type { WorkspaceView } from './view.js';

export interface PodCannotStart extends Unstartable {
  /** Of the command that starts it. */
  readonly span: Span;
  readonly init: ContainerFacts;
  readonly container: ContainerFacts;
  readonly dockerfile: string;
  /** The image is taken for the one of the only Dockerfile with such a program. */
  readonly isAssumed: boolean;
}

/** In the order of the pods. */
export function findPodCannotStart({ pods = [] }: BuildFileFacts, workspace: WorkspaceView): PodCannotStart[] {
  return pods.flatMap(pod => copiesOf(pod).flatMap(copy => startsOf(pod, copy).flatMap(start => broken(copy, start, workspace))));
}

/** A file of an init container's image, in a volume that was empty. */
interface VolumeCopy {
  readonly init: ContainerFacts;
  readonly source: string;
  readonly volume: string;
  /** Below the volume's root. */
  readonly path: string;
}

function copiesOf({ containers, emptyVolumes }: PodFacts): VolumeCopy[] {
  return containers.flatMap(init => {
    const copied = init.isInit ? copiedBy(init) : undefined;
    if (!copied) return [];
    const [source, target] = copied;
    return init.mounts.flatMap(({ volume, path: mounted }): VolumeCopy[] => {
      const below = emptyVolumes.includes(volume) ? relativeTo(withoutSlash(mounted), withoutSlash(target)) : undefined;
      if (below === undefined) return [];
      const isFolder = below === '' || target.endsWith('/');
      const path = isFolder ? `${below === '' ? '' : `${below}/`}${baseName(source)}` : below;
      return [{ init, source, volume, path }];
    });
  });
}

/** Source and target of `cp`, alone or as all that a shell runs. */
function copiedBy({ starts }: ContainerFacts): readonly [string, string] | undefined {
  const words = starts.filter(s => s.kind !== 'check' && s.kind !== 'hook').flatMap(s => s.words);
  const isShell = /^(?:\/\w+)*\/?sh$/.test(words[0] ?? '') && words[1] === '-c' && words.length === 3;
  const all = isShell ? words[2]!.trim().split(/\s+/) : words;
  const [name, ...rest] = all;
  const operands = rest.filter(w => !w.startsWith('-'));
  if (baseName(name ?? '') !== 'cp' || operands.length !== 2 || all.some(w => /[;&|<>$`*?]/.test(w))) return undefined;
  return operands.every(w => w.startsWith('/')) ? [operands[0]!, operands[1]!] : undefined;
}

interface VolumeStart {
  readonly container: ContainerFacts;
  readonly program: string;
  readonly span: Span;
}

function startsOf({ containers }: PodFacts, { init, volume, path }: VolumeCopy): VolumeStart[] {
  const later = containers.slice(containers.indexOf(init) + 1);
  // Another one may put its own program in that place.
  if (later.some(c => c.isInit && c.mounts.some(m => m.volume === volume))) return [];
  return later.flatMap(container => {
    const [start] = container.starts.filter(s => s.kind === 'entrypoint' && s.form === 'exec');
    const program = start?.words[0];
    const mount = container.mounts.find(m => m.volume === volume && `${withoutSlash(m.path)}/${path}` === program);
    // Other volumes may hold a loader.
    const isPlain = container.mounts.every(m => !LOADER.test(m.path) && m.path !== '/usr');
    return start && program && mount && isPlain ? [{ container, program, span: start.span }] : [];
  });
}

function broken({ init, source }: VolumeCopy, { container, program, span }: VolumeStart, workspace: WorkspaceView): PodCannotStart[] {
  const image = container.image.reference && imageEntry(container.image.reference);
  const built = builtImage(init.image.text, workspace);
  const from = built ?? assumed(init, source, workspace);
  if (!from || !image || image.libc === 'unknown' || image.go) return [];
  const { facts, stage } = from;
  const artifact = filesIn(from, workspace).get(source);
  const builder = artifact?.stage === undefined ? undefined : facts.stages[artifact.stage];
  if (!artifact || !builder || facts.stages.some(patchesBinaries)) return [];
  const folder = packageFolder(facts, artifact, workspace);
  const linkage = linkageOf(facts, builder, artifact.command, tags =>
    folder === undefined ? undefined : workspace.cgoClosure(folder, tags),
  );
  if (linkage.kind !== 'dynamic' || linkage.why !== 'cgo') return [];
  const needs = { loader: linkage.libc };
  const lacking = obstacle(needs, image, undefined);
  if (!lacking) return [];
  const process = { form: 'exec', span, words: [program] } as const;
  const started = { artifact, path: program, process };
  const common = { stage, root: rootStage(facts, stage), image, started, linkage, needs, lacking, ...(folder !== undefined && { folder }) };
  return [{ ...common, span, init, container, dockerfile: facts.path, isAssumed: !built }];
}

const filesIn = ({ facts, stage }: BuiltImage, workspace: WorkspaceView): StageFiles => artifactsIn(facts, workspace)[stage.index]!;

/** The only Dockerfile whose image has such a program, where the name of the image speaks of it. */
function assumed(init: ContainerFacts, source: string, workspace: WorkspaceView): BuiltImage | undefined {
  const name = baseName(init.image.reference?.repository ?? '');
  if (isVariant(init.image.text ?? '') || !name.split(/[-_.]/).includes(baseName(source))) return undefined;
  const found = workspace.dockerfiles().flatMap((facts): BuiltImage[] => {
    const stage = facts.stages.at(-1);
    return stage && filesIn({ facts, stage }, workspace).has(source) ? [{ facts, stage }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}
