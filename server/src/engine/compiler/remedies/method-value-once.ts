/**
 * `q.tree.Each(q.visit)`: the method value is made anew in each call -> a field of the receiver that a constructor sets once. Only where every place that makes
 * the type is known, and none copies it: the method would be called of the original.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { onlyValue } from '../../go/body/loops.js';
import { Scopes } from '../../go/names/scope.js';
import { isInterface } from '../../go/types/predicates.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import { typeAt } from '../known-type.js';
import type { SourceFile } from '../source-file.js';
import { packageFunction, receiverType } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { fieldEdit, freeField } from './struct-field.js';

const say = messages('remedy/method-value-once', {
  title: 'Bind `{method}` once, in the field `{field}`: a copy of `{type}` would call the original',
  field: 'Use `{field}`, which holds `{method}` already',
  verified: '(verified: no longer allocates in each call)',
});

export function methodValueOnce(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const value = context.nodes.find(n => tree.kind(n) === K.SelectorExpression) ?? NONE;
  const receiver = scopes.variableOf(tree.first(value));
  const type = receiverType(tree);
  if (value === NONE || receiver?.kind !== 'receiver' || tree.kind(receiver.typeNode) !== K.PointerType || !isPassed(tree, value))
    return undefined;
  const method = tree.textOf(tree.last(value));
  const found = packageFunction(context, method, type);
  const files = context.packageFiles(type);
  if (!found || !files || files.some(f => f.syntax.hasError)) return undefined;
  const text = tree.textOf(value);
  const proven = { safe: false, proof: 'outOfCall', verified: say.verified } as const;
  const makers = files.flatMap(file => file.syntax.declarations.map(d => makersIn(file, d, type)));
  const bound = boundField(files, method);
  if (makers.some(m => m === undefined) || makers.flat().length === 0) return undefined;
  if (/^\p{Lu}/u.test(type) && !panicsUnlessMade(context, value, files)) return undefined;
  if (bound !== undefined) {
    const sets = files.flatMap(f =>
      f.syntax.declarations.filter(d => makersIn(f, d, type)?.length !== 0).map(d => d.tree.text.includes(`.${bound} = `)),
    );
    if (sets.includes(false)) return undefined;
    const edits = [context.edit(tree.span(value), `${receiver.name}.${bound}`)];
    return { ...proven, title: say.field({ field: bound, method: text }), edits };
  }
  const signature = signatureOf(found.declaration.tree, found.source, files, type);
  const name = freeField(context, type, `${method[0]!.toLowerCase()}${method.slice(1)}Func`);
  const field = signature === undefined || name === undefined ? undefined : fieldEdit(context, type, `${name} ${signature}`);
  if (name === undefined || !field) return undefined;
  const edits = [
    field,
    ...makers.flatMap(m => m ?? []).map(m => m(name, method)),
    context.edit(tree.span(value), `${receiver.name}.${name}`),
  ];
  return { ...proven, title: say.title({ method: text, field: name, type }), edits };
}

/**
 * The call goes through an interface in an unexported field that only literals set: of a value that another package made without the constructor it
 * panics as before.
 */
function panicsUnlessMade(context: RemedyContext, value: Node, files: readonly SourceFile[]): boolean {
  const { tree } = context;
  const callee = calleeOf(tree, tree.parent(tree.parent(value)));
  const field = tree.kind(callee) === K.SelectorExpression ? tree.first(callee) : NONE;
  if (tree.kind(field) !== K.SelectorExpression || tree.textOf(tree.first(field)) !== tree.textOf(tree.first(value))) return false;
  const name = tree.textOf(tree.last(field));
  const isSet = new RegExp(`\\.${name}\\s*(?:,[^=\\n]*)?=(?!=)`, 'u');
  return !/^\p{Lu}/u.test(name) && isInterface(typeAt(context, field)) && !files.some(f => isSet.test(f.lines.text));
}

/** An argument of a call: what is called at once needs no closure. */
const isPassed = (tree: FlatTree, value: Node) =>
  tree.parentKind(value) === K.ArgumentList && tree.kind(tree.parent(tree.parent(value))) === K.CallExpression;

/** The field that is set to the method value in the package, where it is set only once. */
function boundField(files: readonly SourceFile[], method: string): string | undefined {
  const set = new RegExp(
    `(?<![\\p{L}\\p{N}_])(\\p{L}[\\p{L}\\p{N}_]*)\\.(\\p{L}[\\p{L}\\p{N}_]*) = \\1\\.${method}(?![\\p{L}\\p{N}_(])`,
    'gu',
  );
  const all = files.map(f => f.lines.text).join('\n');
  const fields = [...all.matchAll(set)].map(m => m[2]!);
  const [field] = fields;
  const assigned =
    field === undefined ? 0 : [...all.matchAll(new RegExp(`\\.${field}\\s*=(?!=)|(?<![\\p{L}\\p{N}_.])${field}:`, 'gu'))].length;
  return fields.length === 1 && assigned === 1 ? field : undefined;
}

