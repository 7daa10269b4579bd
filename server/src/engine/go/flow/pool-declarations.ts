/** Where pools are declared, and which names get a `New` later. */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Written } from '../names/written-types.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { PoolDeclaration } from './pool-facts.js';

const isPoolType = (t: Written): boolean => t.kind === 'name' && t.pkg === 'sync' && t.name === 'Pool';

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
    const type = typeNode !== NONE ? types.ofType(typeNode) : value !== NONE ? types.of(value) : undefined;
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
