/**
 * `make([]T, n)` with an `n` that is set once, to a literal -> `n` becomes a constant of the same type, so that the compiler knows the size.
 * Variables of the package count when no file of it writes to them or takes their address; exported ones never do.
 */

import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isPartAddressed, isWritten } from '../../go/body/captures.js';
import { Scopes } from '../../go/names/scope.js';
import { integerValue } from '../../go/types/constants.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { SourceFile } from '../source-file.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/constant-size', {
  title: 'Make `{name}` a constant',
  verified: '(verified: no longer allocates)',
});

export function constantSize(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.textOf(callee) !== 'make' || scopes.variableOf(callee)) return undefined;
  const sizes = argumentsOf(tree, call).slice(1);
  const open = sizes.filter(s => integerValue(tree, s) === undefined);
  const size = open[0];
  if (size === undefined || tree.kind(size) !== K.Identifier || open.some(s => tree.textOf(s) !== tree.textOf(size))) return undefined;
  const name = tree.textOf(size);
  const isLocal = scopes.variableOf(size) !== undefined;
  const edit = isLocal ? localConstant(context, size) : packageConstant(context, name);
  if (!edit) return undefined;
  return {
    title: say.title({ name }),
    // Assembly or a linker flag could set a variable of the package.
    safe: isLocal,
    edits: [edit],
    proof: 'gone',
    verified: say.verified,
  };
}

function localConstant(context: RemedyContext, use: Node): Edit | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(use);
  if (v?.kind !== 'local' || v.init === NONE || v.initIndex >= 0 || integerValue(tree, v.init) === undefined) return undefined;
  if (v.uses.some(u => changes(tree, u))) return undefined;
  const list = tree.parent(v.node);
  const isShort = tree.kind(list) === K.ExpressionList;
  const statement = tree.parent(list);
  if (tree.parentKind(statement) !== K.StatementList) return undefined;
  if (isShort ? tree.kind(statement) !== K.ShortVarDeclaration || tree.next(v.node) !== NONE : tree.kind(statement) !== K.VarDeclaration)
    return undefined;
  return constant(tree, isShort ? NONE : list, v.name, v.init, v.typeNode, context.edit.bind(context), statement);
}

/** A variable of the package that only its declaration sets, as a constant; undefined for all else. */
export function packageConstant({ pkg, source, packageFiles }: RemedyContext, name: string): Edit | undefined {
  const value = pkg.value(name);
  if (!value || value.constant || !/^[a-z_]/.test(name)) return undefined;
  const files = packageFiles(name);
  if (!files || files.some(f => f.syntax.hasError) || source.facts.directives.some(d => d.text.includes('go:linkname'))) return undefined;
  let found: Edit | undefined;
  for (const file of files) {
    for (const { tree, offset } of file.syntax.declarations) {
      if (!tree.text.includes(name)) continue;
      const spec = tree.kind(0) === K.VarDeclaration ? tree.first(0) : NONE;
      if (tree.kind(spec) === K.VarSpec && tree.textOf(tree.first(spec)) === name) {
        found = declared(tree, spec, name, file, offset);
        if (!found) return undefined;
      } else if (isChangedIn(tree, name)) return undefined;
    }
  }
  return found;
}

/** `var name = 4096` alone. */
function declared(tree: FlatTree, spec: Node, name: string, file: SourceFile, offset: number): Edit | undefined {
  const values = tree.field(spec, F.Value);
  const value = tree.first(values);
  if (value === NONE || tree.next(value) !== NONE || !isLiteral(tree, value)) return undefined;
  const edit = (span: { start: number; end: number }, newText: string): Edit => ({
    file: file.path,
    span: { start: span.start + offset, end: span.end + offset },
    newText,
  });
  return constant(tree, spec, name, value, tree.field(spec, F.Type), edit, 0);
}

const isLiteral = (tree: FlatTree, value: Node) =>
  integerValue(tree, value) !== undefined || tree.kind(value) === K.InterpretedStringLiteral || tree.kind(value) === K.RawStringLiteral;

function constant(
  tree: FlatTree,
  spec: Node,
  name: string,
  value: Node,
  typeNode: Node,
  edit: (span: { start: number; end: number }, newText: string) => Edit,
  statement: Node,
): Edit | undefined {
  if (spec !== NONE && tree.next(tree.first(spec)) !== NONE && tree.fields[tree.next(tree.first(spec))] === F.Name) return undefined;
  const type = typeNode === NONE ? (integerValue(tree, value) === undefined ? 'string' : 'int') : tree.textOf(typeNode);
  return edit(tree.span(statement), `const ${name} ${type} = ${tree.textOf(value)}`);
}

/** Some place writes to the package's variable, or lets others do so. */
function isChangedIn(tree: FlatTree, name: string): boolean {
  const scopes = Scopes.of(tree);
  for (let n = 0; n < tree.count; n++) {
    if (tree.kind(n) !== K.Identifier || tree.textOf(n) !== name || scopes.variableOf(n)) continue;
    if (changes(tree, n)) return true;
  }
  return false;
}

function changes(tree: FlatTree, use: Node): boolean {
  return isWritten(tree, use) || isPartAddressed(tree, use);
}
