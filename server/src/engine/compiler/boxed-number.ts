/**
 * Integers in interfaces. The runtime keeps one object for each value from 0 to 255 (runtime.staticuint64s), and most numbers that programs
 * print are small: measured on the tests of 60 packages, one conversion in seven allocates where nothing else of the call is boxed.
 */

import type { SiteKind } from '../base/site.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TypeRef } from '../go/types/types.js';
import { calleeOf, K, type Node } from '../syntax/flat-tree.js';
import type { JoinedSite } from './grown-slice.js';
import { isOnErrorPath } from './hot-place.js';
import type { SiteContext } from './site-context.js';

/** Kinds of sites that are arguments when they stand in a list of arguments. */
const VALUES: ReadonlySet<SiteKind> = new Set(['boxed', 'selector', 'literal', 'concat', 'conversion']);

const INTEGER = /^(?:u?int(?:16|32|64|ptr)?|rune)$/;

/** True when the site boxes an integer, or a struct or array that consists of one, whose value decides whether it allocates. */
export function isBoxedNumber({ types, pkg }: SiteContext, { site }: JoinedSite): boolean {
  if (site.kind !== 'boxed' && site.kind !== 'selector' && site.kind !== 'literal') return false;
  return isNumber(types.ofExpression(site.node), pkg, 0);
}

function isNumber(type: TypeRef, pkg: GoPackage, depth: number): boolean {
  if (depth > 4) return false;
  const u = pkg.underlying(type);
  if (u.kind === 'basic') return INTEGER.test(u.name);
  if (u.kind === 'array') return u.length === 1 && isNumber(u.elem, pkg, depth + 1);
  return u.kind === 'struct' && u.fields.length === 1 && isNumber(u.fields[0]!.type, pkg, depth + 1);
}

/**
 * The sites without integers that are boxed alone. They count where `isHot`, in a call that boxes something else, and as arguments of fmt
 * and log that no error is made of, which `escape/boxed-argument` is about.
 */
export function withoutLoneNumbers(context: SiteContext, sites: readonly JoinedSite[], isHot: (n: Node) => boolean): JoinedSite[] {
  const { tree, types } = context;
  const listOf = (s: JoinedSite) => (tree.parentKind(s.site.node) === K.ArgumentList ? tree.parent(s.site.node) : undefined);
  const others = new Set(sites.filter(s => VALUES.has(s.site.kind) && !isBoxedNumber(context, s)).map(listOf));
  return sites.filter(s => {
    if (!isBoxedNumber(context, s) || isHot(s.site.node)) return true;
    const list = listOf(s);
    if (list === undefined) return false;
    const callee = tree.unparen(calleeOf(tree, tree.parent(list)));
    const formats = tree.kind(callee) === K.SelectorExpression && /^(?:fmt|log)$/.test(types.packageOf(tree.first(callee)) ?? '');
    return (formats && !isOnErrorPath(tree, s.site.node)) || others.has(list);
  });
}
