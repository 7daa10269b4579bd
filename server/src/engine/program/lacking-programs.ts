/** Programs that a Dockerfile runs and that its image does not have: no package, copy or command before may bring them. */

import type { Span } from '../base/finding.js';
import { baseName, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, lineage, mayBringFiles, stepsOf } from '../builds/dockerfile/stages.js';
import { programName } from '../builds/program-walk.js';
import { type GoCommand, goFlag } from '../shell/go-command.js';
import type { CopyFacts, RunCommand, StageStep } from '../shell/shell-records.js';
import { mayPackageBring, programsLacking } from '../tables/image-programs.js';

export interface LackingProgram {
  readonly stage: StageFacts;
  readonly program: string;
  readonly command: RunCommand;
}

/** Commands of RUN, the first of each program in a stage. */
export function lackingPrograms(facts: DockerfileFacts, text: string): LackingProgram[] {
  return facts.stages.flatMap(stage => {
    const image = baseImage(facts, stage);
    const lacking = image ? programsLacking(image) : [];
    if (lacking.length === 0 || setsPath(stage)) return [];
    const found = new Map<string, LackingProgram>();
    const all = stepsOf(facts, stage);
    const inherited = all.length - stage.steps.length;
    for (const [i, step] of stage.steps.entries()) {
      const program = step.kind === 'run' ? calledIn(step.command) : undefined;
      if (step.kind !== 'run' || program === undefined || !lacking.includes(program) || found.has(program)) continue;
      if (mayFindElsewhere(step.command, program)) continue;
      if (!all.slice(0, inherited + i).some(s => mayBring(s, program)) && !installsInLoop(text, step.command.span))
        found.set(program, { stage, program, command: step.command });
    }
    return [...found.values()];
  });
}

/** It may have a program of this name for itself alone: a mount, a sourced file, its own PATH. */
export function mayFindElsewhere({ looksElsewhere, mounts = [] }: RunCommand, program: string): boolean {
  return looksElsewhere === true || mounts.some(folder => folder.includes(program) || PROGRAMS.test(withoutSlash(folder)));
}

/** `for p in …; do apk add $p; done` before it. */
function installsInLoop(text: string, { start }: Span): boolean {
  return text
    .slice(0, start)
    .split('\n')
    .some(line => line.includes('$') && /\b(?:apk|apt|apt-get)\b/.test(line) && /\b(?:add|install)\b/.test(line));
}

/** What an image surely lacks of the programs that its process, or a check of it, begins with. */
export function lackedBy(facts: DockerfileFacts, stage: StageFacts, word: string | undefined): string | undefined {
  const program = word === undefined ? undefined : /^(?:\/(?:usr\/)?(?:local\/)?s?bin\/)?([\w.-]+)$/.exec(word)?.[1];
  const image = baseImage(facts, stage);
  if (program === undefined || !image || !programsLacking(image).includes(program) || setsPath(stage)) return undefined;
  return stepsOf(facts, stage).some(s => mayBring(s, program)) ? undefined : program;
}

/** Programs are then looked for in other folders, too. What Go brings is known. */
export function setsPath({ environment }: StageFacts): boolean {
  const path = environment.get('PATH');
  if (path === undefined || path === 'unknown' || path.origin === 'base image') return false;
  const written = path.word?.parts.map(p => (p.kind === 'text' ? p.text : '')).join('') ?? '';
  return written
    .split(':')
    .some(folder => folder !== '' && !/^(?:\/usr\/local\/go\/bin|\/?go\/bin|\/bin|\/(?:usr\/)?(?:local\/)?s?bin)$/.test(folder));
}

/** The first word of a process that surely fails when that program is missing; undefined for a line that goes on otherwise. */
export function firstWord({ form, words, span }: ProcessFacts, text: string): string | undefined {
  return form === 'exec' ? words?.[0] : firstOfLine(text.slice(span.start, span.end));
}

