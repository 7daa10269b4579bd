/**
 * A string that grows in a loop -> `strings.Builder`. Only for a local variable of type string of which every use is known: what it was
 * read as becomes `String()`, which copies nothing.
 */

import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fullName } from './type-name.js';

const say = messages('remedy/string-builder', {
  title: 'Build `{name}` with a strings.Builder',
  verified: '(verified: no longer a new string in each iteration)',
});

export function stringBuilder(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, source } = context;
  const statement = context.nodes.find(n => tree.kind(n) === K.AssignmentStatement) ?? enclosingAssignment(context);
  const v = statement === NONE ? undefined : scopes.variableOf(onlyValue(tree, statement, F.Left));
  if (v?.kind !== 'local' || v.initIndex >= 0) return undefined;
  if (fullName(typeAt(context, v.node)) !== 'string') return undefined;
  // Without a loop between declaration and concatenation nothing grows step by step.
  const loop = innermostLoop(tree, statement);
  if (loop === NONE || tree.within(v.node, loop) || v.uses.some(u => scopes.functionOf(u) !== v.func)) return undefined;
  const qualifier = importedAs(source, 'strings') ?? 'strings';
  const imports = importEdits(source, 'strings', undefined);
  const declared = declaration(context, v, qualifier);
  if (isHidden(context, qualifier) || !imports || !declared) return undefined;
  const edits: Edit[] = [...imports, declared];
  const rewritten = new Set<Node>();
  for (const use of v.uses) {
    if (!isWritten(tree, use)) continue;
    const write = tree.parent(tree.parent(use));
    const replaced = writeStatement(context, write, v);
    if (!replaced) return undefined;
    rewritten.add(write);
    edits.push(replaced);
  }
  for (const use of v.uses) {
    if ([...rewritten].some(w => tree.within(use, w))) continue;
    const read = readEdit(context, use);
    if (!read) return undefined;
    edits.push(read);
  }
  return {
    title: say.title({ name: v.name }),
    safe: true,
    edits,
    proof: 'replaced',
    verified: say.verified,
  };
}

/** The statement when the finding is about its right side: `s = s + x`. */
function enclosingAssignment({ tree, nodes }: RemedyContext): Node {
  const list = tree.parent(nodes[0]!);
  return tree.kind(list) === K.ExpressionList && tree.parentKind(list) === K.AssignmentStatement ? tree.parent(list) : NONE;
}

/** `s := ""`, `s := x`, `var s string`, `var s = x` as a statement of its own. */
function declaration(context: RemedyContext, v: Variable, qualifier: string): Edit | undefined {
  const { tree } = context;
  const parent = tree.parent(v.node);
  const statement = tree.parent(parent);
  const short = tree.kind(statement) === K.ShortVarDeclaration && onlyValue(tree, statement, F.Left) === v.node;
  const long = tree.kind(parent) === K.VarSpec && tree.kind(statement) === K.VarDeclaration && tree.first(parent) === v.node;
  if (!short && !long) return undefined;
  if (long && tree.next(v.node) !== NONE && tree.fields[tree.next(v.node)] === F.Name) return undefined;
  if (tree.parentKind(statement) !== K.StatementList) return undefined;
  const start = v.init === NONE ? '' : tree.textOf(v.init);
  if (start.includes('\n')) return undefined;
  const first = start === '' || start === '""' || start === '``' ? '' : `\n${indentOf(tree, statement)}${v.name}.WriteString(${start})`;
  return context.edit(tree.span(statement), `var ${v.name} ${qualifier}.Builder${first}`);
}

/** `s += a + b`, `s = s + a + b` -> one write per part. */
function writeStatement(context: RemedyContext, statement: Node, v: Variable): Edit | undefined {
  const { tree, scopes } = context;
  const op = tree.op(statement);
  if (tree.kind(statement) !== K.AssignmentStatement || tree.parentKind(statement) !== K.StatementList) return undefined;
  const value = onlyValue(tree, statement, F.Right);
  if (value === NONE || (op !== '+=' && op !== '=') || tree.textOf(statement).includes('\n')) return undefined;
  const parts = operands(tree, value);
  if (op === '=' && scopes.variableOf(parts.shift() ?? NONE) !== v) return undefined;
  // A constant sum may be typed only as a whole: '"a" + "b"' is fine, and so are parts in any order that do not read the variable.
  if (parts.length === 0 || v.uses.some(u => parts.some(p => tree.within(u, p)))) return undefined;
  const lines = parts.map(p => `${v.name}.WriteString(${tree.textOf(p)})`);
  return context.edit(tree.span(statement), lines.join(`\n${indentOf(tree, statement)}`));
}

function operands(tree: FlatTree, value: Node): Node[] {
  const out: Node[] = [];
  let n = value;
  for (; tree.kind(n) === K.BinaryExpression && tree.op(n) === '+'; n = tree.first(n)) out.unshift(tree.last(n));
  return [n, ...out];
}

/** `len(s)`, `s == ""`, and any other reading. */
function readEdit(context: RemedyContext, use: Node): Edit | undefined {
  const { tree, scopes } = context;
  const p = tree.parent(use);
  const name = tree.textOf(use);
  // `T{s: 1}`: the key of a struct's field or of a map, which syntax alone does not tell.
  if (tree.kind(p) === K.LiteralElement && tree.kind(tree.parent(p)) === K.KeyedElement && tree.first(tree.parent(p)) === p)
    return undefined;
  if (tree.kind(p) === K.UnaryExpression && tree.op(p) === '&') return undefined;
  const call = tree.parent(p);
  if (tree.kind(p) === K.ArgumentList && tree.kind(call) === K.CallExpression) {
    const callee = tree.first(call);
    if (tree.textOf(callee) === 'len' && !scopes.variableOf(callee)) return context.edit(tree.span(call), `${name}.Len()`);
  }
  if (tree.kind(p) === K.BinaryExpression && tree.textOf(tree.last(p)) === '""' && tree.first(p) === use) {
    if (tree.op(p) === '!=') return context.edit(tree.span(p), `${name}.Len() > 0`);
    if (tree.op(p) === '==') return context.edit(tree.span(p), `${name}.Len() == 0`);
  }
  return context.edit(tree.span(use), `${name}.String()`);
}

/** White space before the statement on its line. */
export function indentOf(tree: FlatTree, statement: Node): string {
  const before = tree.text.slice(0, tree.starts[statement]);
  return /(?<![ \t])[ \t]*$/.exec(before.slice(before.lastIndexOf('\n') + 1).replace(/\S.*$/s, ''))![0];
}
