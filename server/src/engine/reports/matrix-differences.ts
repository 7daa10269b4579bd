/** Which cells of the build matrix a reader should see first: those in which one place builds otherwise than most others of its module. */
import type { BuildContext } from '../program/build-contexts.js';
import type { MatrixColumn } from './matrix-model.js';

/** What a row says in the columns that are compared; undefined: unknown, or not its to decide. */
export type Compared = Readonly<Partial<Record<MatrixColumn, string>>>;

/** Targets, images and linker flags differ on purpose. */
const COLUMNS = ['go', 'goexperiment', 'cgo', 'tags'] as const;
type ComparedColumn = (typeof COLUMNS)[number];

/** In steps: for each row the columns in which most others of `rows` say something else. `own`: the release that the module itself asks for. */
export function* differences(
  rows: readonly { readonly context: BuildContext; readonly compared: Compared }[],
  own: string | undefined,
): Generator<void, ReadonlySet<MatrixColumn>[]> {
  const found = rows.map(() => new Set<MatrixColumn>());
  for (const column of COLUMNS) {
    const values = rows.map(({ context, compared }) => (counts(column, context) ? compared[column] : undefined));
    const usual = mostCommon(values, column === 'go' ? own : undefined);
    rows.forEach(({ context, compared }, i) => {
      const value = values[i] ?? afterwards(column, context, compared, usual);
      if (value !== undefined && value !== usual) found[i]!.add(column);
    });
    yield;
  }
  return found;
}

/**
 * The go line of a module is a lower bound, not what anybody builds with. `go run`, `go vet` and `go generate` leave no program behind, and
 * tags of the machine's go command stand on command lines that nobody has written down.
 */
function counts(column: ComparedColumn, context: BuildContext): boolean {
  const { command, kind } = context;
  if (kind === 'module' || kind === 'go.work') return false;
  if (column === 'go' || column === 'goexperiment') return true;
  if (['run', 'vet', 'generate'].includes(command?.verb ?? '')) return false;
  // The race detector needs cgo.
  if (column === 'cgo') return command?.flags.values.get('race') === undefined && !isDefault(context);
  return kind !== 'local toolchain' && !isTest(context);
}

/** What a row that has no vote says all the same, laid beside the usual value. */
function afterwards(column: ComparedColumn, context: BuildContext, compared: Compared, usual: string | undefined): string | undefined {
  if (column === 'tags' && isTest(context)) return withoutOwn(compared.tags, usual);
  // What cgo comes to by default is known for this machine alone, and is no difference from others that leave it at that.
  if (column === 'cgo' && isDefault(context)) return usual === undefined || usual === '' ? usual : context.cgoEnabled.value;
  return undefined;
}

const isDefault = ({ kind, cgoEnabled }: BuildContext) => kind === 'local toolchain' && !cgoEnabled.isSet;
const isTest = ({ command }: BuildContext) => command?.verb === 'test';

/** Tests may add tags; they differ when they lack one that the program is built with. */
function withoutOwn(tags: string | undefined, usual: string | undefined): string | undefined {
  if (tags === undefined || usual === undefined) return undefined;
  const own = tags.split(',');
  return usual === '' || usual.split(',').every(tag => own.includes(tag)) ? usual : tags;
}

/** The value of most rows, of equally common ones `preferred`; undefined when there is no such value, so that every row differs. */
function mostCommon(values: readonly (string | undefined)[], preferred: string | undefined): string | undefined {
  const counts = new Map<string, number>();
  for (const v of values) if (v !== undefined) counts.set(v, (counts.get(v) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const first = [...counts].filter(([, n]) => n === most).map(([value]) => value);
  return first.length === 1 ? first[0] : first.find(value => value === preferred);
}
