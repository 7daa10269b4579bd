/**
 * Which type surely is in an interface: its methods are called directly then, and may be inlined (cmd/compile/internal/devirtualize). Calls that are
 * inlined tell, too.
 */
import { expressionsOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { type Func, Mode, type Named, type Pointer, type Type, type UNKNOWN, type Var } from '../types/model.js';
import { isInterface, isUnknown } from '../types/predicates.js';
import { type Assigned, type AssignedValues, assignedIn } from './assigned-values.js';

export interface Concrete {
  /** Unknown for what an inlined function of the standard library returns: it is one type, and only the compiler knows which. */
  readonly type: Named | Pointer | typeof UNKNOWN;
  /** Several values are of it: compilers before Go 1.26 look at one only. */
  readonly isJoined: boolean;
}

/** Of a call that is inlined: what is in each result. */
export type ResultsOf = (func: Func) => readonly (Concrete | undefined)[] | undefined;

/** Variables that stand for one another are followed so far: each is three calls deeper. */
const MAX_VARIABLES = 100;

/** No value but nil. */
const NOTHING = 'nothing';
type Found = Concrete | typeof NOTHING | undefined;

export class ConcreteTypes {
  private readonly values: AssignedValues;
  /** Each call of a variable's methods asks again. */
  private readonly known = new Map<Var, Found>();

  constructor(
    private readonly tree: FlatTree,
    private readonly types: TreeTypes,
    private readonly resultsOf: ResultsOf,
  ) {
    this.values = assignedIn(tree, types);
  }

  /** Undefined: it may be one of several, or nobody knows. */
  of(node: Node): Concrete | undefined {
    const object = this.types.objects.get(this.tree.unparen(node));
    const variable = object?.kind === 'var' ? object : undefined;
    const found = variable && this.known.has(variable) ? this.known.get(variable) : this.at(node, new Set());
    if (variable) this.known.set(variable, found);
    return found === NOTHING ? undefined : found;
  }

  /** Of the results of the function whose declaration this is. */
  ofResults(results: readonly Var[]): readonly (Concrete | undefined)[] {
    if (!results.some(r => isInterface(r.type))) return [];
    const returns = this.returns();
    return results.map((result, i) => {
      if (!isInterface(result.type)) return undefined;
      const given = returns.flatMap(values =>
        values.length === results.length ? { value: values[i]! } : values.map(value => ({ value, part: i })),
      );
      const assigned = this.values.changed.has(result) ? undefined : this.values.of.get(result);
      const found = this.joined([...given, ...(assigned ?? [])], new Set([result]));
      return found === NOTHING ? undefined : found;
    });
  }

  /** What each return statement gives, those of literals left out. */
  private returns(): Node[][] {
    const { tree } = this;
    const found: Node[][] = [];
    for (let n = 0; n < tree.count; n++) {
      if (tree.kinds[n] === K.FuncLiteral) n = tree.afters[n]! - 1;
      else if (tree.kinds[n] === K.ReturnStatement) found.push(expressionsOf(tree, tree.first(n)));
    }
    return found;
  }

  private at(node: Node, seen: Set<Var>): Found {
    const { tree, types } = this;
    const n = tree.unparen(node);
    if (tree.kind(n) === K.Nil) return NOTHING;
    const object = types.objects.get(n);
    const type = object?.kind === 'var' ? object.type : types.typeOf(n);
    if (!type || isUnknown(type)) return undefined;
    if (!isInterface(type)) return concrete(type);
    switch (tree.kind(n)) {
      case K.Identifier:
        return object?.kind === 'var' ? this.held(object, seen) : undefined;
      case K.TypeAssertionExpression:
        return this.at(tree.first(n), seen);
      case K.TypeConversionExpression:
        return this.at(tree.last(n), seen);
      case K.CallExpression: {
        const list = tree.childOfKind(n, K.ArgumentList);
        if (types.modes[tree.unparen(tree.first(n))] === Mode.Type) return list === NONE ? undefined : this.at(tree.first(list), seen);
        return this.result(n, 0);
      }
      default:
        return undefined;
    }
  }

  private held(variable: Var, seen: Set<Var>): Found {
    if (variable.role !== 'local' || this.values.changed.has(variable) || seen.size > MAX_VARIABLES) return undefined;
    if (seen.has(variable)) return NOTHING;
    seen.add(variable);
    return this.joined(this.values.of.get(variable) ?? [UNREAD], seen);
  }

  private joined(all: readonly Pick<Assigned, 'value' | 'part' | 'isZero'>[], seen: Set<Var>): Found {
    let joined: Found = NOTHING;
    for (const { value, part, isZero } of all) {
      if (isZero) continue;
      const found = value === NONE ? undefined : part === undefined ? this.at(value, seen) : this.result(value, part);
      if (found === undefined) return undefined;
      if (found === NOTHING) continue;
      if (joined !== NOTHING && !isSame(joined.type, found.type)) return undefined;
      joined = { type: found.type, isJoined: found.isJoined || all.length > 1 };
    }
    return joined;
  }

  private result(call: Node, i: number): Concrete | undefined {
    const { tree, types } = this;
    const n = tree.unparen(call);
    if (tree.kind(n) !== K.CallExpression) return undefined;
    const callee = tree.unparen(tree.first(n));
    const object = types.objects.get(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
    return object?.kind === 'func' ? this.resultsOf(object)?.[i] : undefined;
  }
}

const UNREAD = { value: NONE };

/** What has type parameters in it is called through a dictionary. */
function concrete(type: Type): Concrete | undefined {
  const named = type.kind === 'pointer' ? type.elem : type;
  if (named.kind !== 'named' || !named.args.every(isPlain)) return undefined;
  return { type: type as Named | Pointer, isJoined: false };
}

const isPlain = (type: Type): boolean => type.kind === 'basic' || (type.kind === 'named' && type.args.length === 0);

const isSame = (a: Type, b: Type) => a === b || (a.kind === 'pointer' && b.kind === 'pointer' && a.elem === b.elem);