/** `func(int) bool`, where the struct's file can write it too. */
function signatureOf(tree: FlatTree, source: SourceFile, files: readonly SourceFile[], type: string): string | undefined {
  const parameters = tree.textOf(tree.field(0, F.Parameters));
  const result = tree.field(0, F.Result);
  const text = `func${parameters}${result === NONE ? '' : ` ${tree.textOf(result)}`}`;
  const home = files.find(f => new RegExp(`(?:^|\\n)type ${type} struct`).test(f.lines.text));
  return text.includes('\n') || (text.includes('.') && home !== source) ? undefined : text;
}

/** How a place that makes the type sets a field of it to a method. */
type Maker = (field: string, method: string) => Edit;

/** The places that make the type in a declaration; undefined where one makes it, holds it or copies it in another way. */
function makersIn(file: SourceFile, { tree, offset }: Declaration, type: string): Maker[] | undefined {
  if (!tree.text.includes(type)) return [];
  const out: Maker[] = [];
  for (let n = 0; n < tree.count; n++) {
    if (tree.kind(n) !== K.TypeIdentifier || tree.textOf(n) !== type) continue;
    const p = tree.parent(n);
    const isNamed = tree.kind(p) === K.TypeSpec && tree.fields[n] === F.Name;
    if (isNamed || tree.kind(p) === K.PointerType) continue;
    const maker = tree.kind(p) === K.CompositeLiteral && tree.first(p) === n ? makerOf(tree, p, file, offset) : undefined;
    if (!maker) return undefined;
    out.push(maker);
  }
  const scopes = Scopes.of(tree);
  // `*q` copies what it points to.
  for (let n = 0; n < tree.count; n++) {
    const v = tree.kind(n) === K.UnaryExpression && tree.op(n) === '*' ? scopes.variableOf(tree.first(n)) : undefined;
    if (v && tree.textOf(v.typeNode) === `*${type}`) return undefined;
  }
  return out;
}

/** `q := &T{…}` and `return &T{…}`, as statements of a block. */
function makerOf(tree: FlatTree, literal: Node, file: SourceFile, offset: number): Maker | undefined {
  const address = tree.parent(literal);
  const statement = tree.parent(tree.parent(address));
  if (tree.kind(address) !== K.UnaryExpression || tree.op(address) !== '&' || tree.parentKind(statement) !== K.StatementList)
    return undefined;
  const at = (start: number, end: number, newText: string): Edit => ({
    file: file.path,
    span: { start: offset + start, end: offset + end },
    newText,
  });
  const indent = indentOf(tree, statement);
  const isOneLine = !tree.text.slice(0, tree.starts[statement]).includes('\n');
  if (tree.kind(statement) === K.ShortVarDeclaration && onlyValue(tree, statement, F.Right) === address) {
    const name = tree.textOf(tree.field(statement, F.Left));
    const end = tree.ends[statement]!;
    return isOneLine || tree.kind(tree.first(tree.field(statement, F.Left))) !== K.Identifier
      ? undefined
      : (field, method) => at(end, end, `\n${indent}${name}.${field} = ${name}.${method}`);
  }
  if (tree.kind(statement) !== K.ReturnStatement || onlyReturn(tree, statement) !== address) return undefined;
  const scopes = Scopes.of(tree);
  const name = ['x', 'v', 'made'].find(
    n => !scopes.variables.some(v => v.name === n) && !new RegExp(`(?<![\\p{L}\\p{N}_.])${n}(?![\\p{L}\\p{N}_])`, 'u').test(tree.text),
  );
  if (name === undefined) return undefined;
  const [start, end] = [tree.starts[statement]!, tree.ends[statement]!];
  const made = tree.textOf(address);
  const inner = isOneLine ? '\t' : indent;
  // `func newT() *T { return &T{} }` is opened.
  const open = isOneLine ? start - 1 : start;
  const close = isOneLine ? end + 1 : end;
  const isTight = isOneLine && (tree.text[open] !== ' ' || tree.text[end] !== ' ');
  if (isTight) return undefined;
  return (field, method) =>
    at(
      open,
      close,
      `${isOneLine ? `\n${inner}` : ''}${name} := ${made}\n${inner}${name}.${field} = ${name}.${method}\n${inner}return ${name}${isOneLine ? '\n' : ''}`,
    );
}

const onlyReturn = (tree: FlatTree, statement: Node): Node => {
  const value = tree.first(tree.first(statement));
  return value !== NONE && tree.next(value) === NONE ? value : NONE;
};
