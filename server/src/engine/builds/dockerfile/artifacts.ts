/** Which programs are in the images of a Dockerfile's stages, and which one each starts. */

import { baseName, resolvePath, withoutSlash } from '../../base/paths.js';
import type { GoCommand } from '../../shell/go-command.js';
import { type Artifact, type Program, ProgramWalk, type StageFiles } from '../program-walk.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from './facts.js';
import { baseImage, mayBringFiles, stepsOf } from './stages.js';

/** The programs of a package argument that does not tell itself, such as `.` or `./cmd/...`; none when unknown. */
export type ProgramsOf = (stage: StageFacts, command: GoCommand, packageArgument: string) => readonly Program[];

/** Directories that exist in any image with a shell: a copy to one of them goes into it. */
const DIRECTORIES =
  '/ /bin /sbin /usr /usr/bin /usr/sbin /usr/local /usr/local/bin /usr/local/sbin /opt /home /root /tmp /etc /var /srv /go/bin /go'.split(
    ' ',
  );

const NOTHING: StageFiles = new Map();

/**
 * Files by stage index. `context`: programs in the build context, by their path in it. They count in stages that only take files: one that runs
 * Go, make or a script may build its own in their place.
 */
export function followArtifacts(facts: DockerfileFacts, programsOf: ProgramsOf, context: StageFiles = NOTHING): readonly StageFiles[] {
  const out: StageFiles[] = [];
  for (const stage of facts.stages) {
    const { parent } = stage.from;
    const own = context.size > 0 && onlyTakes(facts, stage) ? context : undefined;
    const walk = new ProgramWalk({
      files: (parent === undefined ? undefined : out[parent]) ?? NOTHING,
      directories: DIRECTORIES,
      builder: { stage: stage.index },
      programsOf: (command, argument) => programsOf(stage, command, argument),
      filesOf: from => (from ? (from.stage === undefined ? undefined : out[from.stage]) : own),
    });
    out.push(walk.take(stage.steps).files);
  }
  return out;
}

/** The file that a stage's image runs, and the words of ENTRYPOINT or CMD that say so. */
export interface StartedFile {
  readonly artifact: Artifact;
  readonly path: string;
  readonly process: ProcessFacts;
  /** A script starts it, which needs a shell. */
  readonly byScript?: true;
  /** No instruction starts it: it is the only program in the image. */
  readonly isAssumed?: true;
}

/** Programs that run the program named in their arguments. */
export const LAUNCHERS: ReadonlySet<string> = new Set([
  'tini',
  'dumb-init',
  'catatonit',
  'exec',
  'env',
  'su-exec',
  'gosu',
  'nice',
  'nohup',
]);
const SEARCHED = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The instruction that says what the image starts when it is run as it is. */
export const startedBy = (stage: StageFacts): ProcessFacts | undefined => stage.entrypoint ?? stage.cmd;

/** What the image starts when it is run as it is; undefined unless that is a followed artifact. */
export function startedFile(stage: StageFacts, files: StageFiles): StartedFile | undefined {
  const process = startedBy(stage);
  if (!process?.words) return undefined;
  const words = [...process.words, ...(stage.entrypoint?.form === 'exec' && stage.cmd?.form === 'exec' ? (stage.cmd.words ?? []) : [])];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (LAUNCHERS.has(baseName(word))) {
      while (words[i + 1]?.startsWith('-')) i++;
      continue;
    }
    const path = located(word, stage, files);
    const artifact = path === undefined ? undefined : files.get(path);
    return path !== undefined && artifact ? { artifact, path, process } : undefined;
  }
  return undefined;
}

/** The only program that other stages gave to an image which starts nothing by itself. What others take from, or is written out, is no image yet. */
export function onlyProgram(facts: DockerfileFacts, stage: StageFacts, files: StageFiles): StartedFile | undefined {
  if (startedBy(stage) || baseImage(facts, stage)?.name === 'scratch' || facts.stages.some(s => takesFrom(s, stage))) return undefined;
  const places = [...files].filter(([, { stage: builder }]) => builder !== undefined && builder !== stage.index);
  const [first] = places;
  if (!first || places.some(([, a]) => a.command !== first[1].command || a.package !== first[1].package)) return undefined;
  const path = places.map(([p]) => p).sort((a, b) => a.length - b.length)[0]!;
  return { artifact: first[1], path, process: { form: 'exec', span: stage.from.imageSpan, words: [path] }, isAssumed: true };
}

const takesFrom = (other: StageFacts, { index }: StageFacts): boolean =>
  other.from.parent === index || other.steps.some(step => step.kind === 'copy' && step.copy.from?.stage === index);

/** Where a word of a process leads to, by PATH where it names no folder. */
export function located(word: string, stage: StageFacts, files: StageFiles): string | undefined {
  if (word.includes('/')) return resolvePath(stage.workdir, word);
  const path = stage.environment.get('PATH');
  const first = path !== undefined && path !== 'unknown' && path.text ? path.text.split(':') : [];
  return [...first, ...SEARCHED].map(d => `${withoutSlash(d)}/${word}`).find(p => files.has(p));
}

/** Builds nothing that might stand where the context's file stood. */
function onlyTakes(facts: DockerfileFacts, stage: StageFacts): boolean {
  if (baseImage(facts, stage)?.go) return false;
  return stepsOf(facts, stage).every(s => s.kind !== 'go' && (s.kind !== 'run' || !mayBringFiles(s.command, NOTHING_SUSPICIOUS)));
}

const NOTHING_SUSPICIOUS = /(?!)/;
