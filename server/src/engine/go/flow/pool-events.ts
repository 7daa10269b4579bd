/** What one declaration does with pools themselves: it makes them, gives them a `New`, takes from them, or lets somebody else have them. */
import { argumentsOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isSyncPool } from '../package/pool-types.js';
import type { Func, Type, Var } from '../types/model.js';
import { under } from '../types/predicates.js';
import { calledFunction, isPoolMethod, type PoolCode } from './pool-code.js';
import { isCommaOk } from './pool-gets.js';
import { assertedType, isBuiltin, type MadeWith, madeBy, type NamedNews, typeMadeBy } from './pool-made.js';
import { leadsToPool, type PoolGivers, poolOfMethod, poolPlace } from './pool-place.js';

export type PoolEvent =
  /** It becomes a new pool, or `New` is set. */
  | { readonly kind: 'made'; readonly object: Var; readonly by: MadeWith }
  /** `type`: what the result is asserted to, undefined where that may be anything. */
  | { readonly kind: 'get'; readonly object: Var; readonly type: Type | undefined; readonly isAsserted: boolean }
  /** `open`: it may be a pool from elsewhere. `shared`: somebody else may have it. */
  | { readonly kind: 'open' | 'shared'; readonly object: Var }
  /** Nobody knows whose `New` is set, or from which pool something is taken. */
  | { readonly kind: 'strayNew' | 'strayGet' };

/** What is known of the functions of the package. */
export interface PoolFunctions {
  readonly givers: PoolGivers;
  /** Functions that make a pool in each call. */
  readonly makers: ReadonlyMap<Func, MadeWith>;
  /** Functions that stand as the `New` of a pool, by what they make. */
  readonly news: NamedNews;
}

export function poolEvents(code: PoolCode, functions: PoolFunctions): PoolEvent[] {
  const reader = new EventReader(code, functions);
  for (let n = 0; n < code.tree.count; n++) reader.read(n);
  return reader.events;
}

/** A parameter, or a variable that may lead to any pool: one that another variable or field stands for was resolved before. */
const isUnsure = (object: Var): boolean => object.role !== 'package' && object.role !== 'field' && !isSyncPool(object.type);

class EventReader {
  readonly events: PoolEvent[] = [];

  constructor(
    private readonly code: PoolCode,
    private readonly functions: PoolFunctions,
  ) {}

  read(n: Node): void {
    const { tree } = this.code;
    switch (tree.kinds[n]) {
      case K.VarSpec: {
        const names = [...tree.children(n)].filter(c => tree.fields[c] === F.Name);
        this.assign(names, expressionsOf(tree, tree.field(n, F.Value)));
        break;
      }
      case K.ShortVarDeclaration:
      case K.AssignmentStatement:
        this.assign(expressionsOf(tree, tree.field(n, F.Left)), expressionsOf(tree, tree.field(n, F.Right)));
        break;
      case K.CompositeLiteral:
        this.elements(n);
        break;
      case K.CallExpression:
        this.call(n);
        break;
      case K.Identifier:
      case K.FieldIdentifier:
        this.name(n);
        break;
    }
  }

  private assign(left: readonly Node[], right: readonly Node[]): void {
    const { tree } = this.code;
    for (const [i, target] of left.entries()) {
      const value = left.length === right.length ? right[i]! : NONE;
      const place = tree.unparen(target);
      if (this.isNew(place)) this.newSet(tree.unparen(tree.first(place)), value);
      else if (right.length > 0) this.given(this.objectOf(place), value);
    }
  }

  /** `x.New` of a pool. */
  private isNew(place: Node): boolean {
    const { tree, types } = this.code;
    if (tree.kind(place) !== K.SelectorExpression || tree.textOf(tree.last(place)) !== 'New') return false;
    return types.selections.get(place)?.object.pkg?.path === 'sync';
  }

  private newSet(pool: Node, value: Node): void {
    const { types } = this.code;
    const embedded = types.selections.get(this.code.tree.parent(pool))?.path.at(-1);
    const object = embedded ?? this.objectOf(pool);
    if (!object || isUnsure(object)) this.events.push({ kind: 'strayNew' });
    if (object)
      this.events.push({
        kind: 'made',
        object,
        by: { hasNew: true, type: value === NONE ? undefined : typeMadeBy(this.code, value, this.functions.news) },
      });
  }

  private objectOf(e: Node): Var | undefined {
    return poolPlace(this.code, e, this.functions.givers)?.object;
  }

