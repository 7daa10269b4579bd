/** The names that a declaration declares, and where they stand in its tree. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type ValueSpec, valueSpecs } from './declarations.js';

/** A name of a declaration, where it stands. */
export interface Place {
  readonly name: Node;
  readonly spec: Node;
  readonly values?: ValueSpec;
  readonly index: number;
}

const places = new WeakMap<FlatTree, readonly Place[]>();

/** The names that a declaration declares, in their order. */
export function placesOf(tree: FlatTree): readonly Place[] {
  let known = places.get(tree);
  if (!known) {
    known = readPlaces(tree);
    places.set(tree, known);
  }
  return known;
}

function readPlaces(tree: FlatTree): Place[] {
  const kind = tree.kind(0);
  if (kind === K.FunctionDeclaration || kind === K.MethodDeclaration) {
    const name = tree.field(0, F.Name);
    return name === NONE ? [] : [{ name, spec: 0, index: 0 }];
  }
  if (kind === K.TypeDeclaration) {
    const specs = [...tree.children(0)].filter(n => tree.kind(n) === K.TypeSpec || tree.kind(n) === K.TypeAlias);
    return specs.map(spec => ({ name: tree.field(spec, F.Name), spec, index: 0 })).filter(p => p.name !== NONE);
  }
  return valueSpecs(tree, 0).flatMap(values => values.names.map((name, index) => ({ name, spec: NONE, values, index })));
}
