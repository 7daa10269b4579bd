import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { valueSpecs } from '../types/declarations.js';
import type { Var } from '../types/model.js';

/** What a variable is given in one place. */
export interface Assigned {
  /** NONE: what nobody reads off the syntax, such as an element of what a loop goes over. */
  readonly value: Node;
  /** Which of several results of a call. */
  readonly part?: number;
  /** Where it is declared. */
  readonly isFirst: boolean;
  /** Declared without a value. */
  readonly isZero?: boolean;
}

export interface AssignedValues {
  readonly of: ReadonlyMap<Var, readonly Assigned[]>;
  /** Variables whose address is taken, or that are counted up. */
  readonly changed: ReadonlySet<Var>;
}

const known = new WeakMap<TreeTypes, AssignedValues>();

/** What the variables of a function are given, in the literals in it too. */
export function assignedIn(tree: FlatTree, types: TreeTypes): AssignedValues {
  const before = known.get(types);
  if (before) return before;
  const found = read(tree, types);
  known.set(types, found);
  return found;
}

function read(tree: FlatTree, types: TreeTypes): AssignedValues {
  const of = new Map<Var, Assigned[]>();
  const changed = new Set<Var>();
  const variable = (n: Node) => {
    const object = types.objects.get(tree.unparen(n));
    return object?.kind === 'var' && object.role !== 'package' ? object : undefined;
  };
  const assigned = (names: readonly Node[], values: readonly Node[], declares: boolean) => {
    for (const [i, name] of names.entries()) {
      const v = variable(name);
      if (!v) continue;
      const isFirst = declares && v.declared?.span.start === tree.starts[name];
      const isCall = values.length === 1 && names.length > 1;
      const one: Assigned =
        values.length === names.length
          ? { value: values[i]!, isFirst }
          : { value: isCall ? values[0]! : NONE, isFirst, ...(isCall && { part: i }), isZero: declares && values.length === 0 };
      const all = of.get(v);
      if (all) all.push(one);
      else of.set(v, [one]);
    }
  };
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (kind === K.RangeClause) assigned(namesOf(tree, n), [], false);
    else if (ASSIGNS.has(kind)) {
      assigned(namesOf(tree, n), expressionsOf(tree, tree.field(n, F.Right)), kind === K.ShortVarDeclaration);
    } else if (kind === K.VarDeclaration && n > 0) {
      for (const { names, values } of valueSpecs(tree, n)) assigned(names, values, true);
    } else if (kind === K.IncStatement || kind === K.DecStatement || (kind === K.UnaryExpression && tree.op(n) === '&')) {
      const v = variable(tree.first(n));
      if (v) changed.add(v);
    }
  }
  return { of, changed };
}

const namesOf = (tree: FlatTree, n: Node) => expressionsOf(tree, tree.field(n, F.Left));

const ASSIGNS: ReadonlySet<K> = new Set([K.ShortVarDeclaration, K.AssignmentStatement, K.ReceiveStatement]);