  /** The pool, or the list of pools, gets this value. */
  private given(object: Var | undefined, value: Node): void {
    if (!object) return;
    const { tree, types } = this.code;
    const made = value === NONE ? undefined : madeBy(this.code, value, this.functions.news);
    if (made) {
      this.events.push({ kind: 'made', object, by: made });
      return;
    }
    const e = value === NONE ? NONE : tree.withoutAddress(value);
    const kind = tree.kind(e);
    if (kind === K.CompositeLiteral) {
      for (const element of tree.children(tree.last(e)))
        this.given(object, tree.first(tree.kind(element) === K.KeyedElement ? tree.last(element) : element));
      return;
    }
    if (kind === K.CallExpression) {
      if (isBuiltin(this.code, e, 'make', 'new')) {
        const u = under(object.type);
        const isList = u.kind === 'slice' && isSyncPool(u.elem);
        if (isList) this.events.push({ kind: 'made', object, by: { hasNew: false, type: undefined } });
        return;
      }
      if (isBuiltin(this.code, e, 'append')) {
        for (const each of argumentsOf(tree, e)) this.given(object, each);
        return;
      }
      const func = calledFunction(types, e);
      const by = func && this.functions.makers.get(func.origin ?? func);
      if (by) {
        this.events.push({ kind: 'made', object, by });
        return;
      }
    }
    if (e !== NONE && (tree.textOf(e) === 'nil' || this.objectOf(e) === object)) return;
    this.events.push({ kind: 'open', object });
  }

  private elements(literal: Node): void {
    const { tree, types } = this.code;
    const type = types.typeOf(literal);
    const u = type && under(type);
    if (u?.kind !== 'struct') return;
    let i = 0;
    for (const element of tree.children(tree.last(literal))) {
      const isKeyed = tree.kind(element) === K.KeyedElement;
      const key = isKeyed ? types.objects.get(tree.first(tree.first(element))) : u.fields[i];
      i++;
      if (key?.kind !== 'var' || !leadsToPool(key.type)) continue;
      this.given(key, tree.first(isKeyed ? tree.last(element) : element));
    }
  }

  private call(call: Node): void {
    const func = calledFunction(this.code.types, call);
    if (!func || !isPoolMethod(func, 'Get')) return;
    const object = poolOfMethod(this.code, call, this.functions.givers)?.object;
    if (!object || isUnsure(object)) this.events.push({ kind: 'strayGet' });
    if (object) {
      const { tree } = this.code;
      const assertion = tree.parent(call);
      const isAsserted = tree.kind(assertion) === K.TypeAssertionExpression && !isCommaOk(tree, assertion);
      this.events.push({ kind: 'get', object, type: assertedType(this.code, call), isAsserted });
    }
  }

  /** A name of a pool whose value goes somewhere. */
  private name(n: Node): void {
    const { types } = this.code;
    const named = types.objects.get(n);
    if (named?.kind !== 'var' || !leadsToPool(named.type)) return;
    const whole = this.wholeOf(n);
    const object = this.objectOf(whole);
    if (object && !this.staysOwn(whole, object)) this.events.push({ kind: 'shared', object });
  }

  private wholeOf(n: Node): Node {
    const { tree } = this.code;
    let e = n;
    for (let p = tree.parent(e); ; e = p, p = tree.parent(p)) {
      const kind = tree.kind(p);
      const isField = kind === K.SelectorExpression && tree.last(p) === e;
      const isElement = kind === K.IndexExpression && tree.field(p, F.Operand) === e;
      const isStar = kind === K.UnaryExpression && (tree.op(p) === '*' || tree.op(p) === '&');
      if (!isField && !isElement && !isStar && kind !== K.ParenthesizedExpression) return e;
    }
  }

  private staysOwn(whole: Node, object: Var): boolean {
    const { tree } = this.code;
    const p = tree.parent(whole);
    switch (tree.kind(p)) {
      case K.SelectorExpression:
      case K.BinaryExpression:
      case K.FieldDeclaration:
      case K.VarSpec:
      case K.ParameterDeclaration:
      case K.ExpressionStatement:
        return true;
      case K.LiteralElement:
        return (
          tree.kind(tree.parent(p)) === K.KeyedElement &&
          tree.first(tree.parent(p)) === p &&
          tree.parentKind(tree.parent(p)) === K.LiteralValue
        );
      case K.RangeClause:
        return expressionsOf(tree, tree.field(p, F.Left)).length < 2;
      case K.ArgumentList:
        return isBuiltin(this.code, tree.parent(p), 'len', 'cap', 'append');
      case K.ExpressionList:
        return this.staysInList(p, whole, object);
      default:
        return false;
    }
  }

  private staysInList(list: Node, whole: Node, object: Var): boolean {
    const { tree } = this.code;
    if (tree.fields[list] === F.Left) return true;
    const statement = tree.parent(list);
    if (tree.kind(statement) === K.ReturnStatement) return [...this.functions.givers.values()].includes(object);
    const names =
      tree.kind(statement) === K.VarSpec
        ? [...tree.children(statement)].filter(c => tree.fields[c] === F.Name)
        : expressionsOf(tree, tree.field(statement, F.Left));
    const index = expressionsOf(tree, list).findIndex(e => tree.within(whole, e));
    const target = names[index];
    return target !== undefined && this.objectOf(tree.unparen(target)) === object;
  }
}
