/**
 * A map of pointers to small structs in an unexported field, whose every use in the package is known -> a map of values. A pointer that a function is given to store
 * counts where every caller gives it the address of something that it does not use again.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isPartWritten, isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import { Scopes } from '../../go/names/scope.js';
import type { Variable } from '../../go/names/variable.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import { typeAt } from '../known-type.js';
import type { SourceFile } from '../source-file.js';
import { packageFunction, receiverType } from './package-function.js';
import { editsOfField, looked, type Place, sent } from './pointer-uses.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { ownName, pointedTo } from './type-name.js';
import { isSmallValue } from './value-result.js';

const say = messages('remedy/map-of-values', {
  title: 'Hold `{type}` values in `{field}` instead of pointers',
  verified: '(verified: no longer allocates)',
});

/** Marks the field's declaration among the edits. */
const DECLARED = 'map';

export function mapOfValues(context: RemedyContext): Remedy | undefined {
  const field = storedIn(context);
  const [, type = ''] = /^map\[.*\]\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(field?.type ?? '') ?? [];
  if (!field || !/^[\p{Ll}_]/u.test(field.name) || !isSmallValue(context, type)) return undefined;
  const files = context.packageFiles(field.name);
  if (!files || files.some(f => f.syntax.hasError)) return undefined;
  const edits = files.flatMap(file => file.syntax.declarations.map(d => editsOf(context, file, d, field.name, type)));
  const known = edits.flatMap(e => e ?? []);
  if (edits.some(e => e === undefined) || known.filter(e => e.newText === DECLARED).length !== 1) return undefined;
  return {
    title: say.title({ type, field: field.name }),
    safe: false,
    edits: known.map(e => (e.newText === DECLARED ? { ...e, newText: '' } : e)),
    proof: 'gone',
    verified: say.verified,
  };
}

interface StoredIn {
  readonly name: string;
  /** As the field is declared. */
  readonly type: string;
}

