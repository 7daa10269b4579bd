import { type Table, table } from '../base/table.js';
import type { Written } from '../go/names/written-types.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf } from '../go/package/type-question.js';
import { mayBeConstant, mayBeDead } from '../go/types/constants.js';
import { type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';
import { excerpt } from './excerpt.js';
import { repeatingLoop } from './silence.js';

/** Index of the first argument that is converted to `any` (go doc fmt, log). What ends the program is left out: it runs once. */
const FIRST_ANY = table<Table<number>>({
  fmt: table({
    Print: 0,
    Println: 0,
    Printf: 1,
    Sprint: 0,
    Sprintln: 0,
    Sprintf: 1,
    Fprint: 1,
    Fprintln: 1,
    Fprintf: 2,
    Append: 1,
    Appendln: 1,
    Appendf: 2,
    Errorf: 1,
  }),
  log: table({ Print: 0, Println: 0, Printf: 1 }),
});

/** Kinds that an interface holds without new memory, whatever their element types. */
const DIRECT = new Set<Written['kind']>(['constant', 'nil', 'pointer', 'map', 'chan', 'func', 'interface', 'parameter']);
const FREE_BASIC = new Set(['bool', 'byte', 'int8', 'uint8', 'any', 'error', 'comparable']);

/** Adds a site per argument of the call at `call` that may allocate. */
export function readBoxedArguments(syntax: DeclarationSyntax, call: Node, callee: Node, out: Draft[]): void {
  const { tree, types, packages } = syntax;
  const qualifier = tree.first(callee);
  if (tree.kind(qualifier) !== K.Identifier) return;
  const pkg = packages.of(qualifier);
  const functions = pkg === undefined ? undefined : FIRST_ANY[pkg];
  if (!functions) return;
  const first = functions[tree.textOf(tree.last(callee))];
  if (first === undefined || endsProgram(tree, call)) return;
  let inLoop: boolean | undefined;
  let index = 0;
  for (let arg = tree.first(tree.last(call)); arg !== NONE; arg = tree.next(arg), index++) {
    if (index < first || tree.kind(arg) === K.VariadicArgument) continue;
    const e = tree.unparen(arg);
    const kind = tree.kind(e);
    // Composite literals of constants stand in read-only memory.
    if (kind === K.CompositeLiteral || kind === K.FuncLiteral) continue;
    const symbol = kind === K.Identifier && !syntax.scopes.variableOf(e);
    if (!symbol && mayBeConstant(syntax, e)) continue;
    const type = types.of(e);
    if (DIRECT.has(type.kind) || (type.kind === 'basic' && FREE_BASIC.has(type.name))) continue;
    if (inLoop === undefined && mayBeDead(syntax, call)) return;
    inLoop ??= repeatingLoop(tree, syntax.scopes, call) !== NONE;
    out.push({
      what: 'boxed',
      kind: 'boxed',
      node: arg,
      start: tree.starts[arg]!,
      end: tree.ends[arg]!,
      text: excerpt(tree.textOf(arg)),
      callee: tree.textOf(callee),
      type: questionOf(type, e),
      inLoop,
    });
  }
}

/** The text is made for a panic. */
function endsProgram(tree: FlatTree, call: Node): boolean {
  const outer = tree.parent(tree.parent(call));
  return tree.parentKind(call) === K.ArgumentList && tree.textOf(tree.first(outer)) === 'panic';
}
