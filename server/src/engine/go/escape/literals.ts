/** Composite literals: what is made, and what is put into it. */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Type } from '../types/model.js';
import { coreType, under } from '../types/predicates.js';
import type { Flow } from './flow.js';
import type { Hole } from './location.js';

/** `{…}` whose type stands elsewhere: of `[]*T{{…}}` it is a pointer to what is made. */
export function elided(f: Flow, hole: Hole, n: Node, type: Type | undefined): void {
  const pointed = type && under(type).kind === 'pointer' ? (under(type) as Extract<Type, { kind: 'pointer' }>).elem : undefined;
  if (pointed) literal(f, f.note(f.spill(hole, n, 'pointer'), n, 'address-of'), n, n, pointed);
  else literal(f, hole, n, n, type);
}

export function literal(f: Flow, hole: Hole, n: Node, body: Node, type: Type | undefined): void {
  const { tree } = f;
  const core = type && coreType(type);
  const elements = body === NONE ? [] : [...tree.children(body)];
  switch (core?.kind) {
    case 'map': {
      f.spill(hole, n, 'literal');
      for (const e of elements) {
        const [key, content] = keyAndContent(f, e);
        f.value(f.note(f.heap, n, 'map literal key'), key);
        f.value(f.note(f.heap, n, 'map literal value'), content);
      }
      return;
    }
    case 'slice': {
      const made = f.note(f.spill(hole, n, 'literal'), n, 'slice-literal-element');
      for (const e of elements) f.value(made, keyAndContent(f, e)[1]);
      return;
    }
    case 'struct':
    case 'array': {
      const inside = f.note(hole, n, core.kind === 'struct' ? 'struct literal element' : 'array literal element');
      for (const e of elements) f.value(inside, keyAndContent(f, e)[1]);
      return;
    }
    default:
      for (const e of elements) f.discard(keyAndContent(f, e)[1]);
  }
}

/** The value of an element. */
export const contentOf = (f: Flow, element: Node): Node => keyAndContent(f, element)[1];

function keyAndContent({ tree }: Flow, element: Node): [Node, Node] {
  const deepest = (node: Node) => {
    let n = node;
    while (tree.kind(n) === K.LiteralElement && tree.first(n) !== NONE) n = tree.first(n);
    return n;
  };
  if (tree.kind(element) !== K.KeyedElement) return [NONE, deepest(element)];
  const key = tree.first(element);
  const content = tree.next(key);
  return content === NONE ? [NONE, deepest(key)] : [deepest(key), deepest(content)];
}
