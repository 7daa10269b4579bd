/** What is an expression to go/types and no node of our trees. Offsets are those in the declaration. */
import type { TreeTypes } from '../../../src/engine/go/types/checking.js';
import { Mode, Slice, type Type, Union } from '../../../src/engine/go/types/model.js';
import { F, K, type Node } from '../../../src/engine/syntax/flat-tree.js';

export interface Part {
  readonly type: Type;
  readonly mode: Mode;
}

export function partOf(types: TreeTypes, start: number, end: number): Part | undefined {
  const { tree } = types;
  for (let n = 0; n < tree.count; n++) {
    if (tree.starts[n]! > end || tree.ends[n]! < end) continue;
    const type = PARTS[tree.kind(n)]?.(types, n, start, end);
    if (type) return { type, mode: tree.kind(n) === K.TypeArguments ? ((types.modes[n] as Mode) ?? Mode.Value) : Mode.Type };
  }
  return undefined;
}

type Reader = (types: TreeTypes, n: Node, start: number, end: number) => Type | undefined;

const PARTS: Partial<Record<K, Reader>> = {
  // `f[T]` in `f[T](x, y)`
  [K.TypeArguments]: (types, n, start, end) => {
    const { tree } = types;
    return tree.ends[n] === end && tree.starts[tree.first(tree.parent(n))] === start ? types.typeOf(n) : undefined;
  },
  // the type of a function literal
  [K.FuncLiteral]: (types, n, start, end) => {
    const { tree } = types;
    const before = [...tree.children(n)].filter(c => tree.kind(c) !== K.Block).at(-1);
    return tree.starts[n] === start && before !== undefined && tree.ends[before] === end ? types.typeOf(n) : undefined;
  },
  // `~int | string` in `~int | string | bool`
  [K.TypeElem]: (types, n, start, end) => unionOf(types, n, start, end),
  [K.TypeConstraint]: (types, n, start, end) => unionOf(types, n, start, end),
  // the parameters and results of an interface's method
  [K.MethodElem]: ({ tree, objects }, n, start, end) => {
    const method = objects.get(tree.field(n, F.Name));
    if (tree.ends[n] !== end || tree.starts[tree.field(n, F.Parameters)] !== start || method?.kind !== 'func') return undefined;
    return method.type;
  },
  // `*T` that a struct embeds, with a tag behind
  [K.FieldDeclaration]: (types, n, start, end) => {
    const { tree } = types;
    return tree.starts[n] === start && tree.ends[tree.field(n, F.Type)] === end ? types.typeOf(n) : undefined;
  },
  // `...T`
  [K.VariadicParameterDeclaration]: (types, n, start, end) => {
    const { tree } = types;
    const elem = types.typeOf(tree.field(n, F.Type));
    return tree.ends[n] === end && elem && tree.text.slice(start, end).startsWith('...') ? new Slice(elem) : undefined;
  },
};

function unionOf(types: TreeTypes, n: Node, start: number, end: number): Type | undefined {
  const { tree } = types;
  if (tree.starts[n] !== start || tree.ends[n] === end) return undefined;
  const last = [...tree.children(n)].findIndex(t => tree.ends[t] === end);
  const union = types.typeOf(n);
  return last > 0 && union?.kind === 'union' ? new Union(union.terms.slice(0, last + 1)) : undefined;
}
