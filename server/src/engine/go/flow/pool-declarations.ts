/** Where pools are declared, what copies a value that may hold one, and which names get a `New` later. */
import { argumentsOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { TypeRef } from '../types/types.js';
import { assignmentEdits, rangeEdits, receiverEdits } from './pool-copy-edits.js';
import type { PoolDeclaration, ValueCopy } from './pool-facts.js';

const isPoolType = (t: TypeRef): boolean => t.kind === 'named' && t.pkg === 'sync' && t.name === 'Pool';

/** Package variables, local variables and struct fields of type sync.Pool (the value, not a pointer). */
export function readPoolDeclarations(syntax: DeclarationSyntax): PoolDeclaration[] {
  const { tree, types } = syntax;
  const out: PoolDeclaration[] = [];
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (kind === K.VarSpec) out.push(...readVariables(syntax, n));
    else if (kind === K.FieldDeclaration && isPoolType(types.ofType(tree.field(n, F.Type)))) {
      for (const name of tree.children(n))
        if (tree.fields[name] === F.Name) out.push({ name: tree.textOf(name), span: tree.span(name), kind: 'field', hasNew: false });
    }
  }
  return out;
}

function readVariables({ tree, types, scopes }: DeclarationSyntax, spec: Node): PoolDeclaration[] {
  const values = expressionsOf(tree, tree.field(spec, F.Value));
  const typeNode = tree.field(spec, F.Type);
  const names = [...tree.children(spec)].filter(c => tree.fields[c] === F.Name);
  return names.flatMap((name, i): PoolDeclaration[] => {
    const value = values[i] ?? NONE;
    const type = typeNode !== NONE ? types.ofType(typeNode) : value !== NONE ? types.ofExpression(value) : undefined;
    if (!type || !isPoolType(type)) return [];
    const kind = scopes.functionOf(spec) === NONE ? 'var' : 'local';
    const room = kind === 'var' && names.length === 1 ? roomForNew(tree, spec, typeNode, value) : undefined;
    return [
      { name: tree.textOf(name), span: tree.span(name), kind, hasNew: value !== NONE && setsNew(tree, value), ...(room && { room }) },
    ];
  });
}

/** `var p sync.Pool` and `var p = sync.Pool{}` by themselves; in a group, gofmt may align what stands beside. */
function roomForNew(tree: FlatTree, spec: Node, typeNode: Node, value: Node): PoolDeclaration['room'] {
  if (tree.parentKind(spec) !== K.VarDeclaration) return undefined;
  if (value === NONE) return { span: tree.span(typeNode), before: `= ${tree.textOf(typeNode)}{`, after: '}' };
  const body = tree.kind(value) === K.CompositeLiteral ? tree.last(value) : NONE;
  if (body === NONE || tree.textOf(body) !== '{}') return undefined;
  const at = tree.starts[body]! + 1;
  return { span: { start: at, end: at }, before: '', after: '' };
}

/** False only for a composite literal that leaves `New` out. */
function setsNew(tree: FlatTree, value: Node): boolean {
  const e = tree.unparen(value);
  if (tree.kind(e) !== K.CompositeLiteral) return true;
  const elements = [...tree.children(tree.last(e))];
  return elements.some(c => tree.kind(c) !== K.KeyedElement || tree.textOf(tree.first(c)) === 'New');
}

/**
 * Last names of `&x`, of `x.New = …`, and of variables and fields that are set where pools are made. The latter two are read from the
 * text; a comment may add a name, which only makes rules quieter.
 */
export function readTouchedNames(tree: FlatTree, speaksOfPools: boolean): string[] {
  const { text, kinds } = tree;
  const names = new Set<string>();
  const wanted = K.UnaryExpression;
  for (let n = text.includes('&') ? 0 : kinds.length; n < kinds.length; n++) {
    if (kinds[n] !== wanted || text.charCodeAt(tree.starts[n]!) !== AMPERSAND) continue;
    const operand = tree.unparen(tree.first(n));
    const kind = tree.kind(operand);
    if (kind === K.Identifier) names.add(tree.textOf(operand));
    else if (kind === K.SelectorExpression) names.add(tree.textOf(tree.last(operand)));
  }
  if (text.includes('.New')) for (const m of text.matchAll(/\b(\w+)\.New\s*=(?!=)/g)) names.add(m[1]!);
  // `var p = sync.Pool{}` says itself whether it has New; `s.p = sync.Pool{…}` and `T{p: …}` may be anything.
  const made = kinds[0] === K.VarDeclaration ? /\b(\w+)\s*:\s*[\w.&*]*Pool\b/g : /\b(\w+)\s*(?::=|[:=])\s*[\w.&*]*Pool\b/g;
  if (speaksOfPools) for (const m of text.matchAll(made)) names.add(m[1]!);
  return names.size === 0 ? [] : [...names];
}

