/** Where assignments go (cmd/compile/internal/escape, assign.go: addr). */
import { expressionsOf, F, K, type Node } from '../../syntax/flat-tree.js';
import { coreType } from '../types/predicates.js';
import { through } from './expressions.js';
import type { Flow } from './flow.js';
import type { Hole } from './location.js';

/** Where an assignment to the expression goes (cmd/compile/internal/escape, assign.go: addr). */
export function target(f: Flow, node: Node): Hole {
  const { tree, types } = f;
  const n = tree.unparen(node);
  switch (tree.kind(n)) {
    case K.Identifier: {
      const object = types.objects.get(n);
      if (object?.kind !== 'var') return f.nowhere;
      const location = f.locationOf(object);
      if (!location) return object.role === 'package' ? f.heap : f.nowhere;
      location.reassigned = true;
      return f.hole(location);
    }
    case K.SelectorExpression: {
      const selection = types.selections.get(n);
      const operand = tree.first(n);
      if (!selection) return isQualified(f, n) ? f.heap : f.nowhere;
      if (selection.object.kind !== 'var') return f.nowhere;
      if (through(f.typeOf(operand), [...selection.path, selection.object]).derefs === 0) return f.target(operand);
      f.discard(operand);
      return f.heap;
    }
    case K.IndexExpression: {
      const operand = tree.first(n);
      const type = f.typeOf(operand);
      const core = type && coreType(type);
      const keys = [...tree.children(n)].filter(c => c !== operand);
      if (core?.kind === 'map') {
        f.discard(operand);
        for (const key of keys) f.value(f.note(f.heap, n, 'key of map put'), key);
        return f.heap;
      }
      for (const key of keys) f.discard(key);
      if (core?.kind === 'array') return f.target(operand);
      f.discard(operand);
      return core ? f.heap : f.nowhere;
    }
    case K.UnaryExpression:
      f.discard(tree.first(n));
      return tree.op(n) === '*' ? f.heap : f.nowhere;
    default:
      f.discard(n);
      return f.nowhere;
  }
}

/** A variable of another package. */
function isQualified({ tree, types }: Flow, selector: Node): boolean {
  return types.objects.get(tree.first(selector))?.kind === 'package' && types.objects.get(tree.last(selector))?.kind === 'var';
}

export const leftOf = (f: Flow, n: Node): Node[] => expressionsOf(f.tree, f.tree.field(n, F.Left));
export const rightOf = (f: Flow, n: Node): Node[] => expressionsOf(f.tree, f.tree.field(n, F.Right));
