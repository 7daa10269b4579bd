/** Files that a program needs where it runs, and that the image which starts it does not have (go-facts §6.4). */

import { isBelow } from '../base/paths.js';
import { startedBy } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, lineage, mayBringFiles, stepsOf } from '../builds/dockerfile/stages.js';
import type { OutsideBuilder, StageFiles } from '../builds/program-walk.js';
import type { FileNeed } from '../go/package/file-uses.js';
import { goFlag, splitTags } from '../shell/go-command.js';
import type { CopyFacts, RunCommand, StageStep } from '../shell/shell-records.js';
import type { ImageEntry } from '../tables/tables.js';
import { packageFolder } from './image-build.js';
import { isPlainFile, type Start, startedPrograms } from './image-start.js';
import { linkageOf } from './linkage.js';
import { mayStartOutside, type OutsideProgram, outsidePrograms } from './outside-programs.js';
import type { NeededFile } from './program-files.js';
import { runtimeMounts } from './runtime-mounts.js';
import type { WorkspaceView } from './view.js';

export interface MissingFile extends Start {
  /** Undefined: it is built outside of the image. */
  readonly builder?: StageFacts;
  /** Where it is built then. */
  readonly outside?: OutsideBuilder;
  readonly need: FileNeed;
  /** The calls that need it; never empty. */
  readonly calls: readonly NeededFile[];
  /** The image that builds has certificates, and the other files too. */
  readonly builderHasCertificates: boolean;
}

interface Place {
  /** Where the file would be. */
  readonly paths: readonly string[];
  /** Stands in paths and packages that may bring it. */
  readonly words: RegExp;
  /** Variables by which the program is told another place. */
  readonly variables: readonly string[];
  lacks(image: ImageEntry): boolean;
}

const isEmpty = (image: ImageEntry) => image.name === 'scratch';

const TEMPORARY: Place = { paths: ['/tmp'], words: /tmp|temp/i, variables: ['TMPDIR'], lacks: isEmpty };

