/**
 * The text of a `sync.Pool` for a type, with functions that get and put. They follow what go-facts §5 found to be right: a pointer is put, the
 * reset keeps the struct's own slices and maps but nothing they referred to, everything else becomes zero, and large buffers are not kept.
 */
import type { Edit } from '../../base/finding.js';
import { type Type, UNKNOWN, type Var } from '../../go/types/model.js';
import { isUnknown, under } from '../../go/types/predicates.js';
import { importEdits, importedAs } from './imports.js';
import { isFree, isHidden } from './names.js';
import { isOwned } from './owned-fields.js';
import type { RemedyContext } from './remedy.js';

/** Elements, and bytes of a buffer, above which it is dropped instead of kept (fmt/print.go drops buffers above 64 KiB). */
const MAX_KEPT = '64<<10';
/** First minor release with `clear`. */
const CLEAR = 21;

export interface PoolFunctions {
  readonly get: string;
  readonly put: string;
  readonly text: string;
  readonly imports: readonly Edit[];
}

/** For a struct of the package, by its name; undefined for one that must not be put into a pool, or has nothing worth keeping. */
export function poolOfStruct(context: RemedyContext, type: string): PoolFunctions | undefined {
  const declared = context.source.declared?.(type) ?? UNKNOWN;
  const struct = under(declared);
  if (declared.kind !== 'named' || declared.object.name !== type || declared.parameters.length > 0 || struct.kind !== 'struct')
    return undefined;
  const reset = context.language.minor < CLEAR ? undefined : resetOf(struct.fields, type, context);
  return reset === undefined ? undefined : written(context, type, type, reset);
}

/** For `bytes.Buffer`, as the file writes it. */
export function poolOfBuffers(context: RemedyContext, type: string): PoolFunctions | undefined {
  return written(context, type, 'buffer', `\tif x.Cap() > ${MAX_KEPT} {\n\t\treturn\n\t}\n\tx.Reset()\n`);
}

function written(context: RemedyContext, type: string, name: string, reset: string): PoolFunctions | undefined {
  const upper = name[0]!.toUpperCase() + name.slice(1);
  const [pool, get, put] = [`${name[0]!.toLowerCase()}${name.slice(1)}Pool`, `get${upper}`, `put${upper}`];
  const sync = importedAs(context.source, 'sync') ?? 'sync';
  const imports = importEdits(context.source, 'sync', undefined);
  if (!imports || isHidden(context, sync) || ![pool, get, put].every(n => isFree(context, n))) return undefined;
  const any = context.language.minor < 18 ? 'interface{}' : 'any';
  const text = `var ${pool} = ${sync}.Pool{New: func() ${any} { return new(${type}) }}

// ${get} returns an empty ${type}. Give it back with ${put}.
func ${get}() *${type} { return ${pool}.Get().(*${type}) }

// ${put} empties x for the next user. Nobody may use x, or what its fields held, afterwards.
func ${put}(x *${type}) {
${reset}	${pool}.Put(x)
}`;
  return { get, put, text, imports };
}

/** Body lines of the put function. */
function resetOf(fields: readonly Var[], type: string, context: RemedyContext): string | undefined {
  const lines: string[] = [];
  const kept: string[] = [];
  for (const { name, type: of, embedded } of fields) {
    const u = under(of);
    if (hasOneOwner(of) || isUnknown(u)) return undefined;
    if (embedded || name === '_' || name === '' || !['slice', 'map'].includes(u.kind) || !isOwned(context, type, name)) continue;
    if (u.kind === 'slice') {
      lines.unshift(`\tif cap(x.${name}) > ${MAX_KEPT} {\n\t\treturn\n\t}\n`);
      if (!isPlain(under(u.elem))) lines.push(`\tclear(x.${name}[:cap(x.${name})])\n`);
      kept.push(`${name}: x.${name}[:0]`);
    } else {
      lines.push(`\tclear(x.${name})\n`);
      kept.push(`${name}: x.${name}`);
    }
  }
  return kept.length === 0 ? undefined : `${lines.join('')}\t*x = ${type}{${kept.join(', ')}}\n`;
}

/** Elements without pointers need no clearing: they keep nothing alive. */
const isPlain = (type: Type) => type.kind === 'basic' && type.size > 0 && !['string', 'unsafe.Pointer'].includes(type.name);

/** Locks, channels and what has to be closed: of such a value there is one owner (go-facts §5, M18). */
function hasOneOwner(type: Type): boolean {
  if (type.kind === 'chan') return true;
  if (type.kind === 'pointer') return hasOneOwner(type.elem);
  if (type.kind !== 'named') return false;
  const { pkg, name } = type.object;
  return pkg !== undefined && OWNING.has(pkg.path) && name !== 'Duration' && name !== 'Time';
}

const OWNING: ReadonlySet<string> = new Set(['sync', 'os', 'net', 'net/http', 'context', 'database/sql', 'time', 'sync/atomic']);
