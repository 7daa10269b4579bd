/** Whether a function may run again before it has returned, so that what it keeps for its next call is in use. */
import { calleeOf, F, type FlatTree, K } from '../../syntax/flat-tree.js';
import { isFunction } from './package-function.js';
import type { RemedyContext } from './remedy.js';

/** Functions that are looked into: with more of them nobody knows. */
const MAX_FUNCTIONS = 60;

/** By the names of what is called, in any of the package's functions of that name; true also where they are too many. */
export function mayReenter({ tree, packageFiles }: RemedyContext): boolean {
  const own = tree.textOf(tree.field(0, F.Name));
  const names = [...calledNames(tree)];
  const seen = new Set(names);
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    // As gofmt writes the declarations of functions and methods.
    const [functions, methods] = [packageFiles(`func ${name}(`), packageFiles(`) ${name}(`)];
    if (name === own || seen.size > MAX_FUNCTIONS || !functions || !methods) return true;
    for (const { syntax } of new Set([...functions, ...methods])) {
      for (const { tree: other } of syntax.declarations) {
        if (!isFunction(other) || other.textOf(other.field(0, F.Name)) !== name) continue;
        for (const called of calledNames(other)) if (!seen.has(called)) names.push(called);
        for (const called of calledNames(other)) seen.add(called);
      }
    }
  }
  return false;
}

function calledNames(tree: FlatTree): Set<string> {
  const out = new Set<string>();
  for (let n = 0; n < tree.count; n++) {
    if (tree.kind(n) !== K.CallExpression) continue;
    const callee = tree.unparen(calleeOf(tree, n));
    if (tree.kind(callee) === K.SelectorExpression) out.add(tree.textOf(tree.last(callee)));
    else if (tree.kind(callee) === K.Identifier) out.add(tree.textOf(callee));
  }
  return out;
}