const PLACES: Readonly<Record<FileNeed, Place>> = {
  certificates: {
    paths: ['/etc/ssl', '/etc/pki', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates'],
    words: /cert|ssl|tls|pki|ca-bundle|trust|\.crt|\.pem/i,
    variables: ['SSL_CERT_FILE', 'SSL_CERT_DIR'],
    lacks: image => image.certificates === false,
  },
  'time zones': {
    paths: ['/usr/share/zoneinfo', '/usr/share/lib', '/usr/lib/locale', '/etc/zoneinfo', '/usr/local/go'],
    words: /zoneinfo|tzdata|timezone|\/(?:local|lib)\/go(?:\/|$)|goroot/i,
    variables: ['ZONEINFO'],
    lacks: image => image.tzdata === false && !image.go,
  },
  'temporary folder': TEMPORARY,
  uploads: TEMPORARY,
  users: { paths: ['/etc/passwd', '/etc/group'], words: /passwd|group/, variables: ['USER'], lacks: isEmpty },
};

/** False when no image starts a program from elsewhere and lacks anything that one may need, whatever the program does. */
export function mayLackFiles(facts: DockerfileFacts): boolean {
  return facts.stages.some((stage, i) => {
    const image = startedBy(stage)?.words && baseImage(facts, stage);
    return image !== undefined && (i > 0 || mayStartOutside(facts, stage)) && Object.values(PLACES).some(place => place.lacks(image));
  });
}

/** By stage, then by need. */
export function findMissingFiles(facts: DockerfileFacts, workspace: WorkspaceView): MissingFile[] {
  let known: readonly string[] | undefined;
  const isMounted = (need: FileNeed) => {
    // Asked only where something is missing.
    known ??= [...workspace.imageBuilds(facts.path).flatMap(b => b.mounts), ...runtimeMounts(facts, workspace)];
    return known.some(mount => mount === '/' || PLACES[need].paths.some(path => isBelow(path, mount) || isBelow(mount, path)));
  };
  const own = startedPrograms(facts, workspace).flatMap(({ files, ...program }) => {
    const { stage, builder, started } = program;
    if (lineage(facts, stage).includes(builder)) return [];
    const folder = () => packageFolder(facts, started.artifact, workspace);
    return missingFor({ ...program, facts, files, folder }, isMounted, workspace).flatMap(({ need, calls, folder }) => {
      // With cgo the C library looks users up, and says other things.
      const isStatic = () => linkageOf(facts, builder, started.artifact.command, t => workspace.cgoClosure(folder, t)).kind === 'static';
      const builderHasCertificates = baseImage(facts, builder)?.certificates === true;
      return need === 'users' && !isStatic() ? [] : [{ ...program, need, calls, builderHasCertificates }];
    });
  });
  return [...own, ...outsidePrograms(facts, workspace).flatMap(group => missingOutside(group, isMounted, workspace))];
}

/** What is missing wherever the program may come from. */
function missingOutside(group: readonly OutsideProgram[], isMounted: (need: FileNeed) => boolean, workspace: WorkspaceView): MissingFile[] {
  const found = group.map(({ folder, ...program }) => missingFor({ ...program, folder: () => folder }, isMounted, workspace));
  const [first, ...others] = found;
  const [{ stage, root, image, started, outside }] = group as [OutsideProgram];
  return first!.flatMap(({ need, calls }) => {
    // Who links it, and how, decides what is said of users.
    if (need === 'users' || others.some(other => !other.some(o => o.need === need))) return [];
    return [{ stage, root, image, started, outside, need, calls, builderHasCertificates: false }];
  });
}

interface AskedProgram extends Start {
  readonly facts: DockerfileFacts;
  readonly files: StageFiles;
  folder(): string | undefined;
}

interface Missing {
  readonly need: FileNeed;
  readonly calls: readonly NeededFile[];
  readonly folder: string;
}

function missingFor(
  { facts, stage, image, started, files, folder: folderOf }: AskedProgram,
  isMounted: (need: FileNeed) => boolean,
  workspace: WorkspaceView,
): Missing[] {
  const { command } = started.artifact;
  // A stage that others continue is not yet the image.
  const isContinued = facts.stages.some(s => s.from.parent === stage.index);
  if (isContinued || command.flags.values.has('toolexec')) return [];
  const possible = (Object.keys(PLACES) as FileNeed[]).filter(
    need => PLACES[need].lacks(image) && !mayHave(facts, stage, need, files) && !isMounted(need),
  );
  const tags = goFlag(command, 'tags');
  const folder = possible.length > 0 ? folderOf() : undefined;
  if (folder === undefined || tags === 'unknown' || (tags && tags.text === undefined)) return [];
  const needed = workspace.neededFiles(folder, splitTags(tags?.text ?? ''), possible) ?? [];
  return possible.flatMap(need => {
    const calls = needed.filter(n => n.need === need && !(n.isDefault && isToldOther(stage)));
    return calls.length === 0 ? [] : [{ need, calls, folder }];
  });
}

/** An address that the image sets may be what the program is told in place of its own. */
const isToldOther = ({ environment }: StageFacts): boolean =>
  [...environment.names()].some(name => {
    const setting = environment.get(name);
    return setting !== undefined && setting !== 'unknown' && /^https?:\/\//.test(setting.text ?? '');
  });

function mayHave(facts: DockerfileFacts, stage: StageFacts, need: FileNeed, files: StageFiles): boolean {
  const { environment } = stage;
  // Of TMPDIR and USER a shell may know more; a container that starts a program sets neither.
  const isSet = (name: string) => (environment.get(name) === 'unknown' ? !environment.closed : environment.get(name) !== undefined);
  if (PLACES[need].variables.some(isSet)) return true;
  return stepsOf(facts, stage).some(step => mayBring(step, need, files));
}

function mayBring(step: StageStep, need: FileNeed, files: StageFiles): boolean {
  const place = PLACES[need];
  switch (step.kind) {
    case 'copy':
      return copyMayBring(step.copy, place, files);
    case 'run':
      return runMayBring(step.command, need);
    case 'workdir':
      return step.path === undefined || place.paths.some(path => isBelow(step.path!, path));
    case 'go':
      return true;
  }
}

function copyMayBring(copy: CopyFacts, { paths, words }: Place, files: StageFiles): boolean {
  const { destination, sources } = copy;
  if (destination === undefined || words.test(destination) || sources.some(s => s !== undefined && words.test(s))) return true;
  if (destination === '/') return sources.some(s => s === undefined || !isPlainFile(s, copy, files));
  const folder = destination.replace(/\/$/, '');
  return paths.some(path => isBelow(path, folder) || isBelow(folder, path));
}

/** Packages that bring no certificates and no time zones along, on Debian and on Alpine. What others depend on, nobody looked up. */
const PLAIN = new Set('bash dumb-init jq make su-exec tini tree'.split(' '));
/** The same for time zones alone, on Alpine. */
const WITHOUT_ZONES = new Set(
  'ca-certificates ca-certificates-bundle curl gcompat git libc6-compat libgcc libstdc++ openssh-client openssl shadow wget'.split(' '),
);

function runMayBring(command: RunCommand, need: FileNeed): boolean {
  const { words } = PLACES[need];
  const isPlain = (p: string) => PLAIN.has(p) || (need === 'time zones' ? WITHOUT_ZONES.has(p) : p === 'tzdata');
  if (command.installs !== undefined) return command.installs.some(p => p === undefined || !isPlain(p));
  return mayBringFiles(command, words);
}
