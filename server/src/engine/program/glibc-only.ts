/** Packages that bring static libraries for glibc, in stages where the C compiler links against musl. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { stepsOf } from '../builds/dockerfile/stages.js';
import type { GoCommand } from '../shell/go-command.js';
import type { CgoNeed } from './cgo-closure.js';
import { linkingCommands } from './linking-commands.js';
import { compareModuleVersions } from './modules/module-version.js';
import type { WorkspaceView } from './view.js';

export interface GlibcOnly {
  readonly stage: StageFacts;
  readonly command: GoCommand;
  readonly need: CgoNeed;
  readonly library: GlibcLibrary;
}

/** A library that a module brings along, built against glibc. */
export interface GlibcLibrary {
  readonly name: 'librdkafka' | 'libduckdb';
  /** A function of glibc that musl does not have. */
  readonly lacking: string;
  readonly package: RegExp;
  /** From this release of the module on; before, it links the library of the image. */
  readonly first: string;
  /** With these tags it links another library. */
  readonly otherTags: readonly string[];
}

/**
 * confluent-kafka-go: its README. duckdb: go-duckdb#164 and #256; its archives ask for `__res_init`, which musl 1.2.3 does not have (nm of
 * go-duckdb v1.0.0, v1.5.6 and v1.8.5, of duckdb-go-bindings/linux-amd64 v0.1.10 and of lib/linux-amd64 v0.10506.0).
 */
const LIBRARIES: readonly GlibcLibrary[] = [
  {
    name: 'librdkafka',
    lacking: '__strdup',
    package: /^(?:github\.com\/confluentinc|gopkg\.in\/confluentinc)\/confluent-kafka-go(?:[/.]v\d+)?\/kafka$/,
    first: 'v1.4.0',
    otherTags: ['musl', 'dynamic'],
  },
  {
    name: 'libduckdb',
    lacking: '__res_init',
    package: /^github\.com\/(?:marcboeker\/go-duckdb|duckdb\/duckdb-go(?:-bindings)?)(?:\/|$)/,
    first: 'v0.1.0',
    otherTags: ['duckdb_use_lib', 'duckdb_use_static_lib', 'duckdb_from_source'],
  },
];

/** Commands that surely link one. */
export function findGlibcOnly(facts: DockerfileFacts, workspace: WorkspaceView): GlibcOnly[] {
  return linkingCommands(facts, workspace, ({ image, stage }) => image.libc === 'musl' && !hasCompatibility(facts, stage)).flatMap(
    ({ stage, command, tags, needs }) =>
      needs
        .flatMap(need => {
          const library = glibcLibrary(need, tags, facts.path, workspace);
          return library ? [{ stage, command, need, library }] : [];
        })
        .slice(0, 1),
  );
}

/** Packages of Alpine that have some functions of glibc. */
const COMPATIBILITY = /compat|glibc|execinfo/;

const hasCompatibility = (facts: DockerfileFacts, stage: StageFacts): boolean =>
  stepsOf(facts, stage).some(s => s.kind === 'run' && s.command.installs?.some(p => p === undefined || COMPATIBILITY.test(p)));

/** The release that go.mod asks for has one. */
function glibcLibrary(
  { importPath, at }: CgoNeed,
  tags: readonly string[],
  dockerfile: string,
  workspace: WorkspaceView,
): GlibcLibrary | undefined {
  const library = LIBRARIES.find(l => l.package.test(importPath) && !l.otherTags.some(tag => tags.includes(tag)));
  const module = library && workspace.module(at?.file ?? dockerfile);
  const required = module?.requires.find(r => importPath === r.path || importPath.startsWith(`${r.path}/`));
  return required !== undefined && compareModuleVersions(required.version, library!.first) >= 0 ? library : undefined;
}
