/**
 * A `sync.Pool` with get and put functions for the struct that a constructor-like function makes, as a template: callers still have to use
 * it. The put function follows what go-facts §5 found to be right: a pointer is put, the reset keeps the struct's own slices and maps but
 * nothing they referred to, everything else becomes zero, and large buffers are not kept.
 */

import { messages } from '../../base/message.js';
import { type Type, UNKNOWN, type Var } from '../../go/types/model.js';
import { isUnknown, under } from '../../go/types/predicates.js';
import { F, K, NONE } from '../../syntax/flat-tree.js';
import { importEdits, importedAs } from './imports.js';
import { isFree, isHidden } from './names.js';
import { isOwned } from './owned-fields.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/pool-skeleton', {
  title: 'Add a sync.Pool for {type} (template: callers have to use it)',
  verified: '(verified: compiles)',
});

/** Elements above which a slice is dropped instead of kept (fmt/print.go drops buffers above 64 KiB). */
const MAX_KEPT = '64<<10';

export function poolSkeleton(context: RemedyContext): Remedy | undefined {
  const { tree, source, language } = context;
  if (tree.kind(0) !== K.FunctionDeclaration || tree.field(0, F.TypeParameters) !== NONE || language.minor < 21) return undefined;
  const name = tree.textOf(tree.field(0, F.Name));
  const result = tree.field(0, F.Result);
  if (!/^(?:new|New|make|create)/.test(name) || tree.kind(result) !== K.PointerType) return undefined;
  const type = tree.textOf(tree.first(result));
  const declared = tree.kind(tree.first(result)) === K.TypeIdentifier ? (source.declared?.(type) ?? UNKNOWN) : UNKNOWN;
  const struct = under(declared);
  if (declared.kind !== 'named' || declared.object.name !== type || declared.parameters.length > 0 || struct.kind !== 'struct')
    return undefined;
  const makesIt = context.nodes.some(n => {
    const made = tree.kind(n) === K.UnaryExpression ? tree.first(n) : n;
    return tree.kind(made) === K.CompositeLiteral && tree.textOf(tree.first(made)) === type;
  });
  const reset = makesIt ? resetOf(struct.fields, type, context) : undefined;
  if (reset === undefined) return undefined;
  const upper = type[0]!.toUpperCase() + type.slice(1);
  const [pool, get, put] = [`${type[0]!.toLowerCase()}${type.slice(1)}Pool`, `get${upper}`, `put${upper}`];
  const sync = importedAs(source, 'sync') ?? 'sync';
  const imports = importEdits(source, 'sync', undefined);
  if (!imports || isHidden(context, sync) || ![pool, get, put].every(n => isFree(context, n))) return undefined;
  const end = tree.text.length;
  const text = `

var ${pool} = ${sync}.Pool{New: func() any { return new(${type}) }}

// ${get} returns an empty ${type}. Give it back with ${put}.
func ${get}() *${type} { return ${pool}.Get().(*${type}) }

// ${put} empties x for the next user. Nobody may use x, or what its fields held, afterwards.
func ${put}(x *${type}) {
${reset}	${pool}.Put(x)
}`;
  return {
    title: say.title({ type }),
    safe: false,
    edits: [...imports, context.edit({ start: end, end }, text)],
    proof: 'builds',
    verified: say.verified,
  };
}

/** Body lines of the put function; undefined for a struct that must not be put into a pool, or has nothing worth keeping. */
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
