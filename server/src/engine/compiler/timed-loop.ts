/** What the timed loops of a package's benchmarks call by themselves: what somebody has thought worth measuring. */
import type { ImportTable } from '../go/names/imports.js';
import { PackageNames } from '../go/names/package-names.js';
import { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import { TypeReader } from '../go/types/type-reader.js';
import type { TypeRef } from '../go/types/types.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { isGenericCall } from './position.js';
import { isNamed } from './request-handler.js';
import type { SourceFile } from './source-file.js';

/** Functions and methods of the package (`f`, `T.m`) that a timed loop in the test file calls. `importPath`: how external tests name the package. */
export function calledInTimedLoops(test: SourceFile, pkg: GoPackage, importPath: string): Set<string> {
  const imports: ImportTable = new Map(test.facts.imports.map(i => [i.name, i]));
  const called = new Set<string>();
  for (const { tree } of test.syntax.declarations) {
    if (!tree.text.includes('testing.')) continue;
    const scopes = Scopes.of(tree);
    const types = new TypeReader(tree, scopes, imports);
    const packages = new PackageNames(tree, scopes, imports);
    for (let n = 0; n < tree.count; n++) {
      if (tree.kind(n) !== K.ForStatement || !isTimed(tree, types, n)) continue;
      const body = tree.field(n, F.Body);
      for (let c = body; c < tree.afters[body]!; c++) {
        const name = nameOf({ tree, scopes, types, packages, pkg, importPath }, calledBy(tree, c));
        if (name !== undefined) called.add(name);
      }
    }
  }
  return called;
}

/** `for i := 0; i < b.N; i++`, `for range b.N`, `for b.Loop()`, `for pb.Next()`. */
function isTimed(tree: FlatTree, types: TypeReader, loop: Node): boolean {
  const end = tree.starts[tree.field(loop, F.Body)]!;
  for (let n = loop + 1; n < tree.afters[loop]! && tree.starts[n]! < end; n++) {
    if (tree.kind(n) !== K.SelectorExpression) continue;
    const name = tree.textOf(tree.last(n));
    const type = types.ofExpression(tree.first(n));
    if ((name === 'N' || name === 'Loop') && isNamed(type, 'testing', 'B')) return true;
    if (name === 'Next' && isNamed(type, 'testing', 'PB')) return true;
  }
  return false;
}

interface CallContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: TypeReader;
  readonly packages: PackageNames;
  readonly pkg: GoPackage;
  readonly importPath: string;
}

/** `f` in `f(x)` and `f[int](x)`; NONE for what calls nothing. */
function calledBy(tree: FlatTree, n: Node): Node {
  if (isGenericCall(tree, n)) return tree.first(tree.field(n, F.Type));
  return tree.kind(n) === K.CallExpression ? tree.unparen(calleeOf(tree, n)) : NONE;
}

function nameOf({ tree, scopes, types, packages, pkg, importPath }: CallContext, callee: Node): string | undefined {
  const isOwn = (t: TypeRef & { kind: 'named' }) => t.pkg === '' || t.pkg === importPath;
  if (tree.kind(callee) === K.Identifier || tree.kind(callee) === K.TypeIdentifier) {
    const name = tree.textOf(callee);
    return !scopes.variableOf(callee) && pkg.function(name) ? name : undefined;
  }
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const name = tree.textOf(tree.last(callee));
  const imported = packages.of(tree.first(callee));
  if (imported !== undefined) return imported === importPath && pkg.function(name) ? name : undefined;
  const type = tree.first(callee) === NONE ? undefined : pkg.resolve(types.ofExpression(tree.first(callee)));
  const owner = type?.kind === 'pointer' ? pkg.resolve(type.elem) : type;
  return owner?.kind === 'named' && isOwn(owner) && pkg.method(owner.name, name) ? `${owner.name}.${name}` : undefined;
}
