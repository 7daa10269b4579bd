/** Memory of an object that a function literal was lent, and that stays when the literal has returned. */
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { isBytes } from '../types/predicates.js';
import { aliasesOf, returnedAliases } from './pool-aliases.js';
import { type PoolCode, sharesMemory } from './pool-code.js';
import type { Lending } from './pool-lenders.js';
import type { LentObject } from './pool-object-facts.js';
import { rootOf } from './pool-passing.js';
import type { Ref } from './pool-state.js';

export function* lentObjects(code: PoolCode, lenders: ReadonlyMap<Node, readonly Lending[]>): Generator<LentObject> {
  const { tree, scopes } = code;
  for (const [call, lendings] of lenders) {
    for (const { parameter, argument, returns } of lendings) {
      const literal = tree.unparen(argumentsOf(tree, call)[parameter] ?? NONE);
      if (tree.kind(literal) !== K.FuncLiteral) continue;
      const names = [...tree.children(tree.field(literal, F.Parameters))].flatMap(p =>
        [...tree.children(p)].filter(c => tree.fields[c] === F.Name),
      );
      const lent = scopes.variableOf(names[argument] ?? NONE);
      if (lent && !lent.uses.some(use => isWritten(tree, use))) yield* keptOf(code, { call, literal, lent, returns });
    }
  }
}

interface Lent {
  readonly call: Node;
  readonly literal: Node;
  readonly lent: Variable;
  readonly returns: boolean;
}

function* keptOf(code: PoolCode, { call, literal, lent, returns }: Lent): Generator<LentObject> {
  const { tree, scopes, types } = code;
  const found = (kind: LentObject['kind'], value: Node, place: Node): LentObject => {
    const type = types.typeOf(value);
    return {
      ...{ kind, value: tree.span(value), place: tree.textOf(place), callee: tree.textOf(calleeOf(tree, call)), call: tree.span(call) },
      copyable: type !== undefined && isBytes(type),
    };
  };
  for (let n = literal; n < tree.afters[literal]!; n++) {
    if (scopes.functionOf(n) !== literal) continue;
    if (tree.kinds[n] === K.AssignmentStatement && tree.op(n) === '=') {
      const left = expressionsOf(tree, tree.field(n, F.Left));
      const right = expressionsOf(tree, tree.field(n, F.Right));
      for (const [i, place] of left.entries()) {
        const value = left.length === right.length ? tree.unparen(right[i]!) : NONE;
        if (value !== NONE && isLent(code, value, lent) && isLeft(code, place, call, literal)) yield found('stored', value, place);
      }
    } else if (returns && tree.kinds[n] === K.ReturnStatement) {
      const [value = NONE] = expressionsOf(tree, tree.first(n));
      if (value !== NONE && returnedAliases(code, value, refsTo(code, lent)).some(r => r.inside && !r.maybeMoved))
        yield found('returned', value, value);
    }
  }
}

/** Memory of the object, not the object: who keeps that may work with it. */
function isLent(code: PoolCode, value: Node, lent: Variable): boolean {
  return sharesMemory(code.types.typeOf(value)) && aliasesOf(code, value, refsTo(code, lent)).some(r => r.inside && !r.maybeMoved);
}

const refsTo =
  (code: PoolCode, lent: Variable) =>
  (name: Node): readonly Ref[] => {
    const v = code.scopes.variableOf(name);
    if (v === lent) return [{ object: lent.node, certain: true, inside: false, maybeMoved: false }];
    const isMade =
      v?.kind === 'local' && v.func === lent.func && v.init !== NONE && v.initIndex <= 0 && !v.uses.some(use => isWritten(code.tree, use));
    return isMade && v.node > lent.node ? aliasesOf(code, v.init, refsTo(code, lent)) : [];
  };

/** A variable of the function around, which is looked at behind the call, or what others see; nothing else is stored there. */
function isLeft({ tree, scopes }: PoolCode, place: Node, call: Node, literal: Node): boolean {
  const root = rootOf(tree, place);
  const v = scopes.variableOf(root);
  if (tree.kind(root) !== K.Identifier || (v && tree.within(v.node, literal))) return false;
  if (v && root === tree.unparen(place)) {
    const later = v.uses.filter(use => use >= tree.afters[call]!);
    return v.kind === 'result' || (later.length > 0 && !isWritten(tree, later[0]!));
  }
  const text = tree.textOf(place);
  return root !== tree.unparen(place) && !tree.text.slice(tree.starts[tree.afters[call]!] ?? tree.text.length).includes(`${text} =`);
}