const AMPERSAND = 38;

const COPIED: readonly K[] = [K.Identifier, K.SelectorExpression, K.IndexExpression, K.UnaryExpression];

/** Values that are copied: receivers and parameters anywhere, expressions only where the text speaks of pools. */
export function readCopies(syntax: DeclarationSyntax, speaksOfPools: boolean): ValueCopy[] {
  const { tree } = syntax;
  const out: ValueCopy[] = [];
  const root = tree.kind(0);
  if (root === K.FunctionDeclaration || root === K.MethodDeclaration) out.push(...readSignature(syntax, 0));
  if (!speaksOfPools) return out;
  for (let n = 1; n < tree.count; n++) {
    if (tree.kinds[n] === K.FuncLiteral) out.push(...readSignature(syntax, n));
    for (const [e, how] of copiedAt(tree, n)) {
      const copy = readCopy(syntax, e, how);
      if (copy) out.push(copy);
    }
  }
  return out;
}

function readSignature(syntax: DeclarationSyntax, func: Node): ValueCopy[] {
  const { tree, types } = syntax;
  const out: ValueCopy[] = [];
  for (const [field, how] of [
    [F.Receiver, 'receiver'],
    [F.Parameters, 'parameter'],
  ] as const) {
    const list = tree.field(func, field);
    if (list === NONE) continue;
    for (const p of tree.children(list)) {
      const typeNode = tree.field(p, F.Type);
      if (![K.TypeIdentifier, K.QualifiedType, K.ArrayType].includes(tree.kind(typeNode))) continue;
      const type = types.ofType(typeNode);
      if (!isValueOfInterest(type)) continue;
      const pointer = how === 'receiver' ? receiverEdits(syntax, typeNode) : undefined;
      out.push({ span: tree.span(typeNode), type, how, text: tree.textOf(typeNode), ...(pointer && { pointer }) });
    }
  }
  return out;
}

/** A named type of this package, sync.Pool, or an array or struct: only those can hold a pool that we know of. */
function isValueOfInterest(type: TypeRef): boolean {
  return type.kind === 'named' ? type.pkg === '' || isPoolType(type) : type.kind === 'array' || type.kind === 'struct';
}

function copiedAt(tree: FlatTree, n: Node): [Node, ValueCopy['how']][] {
  const all = (nodes: readonly Node[], how: ValueCopy['how']) => nodes.map((e): [Node, ValueCopy['how']] => [e, how]);
  switch (tree.kind(n)) {
    case K.ShortVarDeclaration:
    case K.AssignmentStatement: {
      const left = expressionsOf(tree, tree.field(n, F.Left));
      const right = expressionsOf(tree, tree.field(n, F.Right));
      return all(
        right.filter((_, i) => tree.textOf(left[i] ?? NONE) !== '_'),
        'assign',
      );
    }
    case K.VarSpec:
      return all(expressionsOf(tree, tree.field(n, F.Value)), 'assign');
    case K.ReturnStatement:
      return all(expressionsOf(tree, tree.first(n)), 'return');
    case K.CallExpression:
      return /^(?:new|len|cap|unsafe\.\w+|panic)$/.test(tree.textOf(tree.first(n))) ? [] : all(argumentsOf(tree, n), 'argument');
    case K.RangeClause: {
      const value = expressionsOf(tree, tree.field(n, F.Left))[1];
      return value === undefined || tree.textOf(value) === '_' ? [] : [[value, 'range']];
    }
    case K.LiteralElement:
      return tree.parentKind(n) === K.KeyedElement && tree.next(n) !== NONE ? [] : all([tree.first(n)], 'element');
    default:
      return [];
  }
}

function readCopy(syntax: DeclarationSyntax, node: Node, how: ValueCopy['how']): ValueCopy | undefined {
  const { tree, types } = syntax;
  const e = tree.unparen(node);
  const kind = tree.kind(e);
  if (!COPIED.includes(kind) || (kind === K.UnaryExpression && tree.op(e) !== '*')) return undefined;
  const type = types.ofExpression(e);
  const open = ['value', 'selector', 'element', 'result'].includes(type.kind);
  if (!open && !isValueOfInterest(type)) return undefined;
  const pointer = how === 'assign' ? assignmentEdits(syntax, e) : how === 'range' ? rangeEdits(syntax, e) : undefined;
  return { span: tree.span(e), type, how, text: tree.textOf(e), ...(pointer && { pointer }) };
}
