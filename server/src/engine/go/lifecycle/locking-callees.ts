/** Locks that a called function of the program takes whenever it runs. */
import type { Sliced } from '../../base/slices.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import type { Func } from '../types/model.js';
import { receiverBase } from '../types/receiver.js';
import type { Holding, Lock } from './holding.js';
import { lockedBase, lockTaken } from './holdings.js';
import { lockedPlace, lockOwner } from './lock-owner.js';

/** So many calls are followed down. */
const MAX_DEPTH = 2;

/** What the call locks of what the caller has locked by that name, too. */
export function* lockedBy(code: PoolCode, call: Node, holdings: readonly Holding[], sources: BodySources, depth = 0): Sliced<Lock[]> {
  const func = calledFunction(code.types, call);
  if (!func || depth >= MAX_DEPTH) return [];
  const base = func.isMethod ? lockedBase(code, call) : NONE;
  const owner = base === NONE ? undefined : lockOwner(code, base);
  const isAsked = holdings.some(({ lock }) => lock?.isFixed && lock.owner === owner);
  if (!isAsked || (func.isMethod && (!owner || !isOfType(code, base, func)))) return [];
  if (!func.isMethod && func.pkg !== packageOf(code)) return [];
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError) return [];
  const inner = yield* readingPoolCode(types);
  const receiver = inner.scopes.variableOf(inner.tree.field(inner.tree.first(inner.tree.field(0, F.Receiver)), F.Name));
  const out: Lock[] = [];
  for (const lock of yield* takenFirst(inner, sources, depth)) {
    if (!func.isMethod && lock.owner === undefined) out.push(lock);
    else if (owner && receiver && lock.owner === receiver) {
      const path = lock.place.slice(receiver.name.length);
      out.push({ ...lock, owner, place: `${lockedPlace(code, base)}${path}`, text: `${code.tree.textOf(base)}${path}` });
    }
  }
  return out;
}

/** The method is one of the value's own type, and not of a part of it. */
function isOfType({ types }: PoolCode, base: Node, func: Func): boolean {
  const type = types.typeOf(base) ?? (t => (t?.kind === 'var' ? t.type : undefined))(types.objects.get(base));
  const own = type?.kind === 'pointer' ? type.elem : type;
  const declared = receiverBase(func);
  return own?.kind === 'named' && declared?.kind === 'named' && own.object === declared.object;
}

/** The package that a function is declared in. */
function packageOf({ tree, types }: PoolCode): Func['pkg'] {
  const object = types.objects.get(tree.field(0, F.Name));
  return object?.kind === 'func' ? object.pkg : undefined;
}

/** Locks before which the function does nothing but plain statements: nothing that returns, unlocks or asks. */
function* takenFirst(code: PoolCode, sources: BodySources, depth: number): Sliced<Lock[]> {
  const { tree } = code;
  const body = tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  const out: Lock[] = [];
  for (const statement of tree.children(body)) {
    const kind = tree.kind(statement);
    if (kind === K.DeferStatement || kind === K.VarDeclaration) continue;
    const call = firstCall(code, statement);
    const lock = call === NONE ? undefined : lockTaken(code, call)?.lock;
    if (lock?.isFixed) out.push(lock);
    else if (call !== NONE) {
      const own = [{ owner: receiverIn(code), isFixed: true }, { isFixed: true }].map(lock => ({ lock }) as Holding);
      out.push(...(yield* lockedBy(code, call, own, sources, depth + 1)));
    }
    if (!PLAIN.has(kind) || /Unlock/.test(tree.textOf(statement))) break;
  }
  return out;
}

const receiverIn = ({ tree, scopes }: PoolCode) => scopes.variableOf(tree.field(tree.first(tree.field(0, F.Receiver)), F.Name));

/** Statements behind which the next one runs. */
const PLAIN: ReadonlySet<K | undefined> = new Set([K.ExpressionStatement, K.ShortVarDeclaration, K.AssignmentStatement]);

/** The call that a statement surely runs before anything else in it: the only expression, or the statement before an `if`. */
function firstCall({ tree }: PoolCode, statement: Node): Node {
  const kind = tree.kind(statement);
  const inner = kind === K.IfStatement ? tree.field(statement, F.Initializer) : statement;
  const list =
    tree.kind(inner) === K.ReturnStatement
      ? tree.first(inner)
      : tree.kind(inner) === K.ExpressionStatement
        ? inner
        : PLAIN.has(tree.kind(inner))
          ? tree.field(inner, F.Right)
          : NONE;
  if (list === NONE) return NONE;
  const [value = NONE, ...others] = tree.kind(list) === K.ExpressionStatement ? [...tree.children(list)] : expressionsOf(tree, list);
  const call = tree.unparen(value);
  return others.length === 0 && tree.kind(call) === K.CallExpression && tree.kind(calleeOf(tree, call)) !== K.FuncLiteral ? call : NONE;
}