/** The field that the finding is stored in, here or by the function that it is passed to. */
function storedIn(context: RemedyContext): StoredIn | undefined {
  const { tree, scopes, nodes } = context;
  const v = scopes.variableOf(nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  for (const use of [...nodes, ...(v?.uses ?? []).map(u => tree.parent(u))]) {
    const name = fieldOf(tree, use);
    if (name !== undefined) return { name, type: declaredType(context, name) };
    const call = tree.parentKind(use) === K.ArgumentList ? tree.parent(tree.parent(use)) : NONE;
    const callee = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
    if (tree.kind(callee) !== K.SelectorExpression && tree.kind(callee) !== K.Identifier) continue;
    const isMethod = tree.kind(callee) === K.SelectorExpression;
    const type = isMethod ? ownName(context, pointedTo(typeAt(context, tree.first(callee)))) : '';
    if (type === undefined) continue;
    const found = packageFunction(context, tree.textOf(isMethod ? tree.last(callee) : callee), type);
    const inner = found?.declaration.tree;
    const parameter = inner && parametersOf(Scopes.of(inner))[argumentsOf(tree, call).indexOf(use)];
    const stored = parameter?.uses.map(u => fieldOf(inner!, u)).find(f => f !== undefined);
    if (stored !== undefined) return { name: stored, type: declaredType(context, stored) };
  }
  return undefined;
}

const parametersOf = (scopes: Scopes): Variable[] => scopes.variables.filter(o => o.kind === 'parameter' && o.func === 0);

/** `f` of `x.f[k] = value`. */
function fieldOf(tree: FlatTree, value: Node): string | undefined {
  const list = tree.parent(value);
  const statement = tree.kind(list) === K.ExpressionList ? tree.parent(list) : NONE;
  const isStore = tree.kind(statement) === K.AssignmentStatement && onlyValue(tree, statement, F.Right) === value;
  const target = isStore ? onlyValue(tree, statement, F.Left) : NONE;
  const map = tree.kind(target) === K.IndexExpression ? tree.first(target) : NONE;
  return tree.kind(map) === K.SelectorExpression ? tree.textOf(tree.last(map)) : undefined;
}

function declaredType({ packageFiles }: RemedyContext, field: string): string {
  for (const { syntax } of packageFiles(field) ?? []) {
    for (const { tree } of syntax.declarations) {
      for (let n = 0; n < tree.count; n++) {
        const isName = tree.kind(n) === K.FieldIdentifier && tree.parentKind(n) === K.FieldDeclaration && tree.textOf(n) === field;
        if (isName && tree.kind(tree.next(n)) === K.MapType) return tree.textOf(tree.next(n));
      }
    }
  }
  return '';
}

function editsOf(context: RemedyContext, file: SourceFile, declaration: Declaration, field: string, type: string): Edit[] | undefined {
  return editsOfField(file, declaration, field, type, (place, n, isDeclared) =>
    isDeclared ? starless(place, place.tree.next(n), DECLARED) : used(context, place, n),
  );
}

/** The `*` of `map[K]*T` goes. */
function starless({ tree, type, edit }: Place, map: Node, mark = ''): Edit[] | undefined {
  const element = tree.kind(map) === K.MapType ? tree.last(map) : NONE;
  return tree.textOf(element) === `*${type}` ? [edit(tree.starts[element]!, tree.starts[element]! + 1, mark)] : undefined;
}

/** `node`: the selector, or the key of a literal. */
function used(context: RemedyContext, place: Place, node: Node): Edit[] | undefined {
  const { tree } = place;
  const p = tree.parent(node);
  switch (tree.kind(p)) {
    case K.KeyedElement:
      return tree.first(p) === node ? made(place, tree.first(tree.last(p))) : undefined;
    case K.ExpressionList:
      return tree.fields[p] === F.Left && isWritten(tree, node) && tree.next(tree.first(p)) === NONE
        ? made(place, onlyValue(tree, tree.parent(p), F.Right))
        : undefined;
    case K.IndexExpression:
      return tree.first(p) === node ? element(context, place, p) : undefined;
    case K.RangeClause: {
      const value = tree.next(tree.first(tree.field(p, F.Left)));
      return tree.fields[node] !== F.Right ? undefined : value === NONE ? [] : readOnly(place, value);
    }
    case K.ArgumentList:
      return /^(?:len|delete|clear)$/.test(tree.textOf(calleeOf(tree, tree.parent(p)))) ? [] : undefined;
    default:
      return undefined;
  }
}

/** `make(map[K]*T)`, `map[K]*T{}`. */
function made(place: Place, value: Node): Edit[] | undefined {
  const { tree } = place;
  if (tree.kind(value) === K.CompositeLiteral)
    return tree.first(tree.last(value)) === NONE ? starless(place, tree.first(value)) : undefined;
  const isMake = tree.kind(value) === K.CallExpression && tree.textOf(calleeOf(tree, value)) === 'make';
  return isMake ? starless(place, argumentsOf(tree, value)[0] ?? NONE) : undefined;
}

/** `x.f[k] = …`, `v := x.f[k]`, `x.f[k].n`. */
function element(context: RemedyContext, place: Place, index: Node): Edit[] | undefined {
  const { tree } = place;
  const p = tree.parent(index);
  if (tree.kind(p) === K.SelectorExpression) return isReadOnly(tree, p) ? [] : undefined;
  const statement = tree.parent(p);
  if (tree.kind(p) !== K.ExpressionList) return undefined;
  if (tree.fields[p] === F.Left) {
    const isPlain =
      tree.kind(statement) === K.AssignmentStatement && tree.op(statement) === '=' && onlyValue(tree, statement, F.Left) === index;
    return isPlain ? stored(context, place, onlyValue(tree, statement, F.Right)) : undefined;
  }
  const name = tree.first(tree.field(statement, F.Left));
  return tree.kind(statement) === K.ShortVarDeclaration ? readOnly(place, name) : undefined;
}

/** Fields of what came out are read, and no more. */
function readOnly(place: Place, name: Node): Edit[] | undefined {
  const { tree, scopes } = place;
  const writes = scopes.variableOf(name)?.uses.some(u => isPartWritten(tree, u) || !isReadOnly(tree, tree.parent(u)));
  return writes === true ? undefined : looked(place, name);
}

/** A field that is read: a method may write, and would write a copy. */
const isReadOnly = (tree: FlatTree, selector: Node): boolean =>
  !isPartWritten(tree, selector) && tree.parentKind(selector) !== K.CallExpression && tree.parentKind(selector) !== K.UnaryExpression;

/** `&T{…}`, `&v`, and a parameter that every caller gives such. */
function stored(context: RemedyContext, place: Place, value: Node): Edit[] | undefined {
  const { tree, scopes, edit } = place;
  const v = scopes.variableOf(value);
  if (v?.kind !== 'parameter') return sent(place, value);
  const func = tree.textOf(tree.field(0, F.Name));
  const index = parametersOf(scopes).indexOf(v);
  if (!/^[\p{Ll}_]/u.test(func) || v.uses.length !== 1 || tree.next(tree.first(tree.parent(v.node))) !== v.typeNode) return undefined;
  const callers = callersOf(context, func, receiverType(tree) !== '', index, place.type);
  return callers && [...callers, edit(tree.starts[v.typeNode]!, tree.starts[v.typeNode]! + 1, '')];
}

/** The argument of every call of the function, as a value. */
function callersOf({ packageFiles }: RemedyContext, func: string, isMethod: boolean, index: number, type: string): Edit[] | undefined {
  const files = packageFiles(func);
  if (!files || files.some(f => f.syntax.hasError)) return undefined;
  const out: Edit[] = [];
  for (const file of files) {
    for (const { tree, offset } of file.syntax.declarations) {
      const scopes = Scopes.of(tree);
      const edit = (start: number, end: number, newText: string): Edit => ({
        file: file.path,
        span: { start: offset + start, end: offset + end },
        newText,
      });
      for (let n = 0; n < tree.count; n++) {
        const kind = tree.kind(n);
        const isName = isMethod ? kind === K.FieldIdentifier : kind === K.Identifier && !scopes.variableOf(n);
        if (!isName || tree.textOf(n) !== func || (tree.parent(n) === 0 && tree.fields[n] === F.Name)) continue;
        const callee = isMethod ? tree.parent(n) : n;
        const call = tree.parent(callee);
        const given = tree.kind(call) === K.CallExpression && calleeOf(tree, call) === callee ? argumentsOf(tree, call)[index] : undefined;
        const edits = given === undefined ? undefined : sent({ tree, scopes, type, edit }, given);
        if (!edits) return undefined;
        out.push(...edits);
      }
    }
  }
  return out;
}
