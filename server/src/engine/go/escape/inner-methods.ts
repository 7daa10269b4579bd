/** Methods that run where it is known what is in an interface. */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { lookup, type Selection } from '../types/lookup.js';
import { type Func, Mode, type Type } from '../types/model.js';
import { isInterface } from '../types/predicates.js';
import { ConcreteTypes, type ResultsOf } from './concrete-types.js';

const NONE_FOUND: readonly Node[] = [];
const calls = new WeakMap<TreeTypes, readonly Node[]>();

/** What is called of interfaces. What `go` calls is not looked at, nor what embedded fields lead to. */
function callsOfInterfaces(types: TreeTypes): readonly Node[] {
  const before = calls.get(types);
  if (before) return before;
  const found = [...types.selections.keys()].filter(n => isCallOfInterface(types, n));
  calls.set(types, found.length === 0 ? NONE_FOUND : found);
  return found;
}

function isCallOfInterface(types: TreeTypes, callee: Node): boolean {
  const { tree, selections, modes } = types;
  const selection = selections.get(callee)!;
  const call = tree.parent(callee);
  if (selection.object.kind !== 'func' || selection.path.length > 0) return false;
  if (tree.kind(call) !== K.CallExpression || tree.first(call) !== callee) return false;
  if (tree.parentKind(call) === K.GoStatement || modes[tree.first(callee)] === Mode.Type) return false;
  return isInterface(selection.receiver) && selection.receiver.kind !== 'type parameter';
}

/** `callee`: the selector that is called. */
export function methodInside(types: TreeTypes, callee: Node, concreteType: (operand: Node) => Type | undefined): Selection | undefined {
  if (!isCallOfInterface(types, callee)) return undefined;
  const { pkg, name } = types.selections.get(callee)!.object;
  const type = concreteType(types.tree.first(callee));
  const found = type && lookup(type, pkg, name);
  if (typeof found !== 'object' || found.object.kind !== 'func') return undefined;
  // What an embedded interface holds is another question.
  return isInterface(found.path.at(-1)?.type ?? found.receiver) ? undefined : found;
}

/** All of a function, as far as the functions tell that it calls. */
export function* methodsInside(types: TreeTypes, resultsOf: ResultsOf): Generator<Func> {
  let concrete: ConcreteTypes | undefined;
  for (const callee of callsOfInterfaces(types)) {
    concrete ??= new ConcreteTypes(types.tree, types, resultsOf);
    const found = methodInside(types, callee, n => concrete!.of(n)?.type);
    if (found?.object.kind === 'func') yield found.object;
  }
}
