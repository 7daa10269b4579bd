/** C strings that Go code makes with C.CString, and what becomes of them inside the function: they stay until somebody frees them. */

import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { CEnvironmentCall, CString, CTaker } from './c-facts.js';

/** Uses beyond these are not looked at (time must not grow with the square of a text). */
const MAX_USES = 200;
/** Nodes that are looked at before the reader rests. */
const NODES_PER_SLICE = 2000;

/** What they return is C memory of the caller's own (cmd/cgo). */
const MAKERS: ReadonlySet<string> = new Set(['CString', 'CBytes']);

/** Before it is said what made it. */
type Made = Omit<CString, 'maker'>;

export function* readCStrings(syntax: DeclarationSyntax): Sliced<readonly CString[]> {
  const { tree, imports, scopes } = syntax;
  if (imports.get('C')?.path !== 'C' || tree.hasError) return [];
  const out: CString[] = [];
  const locals = new Map(scopes.variables.flatMap(v => (v.kind === 'local' && v.initIndex === -1 ? [[v.init, v] as const] : [])).reverse());
  for (let n = 0; n < tree.count; n++) {
    if (n % NODES_PER_SLICE === NODES_PER_SLICE - 1) yield;
    if (tree.kinds[n] !== K.CallExpression || !MAKERS.has(cFunction(syntax, n) ?? '')) continue;
    const found = held(syntax, n, locals.get(n)) ?? passed(syntax, n);
    if (found) out.push({ ...found, maker: tree.textOf(calleeOf(tree, n)) });
  }
  return out;
}

/** Name of the C function that is called; undefined for other calls. */
function cFunction({ tree, packages }: DeclarationSyntax, call: Node): string | undefined {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'C') return undefined;
  return tree.textOf(tree.last(callee));
}

/** `C.f(C.CString(s))`: no name is left to free it by. */
function passed(syntax: DeclarationSyntax, call: Node): Made | undefined {
  const taker = takerOf(syntax, call);
  if (!taker || taker.name === 'free') return undefined;
  const { name, span, argument } = taker;
  return { span: syntax.tree.span(call), takers: [{ name, span, argument, standing: 'inside' }], once: isOnce(syntax, call) };
}

/** `cs := C.CString(s)` where every use is an argument of a C function. */
function held(syntax: DeclarationSyntax, call: Node, variable: Variable | undefined): Made | undefined {
  const { tree, scopes } = syntax;
  const list = tree.parent(call);
  const statement = tree.parent(list);
  const isDeclared = tree.kind(statement) === K.ShortVarDeclaration || tree.kind(statement) === K.VarSpec;
  if (tree.kind(list) !== K.ExpressionList || !isDeclared) return undefined;
  const whole = tree.kind(statement) === K.VarSpec ? tree.ancestor(statement, K.VarDeclaration) : statement;
  if (!variable || variable.uses.length === 0 || variable.uses.length > MAX_USES) return undefined;
  const takers: CTaker[] = [];
  let freed: CTaker | undefined;
  for (const use of variable.uses) {
    const found = takerOf(syntax, use);
    if (!found) return undefined;
    const taker = {
      name: found.name,
      span: found.span,
      argument: found.argument,
      standing: standingOf(tree, found.call, tree.parent(whole)),
    };
    if (taker.name === 'free') freed ??= taker;
    else takers.push(taker);
  }
  const inBlock = tree.parentKind(whole) === K.Block || tree.parentKind(whole) === K.StatementList;
  const after = inBlock && scopes.loopOf(call) === NONE ? tree.span(whole).end : undefined;
  return {
    span: tree.span(call),
    variable: variable.name,
    takers,
    once: isOnce(syntax, call),
    ...(after !== undefined && { after }),
    ...(freed && { freed }),
  };
}

/** The C function that gets the expression as argument, `unsafe.Pointer(e)` included. */
function takerOf(syntax: DeclarationSyntax, e: Node): (Omit<CTaker, 'standing'> & { readonly call: Node }) | undefined {
  const { tree, packages } = syntax;
  const list = tree.parent(e);
  const call = tree.parent(list);
  if (tree.kind(list) !== K.ArgumentList || tree.kind(call) !== K.CallExpression) return undefined;
  const name = cFunction(syntax, call);
  // C.name(x) is a conversion when the name is a type; pointers convert in other ways.
  if (name !== undefined) return { name, span: tree.span(call), argument: argumentsOf(tree, call).indexOf(e), call };
  const callee = calleeOf(tree, call);
  const isPointer =
    tree.kind(callee) === K.SelectorExpression &&
    packages.of(tree.first(callee)) === 'unsafe' &&
    tree.textOf(tree.last(callee)) === 'Pointer' &&
    argumentsOf(tree, call).length === 1;
  return isPointer || isPointerConversion(tree, callee) ? takerOf(syntax, call) : undefined;
}

/** `(*C.uchar)(p)` */
export function isPointerConversion(tree: FlatTree, callee: Node): boolean {
  const type = tree.unparen(callee);
  const isPointer = tree.kind(type) === K.PointerType || (tree.kind(type) === K.UnaryExpression && tree.op(type) === '*');
  return isPointer && tree.kind(callee) === K.ParenthesizedExpression;
}

/** How a call stands to the block that declares the variable. */
function standingOf(tree: FlatTree, call: Node, block: Node): CTaker['standing'] {
  const statement = tree.parent(call);
  if (tree.parent(statement) !== block) return 'inside';
  if (tree.kind(statement) === K.DeferStatement) return 'defer';
  return tree.kind(statement) === K.ExpressionStatement ? 'plain' : 'inside';
}

const ENVIRONMENT = new Set(['setenv', 'putenv', 'unsetenv', 'clearenv']);

/** Calls of setenv and its relatives, in source order. */
export function readCEnvironment(syntax: DeclarationSyntax): readonly CEnvironmentCall[] {
  const { tree, imports } = syntax;
  if (imports.get('C')?.path !== 'C' || tree.hasError) return [];
  const out: CEnvironmentCall[] = [];
  for (let n = 0; n < tree.count; n++) {
    const name = tree.kinds[n] === K.CallExpression ? cFunction(syntax, n) : undefined;
    if (name !== undefined && ENVIRONMENT.has(name)) out.push({ name, span: tree.span(n) });
  }
  return out;
}

function isOnce({ tree, scopes }: DeclarationSyntax, n: Node): boolean {
  const func = scopes.functionOf(n);
  return scopes.loopOf(n) === NONE && func === 0 && isEntry(tree);
}

function isEntry(tree: FlatTree): boolean {
  return tree.kind(0) === K.FunctionDeclaration && /^(?:main|init)$/.test(tree.textOf(tree.field(0, F.Name)));
}
