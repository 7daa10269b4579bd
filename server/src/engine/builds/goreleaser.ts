/** `.goreleaser.yaml` and `.ko.yaml`: one unit for each build entry. */

import { flatMapping, type Sliced } from '../base/slices.js';
import type { Environment, Setting } from '../shell/environment.js';
import { child, type DataNode, entry, itemsOf, scalarText } from '../syntax/data-node.js';
import type { BuildFileFacts, BuildUnit, Misplaced } from './facts.js';
import { buildCommand } from './go-build.js';
import { dockerBuilds, releaseImages } from './goreleaser-images.js';
import { between, experimentsOf, filled, goEnvironment, type Holes, settingOf, settingsOf } from './values.js';

/** `{{ … }}` is filled when goreleaser runs. */
export const templateHoles: Holes = text => between(text, '{{', '}}').map(({ start, end }) => ({ start, end, text: undefined }));

export function* readGoreleaser(root: DataNode | undefined): Sliced<Pick<BuildFileFacts, 'units' | 'images' | 'misplaced' | 'releases'>> {
  const shared = variablesOf(child(root, 'env'));
  const common = commonOf(shared);
  const builds = itemsOf(child(root, 'builds'));
  const read = yield* flatMapping(builds, BUILDS_PER_SLICE, (build, i) => [{ build, unit: goreleaserUnit(build, i, common)[0] }]);
  const units = read.flatMap(({ unit }) => unit ?? []);
  const misplaced = [...builds.flatMap(misplacedHooks), ...hookVariables(root), ...shellHooks(root)];
  yield;
  return { units, misplaced, images: yield* dockerBuilds(root), releases: yield* releaseImages(root, read) };
}

/** Then the reader rests. */
const BUILDS_PER_SLICE = 20;

/** What all builds of a file have. */
interface Common {
  readonly environment: Environment;
  readonly experiments: readonly Setting[];
}

const commonOf = (settings: readonly Setting[]): Common => ({ environment: goEnvironment(settings), experiments: experimentsOf(settings) });

function goreleaserUnit(build: DataNode, index: number, common: Common): BuildUnit[] {
  const builder = scalarText(child(build, 'builder')) ?? 'go';
  if (build.kind !== 'map' || builder !== 'go' || scalarText(child(build, 'skip')) === 'true') return [];
  const settings = [...variablesOf(child(build, 'env')), ...overridden(build), ...targets(build)];
  const isGo = ['tool', 'gobinary'].every(key => [undefined, 'go'].includes(scalarText(child(build, key))));
  const unit = unitOf('goreleaser build', build, nameOf(build, index), common, settings, isGo);
  const mayBeSkipped = !['false', undefined].includes(scalarText(child(build, 'skip')));
  const pairs = mayBeSkipped ? undefined : targetPairs(build);
  return [{ ...unit, ...(pairs && { targets: pairs }) }];
}

/** What `{{ if … }}NAME=value{{ end }}` names is set for some targets only. */
function variablesOf(node: DataNode | undefined): Setting[] {
  const templated = itemsOf(node).flatMap((item): Setting[] => {
    if (item.kind !== 'scalar' || !item.text.trimStart().startsWith('{{')) return [];
    const names = [...item.text.matchAll(/\b([A-Z][A-Z0-9_]*)=/g)].map(m => m[1]!);
    return (names.length > 0 ? names : ['CC', 'CXX']).map(name => ({ ...UNKNOWN, name, span: item.span }));
  });
  return [...settingsOf(node, templateHoles), ...templated];
}

const UNKNOWN = { text: undefined, args: [], origin: 'build file' } as const;

