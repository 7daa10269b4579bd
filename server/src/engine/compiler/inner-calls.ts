/** Calls whose callees allocate or may: the compiler prints nothing about the inside of another function where it is called. */
import type { Span } from '../base/finding.js';
import type { ImportTable } from '../go/names/imports.js';
import { PackageNames } from '../go/names/package-names.js';
import { Scopes } from '../go/names/scope.js';
import { isBuiltin, isPredeclaredType } from '../go/types/universe.js';
import { calleeOf, K, NONE } from '../syntax/flat-tree.js';
import { allocatesInside } from '../tables/allocating-functions.js';
import type { SourceFile } from './source-file.js';

export interface InnerCalls {
  /** Something is called there. */
  readonly any: boolean;
  /** Callees as written that are known to allocate. */
  readonly allocating: readonly string[];
}

/** Calls that begin in a span of the file. */
export function callsIn({ syntax, facts }: SourceFile, { start, end }: Span): InnerCalls {
  const imports: ImportTable = new Map(facts.imports.map(i => [i.name, i]));
  const allocating = new Set<string>();
  let any = false;
  for (const { tree, offset } of syntax.declarations) {
    if (offset > end || offset + tree.text.length < start) continue;
    const scopes = Scopes.of(tree);
    const packages = new PackageNames(tree, scopes, imports);
    for (let n = 0; n < tree.count; n++) {
      const at = tree.starts[n]! + offset;
      if (tree.kind(n) !== K.CallExpression || at < start || at > end) continue;
      const callee = tree.unparen(calleeOf(tree, n));
      const text = tree.textOf(callee);
      if (tree.kind(callee) === K.Identifier && !scopes.variableOf(callee) && (isBuiltin(text) || isPredeclaredType(text))) continue;
      any = true;
      const pkg = tree.kind(callee) === K.SelectorExpression ? packages.of(tree.first(callee)) : undefined;
      if (pkg !== undefined && tree.last(callee) !== NONE && allocatesInside(pkg, tree.textOf(tree.last(callee))) > 0) allocating.add(text);
    }
  }
  return { any, allocating: [...allocating] };
}
