/** Which conditions and variables are about how large something is, as guards before a Put are. */
import { calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { PoolCode } from './pool-code.js';
import { isPredeclaredCall } from './pool-made.js';

/** Longer ones look at more (UTF-16 units). */
const MAX_GUARD = 1000;

/** Asks how large something is. */
const ASKS_SIZE = /\b(?:cap|len)\(|\.(?:Cap|Len|Size)\(\)/;

/** True when the condition looks only at sizes and at whether the object is nil, as guards before a Put do: `cap(b) > max`, `b != nil`. */
export function isSizeGuard(code: PoolCode, condition: Node, name: string): boolean {
  const text = code.tree.textOf(condition);
  if (text.length > MAX_GUARD || callsOther(code, condition)) return false;
  const sizes = sizeVariables(code);
  const parts = text.split(/&&|\|\|/);
  return parts.every(part => {
    const [, left] = /^[\s(]*([\w.]+)\s*[!=]=\s*nil\b/.exec(part) ?? [];
    const [, compared = ''] = /^[\s(]*(\w+)\s*(?:[<>]|[!=]=)/.exec(part) ?? [];
    return (
      left === name ||
      (left !== undefined && name.startsWith(`${left}.`)) ||
      sizes.has(compared) ||
      ASKS_SIZE.test(part) ||
      (compared !== '' && isLimit(parts, compared))
    );
  });
}

/** Another part compares a size with it: `max == 0 || cap(b) <= max`. */
const isLimit = (parts: readonly string[], name: string): boolean =>
  parts.some(part => ASKS_SIZE.test(part) && new RegExp(`[<>]=?\\s*${name}\\b|\\b${name}\\s*[<>]`).test(part));

/** A case of `switch cap(b) {`, or of a `switch` whose cases all ask for sizes. */
export function isSizeCase(code: PoolCode, branch: Node, name: string): boolean {
  const { tree } = code;
  const choice = tree.parent(branch);
  if (tree.kind(choice) !== K.ExpressionSwitchStatement) return false;
  const value = tree.field(choice, F.Value);
  if (value !== NONE) return sizeVariables(code).has(tree.textOf(value)) || (tree.kind(value) === K.CallExpression && isSize(code, value));
  const cases = [...tree.children(choice)].filter(c => tree.kind(c) === K.ExpressionCase);
  return cases.length <= MAX_CASES && cases.every(c => isSizeGuard(code, tree.field(c, F.Value), name));
}

/** More sizes nobody tells apart. */
const MAX_CASES = 32;

/** Calls a function of the program that is named like a predeclared one. */
function callsOther(code: PoolCode, condition: Node): boolean {
  const { tree } = code;
  for (let n = condition; n < tree.afters[condition]!; n++) {
    if (
      tree.kinds[n] === K.CallExpression &&
      PREDECLARED.has(tree.textOf(calleeOf(tree, n))) &&
      !isPredeclaredCall(code, n, ...PREDECLARED)
    )
      return true;
  }
  return false;
}

const PREDECLARED: ReadonlySet<string> = new Set(['cap', 'len']);

const sizesOf = new WeakMap<FlatTree, ReadonlySet<string>>();

/** Names of variables that are declared with a size: `n := cap(b)`. */
function sizeVariables(code: PoolCode): ReadonlySet<string> {
  const { tree } = code;
  let found = sizesOf.get(tree);
  if (!found) {
    const names = new Set<string>();
    for (let n = ASKS_SIZE.test(tree.text) ? 0 : tree.count; n < tree.count; n++) {
      if (tree.kinds[n] !== K.ShortVarDeclaration) continue;
      const right = expressionsOf(tree, tree.field(n, F.Right));
      expressionsOf(tree, tree.field(n, F.Left)).forEach((name, i) => {
        if (right[i] !== undefined && tree.kind(right[i]) === K.CallExpression && isSize(code, right[i])) names.add(tree.textOf(name));
      });
    }
    found = names;
    sizesOf.set(tree, found);
  }
  return found;
}

const isSize = (code: PoolCode, call: Node): boolean =>
  isPredeclaredCall(code, call, ...PREDECLARED) ||
  /(?:^|\.)(?:Cap|Len|Size)$|\.(?:cap|len)$/.test(code.tree.textOf(calleeOf(code.tree, call)));
