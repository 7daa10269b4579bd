/** Questions about stages that more than one rule asks. */

import type { Span } from '../../base/finding.js';
import { type GoVersion, parseGoVersion } from '../../base/go-version.js';
import { formatImageReference } from '../../base/image-reference.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { RunCommand, StageStep } from '../../shell/shell-records.js';
import { imageEntry } from '../../tables/images.js';
import type { ImageEntry } from '../../tables/tables.js';
import type { DockerfileFacts, StageFacts } from './facts.js';

/** The stage and those it is built on, itself first. */
export function lineage(facts: DockerfileFacts, stage: StageFacts): StageFacts[] {
  const out: StageFacts[] = [];
  for (
    let s: StageFacts | undefined = stage;
    s && !out.includes(s);
    s = s.from.parent === undefined ? undefined : facts.stages[s.from.parent]
  ) {
    out.push(s);
  }
  return out;
}

/** The stage that names the image everything else is put on. */
export function rootStage(facts: DockerfileFacts, stage: StageFacts): StageFacts {
  return lineage(facts, stage).at(-1) ?? stage;
}

/** The table's entry for the image below a stage; undefined when the image is unknown. */
export function baseImage(facts: DockerfileFacts, stage: StageFacts): ImageEntry | undefined {
  const { image } = rootStage(facts, stage).from;
  return image && imageEntry(image);
}

/** What a build of this target makes, in the order of the file; of the last stage where none is named. */
export function stagesFor(facts: DockerfileFacts, target: string | undefined): StageFacts[] {
  const last = facts.stages.findLast(s => target === undefined || s.name === target.toLowerCase());
  const wanted = new Set<StageFacts>();
  const waiting = last ? [last] : [];
  for (let stage = waiting.pop(); stage; stage = waiting.pop()) {
    if (wanted.has(stage)) continue;
    wanted.add(stage);
    const copied = stage.steps.map(step => (step.kind === 'copy' ? step.copy.from?.stage : undefined));
    for (const index of [stage.from.parent, ...copied]) if (index !== undefined && facts.stages[index]) waiting.push(facts.stages[index]);
  }
  return facts.stages.filter(s => wanted.has(s));
}

/** The name of that image, as short as a person would write it. */
export function baseImageName(facts: DockerfileFacts, stage: StageFacts): string {
  const { image } = rootStage(facts, stage).from;
  return image ? formatImageReference(image) : '?';
}

/** By Dockerfile and stage: each command of a stage asks for what comes before it, and scripts hold thousands of them. */
const allSteps = new WeakMap<DockerfileFacts, Map<StageFacts, readonly StageStep[]>>();

/** All steps that make up the stage's files, those of the stages below it first. */
export function stepsOf(facts: DockerfileFacts, stage: StageFacts): readonly StageStep[] {
  const known = allSteps.get(facts) ?? new Map<StageFacts, readonly StageStep[]>();
  allSteps.set(facts, known);
  let steps = known.get(stage);
  if (!steps) {
    steps = lineage(facts, stage)
      .reverse()
      .flatMap(s => s.steps);
    known.set(stage, steps);
  }
  return steps;
}

export function goCommands(stage: StageFacts): GoCommand[] {
  return stage.steps.flatMap(s => (s.kind === 'go' ? [s.command] : []));
}

export function runCommands(facts: DockerfileFacts, stage: StageFacts): RunCommand[] {
  return stepsOf(facts, stage).flatMap(s => (s.kind === 'run' ? [s.command] : []));
}

/** Known to be in the image by its package managers; `undefined` members of `names` are packages nobody could read. */
export function installedIn(facts: DockerfileFacts, stage: StageFacts): readonly (string | undefined)[] {
  return runCommands(facts, stage).flatMap(c => c.installs ?? []);
}

export interface GoInForce {
  /** Undefined: an official image whose tag names no release, such as `latest`; then it is a recent one. */
  readonly version?: GoVersion;
  /** The image token that says so. */
  readonly span: Span;
  /** The tag as written, or `latest`. */
  readonly tag: string;
  /** ARGs whose defaults decide the tag. */
  readonly args: readonly string[];
}

/**
 * The Go release of a stage on an official golang image, where GOTOOLCHAIN=local keeps it (go-facts §2.3). Undefined when another image
 * brings Go, or when GOTOOLCHAIN may fetch another release.
 */
export function goInForce(facts: DockerfileFacts, stage: StageFacts, command?: GoCommand): GoInForce | undefined {
  const root = rootStage(facts, stage);
  const entry = baseImage(facts, stage);
  if (!entry?.go || !root.from.image) return undefined;
  const toolchain = (command?.environment ?? stage.environment).get('GOTOOLCHAIN');
  const written = command?.written.has('GOTOOLCHAIN');
  if (toolchain === undefined || toolchain === 'unknown' || toolchain.text !== 'local' || written) return undefined;
  const tag = root.from.image.tag ?? 'latest';
  const release = /^\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?(?=-|$)/.exec(tag)?.[0];
  const version = release === undefined ? undefined : parseGoVersion(release);
  return { span: root.from.imageSpan, tag, args: root.from.args, ...(version && { version }) };
}

/** Packages that bring no library of another project along, on Alpine and on Debian. What others depend on nobody looked up. */
const PLAIN_PACKAGES = new Set(
  'bash ca-certificates ca-certificates-bundle curl dumb-init gcompat git jq less libc6-compat libgcc libstdc++ musl libstdc++6 make openssl su-exec tini tree tzdata wget'.split(
    ' ',
  ),
);

export const isPlainPackage = (name: string): boolean => PLAIN_PACKAGES.has(name);

/** Commands that bring no loader, library or toolchain into an image when they name none in their arguments. */
const HARMLESS = new Set(
  'adduser addgroup apk apt apt-get cat cd chgrp chmod chown cut date dnf echo exit export false find getent grep groupadd head id install ln ls microdnf mkdir mktemp mv passwd printf pwd rm rmdir sed set setcap sleep sort stat tail tee test touch tr true type umask uname update-ca-certificates useradd usermod userdel wc which whoami yum [ [[ : cp dpkg-reconfigure apt-mark chsh deluser delgroup install_packages locale-gen readlink dirname basename uniq'.split(
    ' ',
  ),
);

/** True when the command may put a dynamic loader, a C library or a Go toolchain into the image. */
export function mayBringFiles(command: RunCommand, suspicious: RegExp): boolean {
  if (command.name === undefined || !HARMLESS.has(command.name)) return true;
  return command.words.some(w =>
    w === undefined ? command.installs !== undefined || command.name === 'cp' || command.name === 'ln' : suspicious.test(w),
  );
}