/** Of a line of shell in which nothing takes over when the first command fails. */
export function firstOfLine(line: string): string | undefined {
  const [first, ...others] = line.split('||').map(part => part.trim());
  if (first === undefined || others.some(other => !/^(?:exit(?:\s+\d+)?|false|kill\s[^;&]*)$/.test(other))) return undefined;
  return /[;`\n&]|\$\(/.test(first.replaceAll('&&', ' ').replace(/"[^"]*"|'[^']*'/g, ' '))
    ? undefined
    : /^[\w./-]+(?=\s|$)/.exec(first)?.[0];
}

/** By its plain name, in a command that a successful build needs. */
function calledIn({ certain, words, call }: RunCommand): string | undefined {
  const [word] = words;
  return certain && word !== undefined && /^[\w.-]+$/.test(word) && !(call && words.length === 0) ? word : undefined;
}

/** True for a step that may put a program of this name into the image. */
export function mayBring(step: StageStep, program: string): boolean {
  switch (step.kind) {
    case 'workdir':
      return false;
    case 'go':
      return mayGoBring(step.command, program);
    case 'copy':
      return mayCopyBring(step.copy, program);
    case 'run':
      return mayRunBring(step.command, program);
  }
}

/** What `go install` and `-o` leave; several packages hold programs of any name. */
function mayGoBring(command: GoCommand, program: string): boolean {
  const { verb, packages } = command;
  const output = goFlag(command, 'o');
  if (output === 'unknown' || output?.text?.includes(program)) return true;
  const names = packages.length === 0 ? ['.'] : packages;
  return verb === 'install'
    ? names.some(p => p === undefined || (programName(p) ?? program) === program)
    : packages.some(p => p?.includes(program));
}

const COPIES = new Set(['cp', 'mv', 'ln', 'rsync', 'tar', 'unzip', 'install', 'cpio']);

/** Commands that leave no program behind unless they name it. */
const PASSIVE = new Set('make git curl wget bash jq ssh go gofmt openssl python3 true sleep date env printenv ps'.split(' '));

function mayRunBring(command: RunCommand, program: string): boolean {
  const { installs, name, words } = command;
  if (installs) return installs.some(p => p === undefined || mayPackageBring(p, program, name));
  if (name === program) return false;
  // Several files, or nobody knows which.
  if (name !== undefined && COPIES.has(name) && words.some(w => w === undefined || /[*?[]|\/\.?$/.test(w) || /^-\w*[ar]/i.test(w)))
    return true;
  const isNamed = words.some(w => w?.includes(program));
  // What they fetch or build lies where they put it, and is no program of PATH by that.
  if (name !== undefined && PASSIVE.has(name) && words.every(w => w !== undefined)) return isNamed || name === 'make' || name === 'bash';
  return isNamed || mayBringFiles(command, new RegExp(`(?:^|/)${program.replace(/[^\w]/g, '\\$&')}$`));
}

/** Folders of PATH, and those that hold them; a copy to another place puts nothing into them. */
const PROGRAMS = /^\/?$|^\/(?:usr\/(?:local\/)?|go\/)?s?bin$|^\/usr(?:\/local)?$/;
/** Names of folders: what they hold is copied. */
const FOLDER = /^(?:\.{0,2}|s?bin|local|usr|opt|root|rootfs|tools?|scripts?|dist|build|out|output|files|docker|overlay|assets|go|app)$/;
/** ADD unpacks archives, and fetches what has an address. */
const UNPACKED = /\.(?:tar|t[gx]z|tbz2?|tar\.\w+|git)(?:#|$)|^(?:https?:|git@)/;

function mayCopyBring({ keyword, sources, destination }: CopyFacts, program: string): boolean {
  if (destination === undefined || [...sources, destination].some(p => p === undefined || baseName(withoutSlash(p)) === program))
    return true;
  if (keyword === 'ADD' && sources.some(s => UNPACKED.test(s!))) return true;
  if (!PROGRAMS.test(withoutSlash(destination))) return false;
  const isAbove = !/bin$/.test(withoutSlash(destination));
  // What a folder holds is copied, and a name does not tell a folder from a program.
  return sources.some(s => s!.endsWith('/') || /[*?[]/.test(s!) || FOLDER.test(baseName(s!)) || (isAbove && !baseName(s!).includes('.')));
}

/** Stages that are an image of their own, or a step to one: what others continue is looked at there. */
export const isContinued = (facts: DockerfileFacts, stage: StageFacts): boolean =>
  facts.stages.some(s => s !== stage && lineage(facts, s).includes(stage));
