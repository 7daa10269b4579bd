/** What the timed loops of a package's benchmarks call by themselves: what somebody has thought worth measuring. */
import { whole } from '../base/slices.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Func } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { receiverBase } from '../go/types/receiver.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import { isGenericCall } from './position.js';
import type { SourceFile } from './source-file.js';

/** Functions and methods of the package (`f`, `T.m`) that a timed loop in the test file calls. */
export function calledInTimedLoops(test: SourceFile, pkg: GoPackage): Set<string> {
  const called = new Set<string>();
  for (const { tree, offset } of test.syntax.declarations) {
    const loops = tree.text.includes('testing.') ? loopsOf(tree) : [];
    const typing = loops.length > 0 ? test.typing?.(offset) : undefined;
    const typed = typing && whole(typing);
    if (!typed) continue;
    for (const loop of loops) {
      if (!isTimed(tree, typed, loop)) continue;
      const body = tree.field(loop, F.Body);
      for (let n = body; n < tree.afters[body]!; n++) {
        const name = nameOf(typed, pkg, calledBy(tree, n));
        if (name !== undefined) called.add(name);
      }
    }
  }
  return called;
}

/** Those that may be timed. */
function loopsOf(tree: FlatTree): Node[] {
  const loops: Node[] = [];
  for (let n = 0; n < tree.count; n++) if (tree.kind(n) === K.ForStatement && selectors(tree, n).length > 0) loops.push(n);
  return loops;
}

/** `b.N`, `b.Loop`, `pb.Next` in the header. */
function selectors(tree: FlatTree, loop: Node): Node[] {
  const end = tree.starts[tree.field(loop, F.Body)]!;
  const found: Node[] = [];
  for (let n = loop + 1; n < tree.afters[loop]! && tree.starts[n]! < end; n++) {
    if (tree.kind(n) === K.SelectorExpression && /^(?:N|Loop|Next)$/.test(tree.textOf(tree.last(n)))) found.push(n);
  }
  return found;
}

/** `for i := 0; i < b.N; i++`, `for range b.N`, `for b.Loop()`, `for pb.Next()`. */
function isTimed(tree: FlatTree, typed: TreeTypes, loop: Node): boolean {
  return selectors(tree, loop).some(n => {
    const type = typeAt({ tree, typed }, tree.first(n));
    return isNamed(type, 'testing', tree.textOf(tree.last(n)) === 'Next' ? 'PB' : 'B');
  });
}

/** `f` in `f(x)` and `f[int](x)`; NONE for what calls nothing. */
function calledBy(tree: FlatTree, n: Node): Node {
  if (isGenericCall(tree, n)) return tree.first(tree.field(n, F.Type));
  return tree.kind(n) === K.CallExpression ? tree.unparen(calleeOf(tree, n)) : NONE;
}

/** Undefined for what is no function or method that the package declares. */
function nameOf({ tree, objects, selections }: TreeTypes, pkg: GoPackage, callee: Node): string | undefined {
  if (callee === NONE) return undefined;
  const isSelector = tree.kind(callee) === K.SelectorExpression;
  const object = selections.get(callee)?.object ?? objects.get(isSelector ? tree.last(callee) : callee);
  if (object?.kind !== 'func') return undefined;
  const name = shortName(object);
  return name !== undefined && object.declared !== undefined && pkg.fileOf(name) === object.declared.file ? name : undefined;
}

/** `f`, `T.m`; undefined for a method of a type without a name. */
function shortName(func: Func): string | undefined {
  if (!func.isMethod) return func.name;
  const type = receiverBase(func);
  return type?.kind === 'named' ? `${type.object.name}.${func.name}` : undefined;
}
