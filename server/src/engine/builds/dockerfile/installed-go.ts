/** The Go that a stage installs on an image without one: by a package of the distribution, or from an archive of go.dev. */

import type { Span } from '../../base/finding.js';
import { type GoVersion, parseGoVersion } from '../../base/go-version.js';
import type { RunCommand, StageStep } from '../../shell/shell-records.js';
import { packagedGo } from '../../tables/packaged-go.js';
import type { DockerfileFacts, StageFacts } from './facts.js';
import { baseImage, rootStage, stepsOf } from './stages.js';

export interface InstalledGo {
  readonly version: GoVersion;
  readonly text: string;
  readonly span: Span;
}

/** Other sources of packages, whose Go may be any. */
const OTHER_SOURCES =
  /backports|ppa:|\bedge\b|\bsid\b|unstable|testing|sources\.list|apk\/repositories|\bgvm\b|\basdf\b|\bmise\b|\bgoenv\b/;
const ARCHIVE = /\bgo(1\.\d{1,2}(?:\.\d{1,2})?)\.linux-/;

/** Undefined where it may be another one, or one that may fetch another toolchain: from Go 1.21 on. */
export function installedGo(facts: DockerfileFacts, stage: StageFacts): InstalledGo | undefined {
  const entry = baseImage(facts, stage);
  const { image, args } = rootStage(facts, stage).from;
  if (!entry || entry.go || !image || args.length > 0) return undefined;
  const steps = stepsOf(facts, stage);
  const texts = steps.map(wordsOf);
  if (texts.some(text => OTHER_SOURCES.test(text))) return undefined;
  const found = steps.flatMap((step, i): InstalledGo[] => {
    const span = step.kind === 'run' ? step.command.span : step.kind === 'copy' ? step.copy.span : undefined;
    const packages = step.kind === 'run' ? (step.command.installs ?? []) : [];
    const release = ARCHIVE.exec(texts[i]!)?.[1] ?? packages.map(name => name && packagedGo(image, name)).find(r => r);
    const version = release === undefined ? undefined : parseGoVersion(release);
    return span && version ? [{ version, text: release!, span }] : [];
  });
  const [first] = found;
  const isPackage = !texts.some(text => ARCHIVE.test(text));
  if (isPackage && looksElsewhere(stage)) return undefined;
  // Packages that nobody could read, or that name a release, may bring a second one.
  if (!first || first.version.minor >= 21 || found.some(f => f.text !== first.text) || steps.some(mayBringAnother)) return undefined;
  return first;
}

/** Folders of PATH that hold what go installs, or what packages do. */
const USUAL = new Set(['', '/go/bin', '/root/go/bin', '/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin']);

/** PATH has a folder that may hold another Go. */
function looksElsewhere({ environment }: StageFacts): boolean {
  const path = environment.get('PATH');
  if (path === undefined || path === 'unknown' || path.origin === 'base image') return false;
  const written = path.word?.parts.map(part => (part.kind === 'text' ? part.text : '')).join('') ?? '';
  return written.split(':').some(folder => !USUAL.has(folder));
}

function wordsOf(step: StageStep): string {
  if (step.kind === 'run') return [...step.command.words, ...step.command.writes].map(word => word ?? '').join(' ');
  return step.kind === 'copy' ? [...step.copy.sources, step.copy.destination].map(path => path ?? '').join(' ') : '';
}

function mayBringAnother(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.packages.some(p => p?.startsWith('golang.org/dl/'));
  if (step.kind === 'run')
    return step.command.installs?.some(p => p === undefined || /^(?:golang|go)-?1\./.test(p)) ?? mayCommandBring(step.command);
  return step.kind === 'copy' && step.copy.from !== undefined && step.copy.sources.some(s => s === undefined || HOLDS_GO.test(s));
}

/** A folder `go`, or one that may hold it. */
const HOLDS_GO = /(?:^|\/)go(?:\/|$)|^\/(?:opt|usr(?:\/local)?)?\/?$/;
const SCRIPTS = new Set(['bash', 'sh', 'dash', 'zsh', 'source', '.']);
const FETCHES = new Set(['curl', 'wget', 'tar', 'unzip', 'git', 'cp', 'mv', 'ln']);
/** Package managers of any distribution. */
const MANAGERS = new Set(['snap', 'brew', 'conda', 'mamba', 'nix', 'nix-env', 'goup', 'eget']);

/** A script, what is fetched from an address that nobody knows, or a folder or program `go` that is put somewhere. */
function mayCommandBring({ name, words }: RunCommand): boolean {
  if (name === undefined || SCRIPTS.has(name) || MANAGERS.has(name) || words[0]?.includes('/')) return true;
  if (!FETCHES.has(name)) return false;
  return words.some(word => word === undefined || /(?:^|\/)go(?:\.git)?$/.test(word));
}
