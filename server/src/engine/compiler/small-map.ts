/**
 * Stores into maps that seldom have to make room: a map that stays in the function has room for eight entries on the stack (internal/runtime/maps), and
 * one of the package that somebody registers things in, once each, is filled when the program starts.
 */
import { isWritten } from '../go/body/captures.js';
import type { Variable } from '../go/names/variable.js';
import { expressionsOf, F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** True for such a store. `staying`: what is made in the function and, as the compiler says, stays there. */
export function seldomGrows(context: SiteContext, store: Node, staying: ReadonlySet<Node>): boolean {
  const { tree, scopes } = context;
  if (tree.kind(store) !== K.IndexExpression) return false;
  const map = tree.unparen(tree.first(store));
  if (tree.kind(map) !== K.Identifier) return false;
  const variable = scopes.variableOf(map);
  return variable ? staysHere(context, variable, staying) : isRegistration(context, store);
}

/** All that the variable is given is made in the function and stays there. */
function staysHere({ tree }: SiteContext, variable: Variable, staying: ReadonlySet<Node>): boolean {
  if (variable.kind !== 'local' || variable.initIndex !== -1) return false;
  const given = variable.uses.filter(u => isWritten(tree, u)).map(u => tree.parent(tree.parent(u)));
  const values = given.map(s => expressionsOf(tree, tree.field(s, F.Right)));
  if (values.some(v => v.length !== 1)) return false;
  const made = [...(variable.init === NONE ? [] : [variable.init]), ...values.flat()].map(e => tree.unparen(e));
  return made.length > 0 && made.every(e => staying.has(e) || staying.has(tree.childOfKind(e, K.LiteralValue)));
}

/** A statement of the function itself, no branch and no loop, that stores into a map of the package. */
function isRegistration({ tree }: SiteContext, store: Node): boolean {
  const list = tree.ancestor(store, K.StatementList);
  return tree.ancestor(store, K.FuncLiteral) === NONE && tree.parent(tree.parent(list)) === 0;
}