/** Pairs that `ignore` leaves out are not among them; undefined where one is filled in later. */
function targetPairs(build: DataNode): readonly string[] | undefined {
  const written = itemsOf(child(build, 'targets'));
  const texts = (node: DataNode | undefined) => itemsOf(node).map(item => scalarText(item) ?? '{');
  const all = (key: 'goos' | 'goarch') => (child(build, key) ? texts(child(build, key)) : DEFAULT_TARGETS[key]);
  const [systems, architectures] = [all('goos'), all('goarch')];
  // One times the other: thousands of each are millions of pairs.
  if ((written.length || systems.length * architectures.length) > MAX_PAIRS) return undefined;
  const pairs =
    written.length > 0
      ? written.map(item => (scalarText(item) ?? '{').split('_').slice(0, 2).join('/'))
      : systems.flatMap(os => architectures.map(arch => `${os}/${arch}`));
  // What else `ignore` names, such as goarm, narrows it: the pair stays in doubt.
  const ignored = itemsOf(child(build, 'ignore')).map(node => ['goos', 'goarch'].map(key => scalarText(child(node, key))));
  const isIgnored = (pair: string) => {
    const [os, arch] = pair.split('/');
    return ignored.some(([o, a]) => (o === undefined || o === os) && (a === undefined || a === arch));
  };
  return pairs.some(p => /[{$]/.test(p)) ? undefined : pairs.filter(p => !isIgnored(p));
}

/** Of a build with more nothing is said. */
const MAX_PAIRS = 200;

/** Variables that some targets get other values for. */
function overridden(build: DataNode): Setting[] {
  return itemsOf(child(build, 'overrides')).flatMap(o =>
    settingsOf(child(o, 'env'), templateHoles).map(({ name, span }) => ({
      name,
      text: undefined,
      args: [],
      origin: 'build file' as const,
      ...(span && { span }),
    })),
  );
}

/** What goreleaser builds for where the entry names nothing (its internal/builders/golang). */
const DEFAULT_TARGETS = { goos: ['linux', 'darwin', 'windows'], goarch: ['amd64', 'arm64', '386'] } as const;

/** GOOS and GOARCH when there is one each; several make a matrix of targets. `targets` names pairs instead, with variants. */
function targets(build: DataNode): Setting[] {
  const pairs = itemsOf(child(build, 'targets'));
  return (['goos', 'goarch'] as const).map((key, i) => {
    const node = pairs.length > 0 ? entry(build, 'targets') : entry(build, key);
    const items = pairs.length > 0 ? pairs : itemsOf(node?.value);
    const name = key.toUpperCase();
    if (pairs.length === 0 && node && items.length === 1 && items[0]!.kind === 'scalar') return settingOf(name, items[0]!.span, items[0]!);
    const texts = items.map(item => (item.kind === 'scalar' ? filled(item.text, templateHoles) : undefined));
    const parts = pairs.length > 0 ? texts.map(text => (text?.includes('_') ? text.split('_')[i] : undefined)) : texts;
    const choices = node === undefined ? DEFAULT_TARGETS[key] : parts.every(p => p !== undefined) ? [...new Set(parts)] : undefined;
    const known = choices !== undefined && choices.length > 0 ? { choices } : {};
    return { name, text: undefined, args: [], origin: 'build file' as const, ...known, ...(node && { span: node.value.span }) };
  });
}

function nameOf(build: DataNode, index: number): { readonly text: string; readonly node: DataNode } {
  for (const key of ['id', 'binary', 'main']) {
    const node = child(build, key);
    if (node?.kind === 'scalar' && node.text !== '') return { text: node.text, node };
  }
  return { text: `build ${index + 1}`, node: build };
}

function unitOf(
  kind: BuildUnit['kind'],
  build: DataNode,
  { text, node }: { readonly text: string; readonly node: DataNode },
  common: Common,
  settings: readonly Setting[],
  isGo: boolean,
): BuildUnit {
  const environment = common.environment.plus(settings);
  const span = { start: node.span.start, end: Math.max(node.span.start, node.kind === 'map' ? node.span.start : node.span.end) };
  const commands = isGo ? [buildCommand(build, span, environment, templateHoles)] : [];
  return { kind, name: text, span, environment, commands, experiments: [...common.experiments, ...experimentsOf(settings)], release: true };
}

/** Build hooks are `pre` and `post`; `before` and `after` are keys of the whole file. */
function misplacedHooks(build: DataNode): Misplaced[] {
  const hooks = child(build, 'hooks');
  return (['before', 'after'] as const).flatMap(key => {
    const found = entry(hooks, key);
    return found ? [{ kind: `build-hooks-${key}` as const, span: found.keySpan }] : [];
  });
}

const globalHooks = (root: DataNode | undefined): (DataNode & { kind: 'scalar' })[] =>
  itemsOf(child(child(root, 'before'), 'hooks')).flatMap(hook => {
    const node = hook.kind === 'map' ? child(hook, 'cmd') : hook;
    return node?.kind === 'scalar' ? [node] : [];
  });

/** A hook is a process of its own: what it exports is gone before the build begins. */
function hookVariables(root: DataNode | undefined): Misplaced[] {
  return globalHooks(root).flatMap(node => {
    const m = /^(?:(?:ba)?sh -c ['"]?)?\s*export\s+((?:GO|CGO_)[A-Z0-9_]*)=[^;&|]*$/.exec(node.text);
    return m ? [{ kind: 'hook-variable' as const, span: node.span, name: m[1]! }] : [];
  });
}

/** What a shell itself does, and a variable for one command. */
const NO_PROGRAM = /^(?:cd|export|source|set|unset|\.|[A-Za-z_]\w*=[^\s'"`\\{}$]*)(?=\s)/;

/** The words of a hook are a program and its arguments: no shell is there for `cd`, and what follows an operator is dropped. */
function shellHooks(root: DataNode | undefined): Misplaced[] {
  return globalHooks(root).flatMap((node): Misplaced[] => {
    const text = node.text.trim();
    const name = NO_PROGRAM.exec(text)?.[0];
    if (name === 'export' && /^export\s+(?:GO|CGO_)[A-Z0-9_]*=[^;&|]*$/.test(text)) return [];
    if (name !== undefined) return [{ kind: 'hook-builtin', span: node.span, name }];
    // A quote, an escape or a template may hold the sign.
    const operator = /^[^'"`\\{}$()<>;&|]*?\s(&&|\|\||;|\|)\s/.exec(text)?.[1];
    return operator === undefined ? [] : [{ kind: 'hook-operator', span: node.span, name: operator }];
  });
}

/** ko sets CGO_ENABLED=0 itself unless the entry says otherwise. */
export function* readKo(root: DataNode | undefined): Sliced<BuildUnit[]> {
  const shared = settingsOf(child(root, 'defaultEnv'), templateHoles);
  const [common, nothing] = [commonOf(shared), commonOf([])];
  return yield* flatMapping(itemsOf(child(root, 'builds')), BUILDS_PER_SLICE, (build, i) => {
    if (build.kind !== 'map') return [];
    const own = settingsOf(child(build, 'env'), templateHoles);
    const settings = own.length > 0 ? own : shared;
    const cgo: Setting[] = settings.some(s => s.name === 'CGO_ENABLED')
      ? []
      : [{ name: 'CGO_ENABLED', text: '0', args: [], origin: 'build file' }];
    const below = own.length > 0 ? nothing : common;
    return [unitOf('ko build', build, nameOf(build, i), below, [...own, ...cgo, ...platforms()], true)];
  });
}

/** ko builds for the platforms its caller names. */
function platforms(): Setting[] {
  return ['GOOS', 'GOARCH'].map(name => ({ name, text: undefined, args: [], origin: 'build file' }));
}
