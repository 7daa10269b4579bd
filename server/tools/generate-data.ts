/** Writes the engine's tables from the JSON under `server/data`. `npm run generate` calls it, a test compares its output with the tree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = join(__dirname, '..', 'data');
const OUT = 'server/src/engine/tables';

interface RawRelease {
  readonly known: readonly string[];
  readonly baseline: Readonly<Record<string, readonly string[]>>;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}
interface RawLife {
  readonly firstKnown: string;
  readonly lastKnown: string;
  readonly what: string;
}
interface RawPackage {
  readonly import: string;
  readonly why: string;
  readonly alternative?: string | null;
  readonly cgo0: string;
  readonly cgoOn: string;
}
interface RawImages {
  readonly mirrors: readonly string[];
  readonly architecturePrefixes: readonly string[];
  readonly images: readonly unknown[];
  readonly glibc: readonly unknown[];
}
interface RawStd {
  readonly checkedWith: string;
  readonly packages: Readonly<Record<string, readonly string[]>>;
}

/** Repository path of each generated file -> its text. Throws when a source is missing. */
export function generateData(): Map<string, string> {
  return new Map([
    [`${OUT}/experiments.generated.ts`, experiments()],
    [`${OUT}/cgo-packages.generated.ts`, cgoPackages()],
    [`${OUT}/images.generated.ts`, images()],
    [`${OUT}/std-cgo.generated.ts`, stdCgo()],
    [`${OUT}/std/std-packages.generated.ts`, stdPackages()],
  ]);
}

function experiments(): string {
  const { _meta, ...releases } = read<Record<string, RawRelease> & { _meta: { newestKnown: string; lifecycle: Record<string, RawLife> } }>(
    'goexperiments.json',
  );
  const slim = mapValues(releases, r => ({ known: r.known, baseline: r.baseline, aliases: r.aliases }));
  const life = mapValues(_meta.lifecycle, l => ({ first: l.firstKnown, last: l.lastKnown, what: l.what }));
  return (
    header('goexperiments.json', ['ExperimentLife', 'ExperimentRelease']) +
    constant('EXPERIMENT_RELEASES', 'Readonly<Record<string, ExperimentRelease>>', slim) +
    constant('EXPERIMENTS', 'Readonly<Record<string, ExperimentLife>>', life)
  );
}

function cgoPackages(): string {
  // Those that were gathered for the first version, and those found and run since.
  const list = ['cgo-packages.json', 'cgo-packages-added.json'].flatMap(read<RawPackage[]>).map(p => ({
    import: p.import,
    why: p.why,
    ...(p.alternative && { alternative: p.alternative }),
    withoutCgo: p.cgo0,
    on: p.cgoOn,
  }));
  return header('cgo-packages*.json', ['CgoPackage']) + constant('CGO_PACKAGES', 'readonly CgoPackage[]', list);
}

function images(): string {
  const raw = read<RawImages>('images.json');
  return (
    header('images.json', ['GlibcRelease', 'ImageEntry']) +
    constant('IMAGES', 'readonly ImageEntry[]', raw.images) +
    constant('GLIBC_RELEASES', 'readonly GlibcRelease[]', raw.glibc) +
    constant('MIRRORS', 'readonly string[]', raw.mirrors) +
    constant('ARCHITECTURE_PREFIXES', 'readonly string[]', raw.architecturePrefixes)
  );
}

function stdCgo(): string {
  const raw = read<RawStd>('std-cgo.json');
  return (
    header('std-cgo.json', []) +
    `/** Checked with ${raw.checkedWith}: std packages on linux, with the std packages among their dependencies that have cgo files. */\n` +
    constant('STD_CGO', 'Readonly<Record<string, readonly string[]>>', raw.packages)
  );
}

/** What the table of std holds, so that nobody has to ask a host for what is not there. */
function stdPackages(): string {
  const [releases, ...packages] = readFileSync(join(DATA, 'std-packages.txt'), 'utf8').trimEnd().split('\n');
  return (
    header('std-packages.txt', []) +
    '/** The toolchain that stands for each release, oldest first. */\n' +
    constant('STD_TOOLCHAINS', 'readonly string[]', releases!.split(' ').slice(1)) +
    '/** Paths of the packages in the table, each after the releases that have it, where not all do. */\n' +
    constant('STD_PACKAGES', 'readonly string[]', packages)
  );
}

function header(source: string, types: readonly string[]): string {
  const note = `// Generated from server/data/${source} by \`npm run generate\`. Do not edit.\n`;
  return types.length === 0 ? `${note}\n` : `${note}import type { ${types.join(', ')} } from './tables.js';\n\n`;
}

function constant(name: string, type: string, value: unknown): string {
  return `export const ${name}: ${type} = ${JSON.stringify(value, null, 1)};\n`;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(DATA, name), 'utf8')) as T;
}
