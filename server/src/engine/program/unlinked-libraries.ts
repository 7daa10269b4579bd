/** C libraries that a program links, and that the image which builds it does not have. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { isPlainPackage, mayBringFiles, rootStage, stepsOf } from '../builds/dockerfile/stages.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import type { SharedLibrary } from '../tables/shared-libraries.js';
import type { CgoNeed } from './cgo-closure.js';
import { librariesOf } from './image-libraries.js';
import { linkingCommands } from './linking-commands.js';
import type { WorkspaceView } from './view.js';

export interface UnlinkedLibrary {
  readonly stage: StageFacts;
  readonly command: GoCommand;
  readonly need: CgoNeed;
  readonly library: SharedLibrary;
  /** What to install. */
  readonly dev: string;
}

/** Packages that bring no library of another project to link against. */
const BUILD_TOOLS = new Set(
  'gcc g++ clang build-base alpine-sdk build-essential musl-dev libc-dev libc6-dev linux-headers pkgconf pkgconfig pkg-config binutils upx zip unzip file gnupg openssh-client protobuf-compiler'.split(
    ' ',
  ),
);

/** Commands that surely fail for want of one, each with the first. */
export function findUnlinkedLibraries(facts: DockerfileFacts, workspace: WorkspaceView): UnlinkedLibrary[] {
  return linkingCommands(facts, workspace, ({ image }) => image.go === true).flatMap(({ stage, image, command, tags, needs }) => {
    // These variables may lead to a library somewhere else.
    if (mayCross(facts, stage, command) || ELSEWHERE.some(name => goSetting(command, name) !== undefined)) return [];
    return needs
      .flatMap(need =>
        librariesOf(need, tags).flatMap((library): UnlinkedLibrary[] => {
          const dev = (image.packages === 'apk' ? library.alpine : library.debian).dev;
          const mayBe = dev === undefined || stepsOf(facts, stage).some(step => mayBring(step, command, library));
          return mayBe ? [] : [{ stage, command, need, library, dev }];
        }),
      )
      .slice(0, 1);
  });
}

/** For another machine it is another compiler that looks for another library. */
function mayCross(facts: DockerfileFacts, stage: StageFacts, command: GoCommand): boolean {
  const arch = goSetting(command, 'GOARCH');
  return arch !== undefined && (arch === 'unknown' || arch.text !== 'amd64' || rootStage(facts, stage).from.platform !== undefined);
}

const ELSEWHERE = ['CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_LDFLAGS', 'PKG_CONFIG', 'PKG_CONFIG_PATH', 'PKG_CONFIG_SYSROOT_DIR'];

/** A step before the command that may bring what it links. */
function mayBring(step: StageStep, command: GoCommand, { words }: SharedLibrary): boolean {
  if (step.kind === 'run') {
    const { installs } = step.command;
    if (!installs) return mayBringFiles(step.command, words);
    return installs.some(p => p === undefined || words.test(p) || !(isPlainPackage(p) || BUILD_TOOLS.has(p)));
  }
  if (step.kind !== 'copy') return false;
  const { from, sources, destination } = step.copy;
  if (from === undefined) return destination === undefined || /^\/(?:usr|lib|opt|etc)(?:\/|$)/.test(destination);
  const inside = command.cwd ?? '/';
  return destination === undefined || sources.includes(undefined) || !`${destination}/`.startsWith(`${inside}/`);
}
