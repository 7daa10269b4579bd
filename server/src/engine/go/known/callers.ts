/** Where functions of a package call one another again and again: in loops, and for each request. */
import type { Location } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { argumentsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, readingPoolCode } from '../flow/pool-code.js';
import { typingWhole } from '../package/function-now.js';
import type { TypedFile } from '../package/typed-file.js';
import type { Func } from '../types/model.js';
import { receiverBase } from '../types/receiver.js';
import { type CodePlace, placeOf } from './code-place.js';

/** Declarations, then the search for a name rests. */
const DECLARATIONS_PER_SLICE = 500;
/** So many declarations of a package are looked at for one name. */
const MAX_LOOKED = 50;

export interface RepeatedCall extends Location {
  readonly place: CodePlace;
  /** The function or method of the package whose body it stands in, '' for a function literal. */
  readonly within: string;
  /** Where the innermost function around it begins. */
  readonly begins: number;
}

/** A function that nobody but one that is repeated calls is repeated, too: so far up. */
const MAX_CALLERS = 2;

/** A function of the package, or a method of one of its types. */
export interface Callee {
  readonly name: string;
  readonly receiver: string | undefined;
  /** Positions of parameters that make each call another, unless constants are given. */
  readonly constants?: readonly number[];
}

/** The first call of it that runs again and again, on each way through what is around it. */
export function repeatedCallOf(callee: Callee, typed: TypedFile): Sliced<RepeatedCall | undefined> {
  return repeatedCall(callee, typed, 0);
}

function* repeatedCall({ name, receiver, constants = [] }: Callee, typed: TypedFile, depth: number): Sliced<RepeatedCall | undefined> {
  const { source, sources } = typed;
  sources.asksBodies(source);
  let looked = 0;
  const callers: Callee[] = [];
  const isTired = pace(DECLARATIONS_PER_SLICE);
  for (const file of source.files) {
    if (file.path.endsWith('_test.go')) continue;
    for (const declaration of file.declarations) {
      if (isTired()) yield;
      const { code, names, whole } = declaration;
      if (code === undefined || names[0] === name || !code.includes(`${name}(`) || ++looked > MAX_LOOKED || !whole) continue;
      const types = yield* typingWhole({ source, file, declaration }, sources);
      if (!types) continue;
      const own = yield* readingPoolCode(types);
      for (let n = 0; n < whole.count; n++) {
        const func = whole.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
        if (!func || func.name !== name || func.pkg?.path !== source.path || receiverName(func) !== receiver) continue;
        const given = constants.length > 0 ? argumentsOf(whole, n) : [];
        if (!constants.every(i => types.constants.get(given[i] ?? NONE)?.kind === 'string')) continue;
        const place = placeOf(own, n);
        if (place.isConditional || endsBySuccess(whole, n)) continue;
        if (!place.loop && !place.isHandler) {
          if (own.scopes.functionOf(n) === 0 && !place.isEntry && !place.isBehindReturn)
            callers.push({ name: names[0]!, receiver: declaration.receiver });
          continue;
        }
        const { start, end } = whole.span(n);
        const within = own.scopes.functionOf(n) === 0 ? names[0]! : '';
        return {
          file: file.path,
          span: { start: start + declaration.offset, end: end + declaration.offset },
          place,
          within,
          begins: declaration.offset + (place.func?.start ?? 0),
        };
      }
    }
  }
  for (const caller of depth < MAX_CALLERS ? callers : []) {
    const found = yield* repeatedCall(caller, typed, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** `if err = f(); err == nil { break }`, `for f() != nil {`: what has succeeded is not done again. */
export function endsBySuccess(tree: FlatTree, call: Node): boolean {
  let n = call;
  for (; n !== NONE && tree.parentKind(n) !== K.StatementList && tree.parentKind(n) !== K.IfStatement; n = tree.parent(n))
    if (tree.parentKind(n) === K.ForStatement) return true;
  const choice = tree.parentKind(n) === K.IfStatement ? tree.parent(n) : tree.next(n);
  if (tree.kind(choice) !== K.IfStatement) return false;
  const asked = tree.textOf(tree.field(choice, F.Condition));
  const branch = asked.endsWith(' == nil') ? F.Consequence : asked.endsWith(' != nil') ? F.Alternative : F.None;
  const last = branch === F.None ? NONE : tree.last(tree.childOfKind(tree.field(choice, branch), K.StatementList));
  return tree.kind(last) === K.ReturnStatement || tree.kind(last) === K.BreakStatement;
}

/** Of a method: the name of its type; undefined for a function. */
export function receiverName(func: Func): string | undefined {
  const base = func.isMethod ? receiverBase(func) : undefined;
  return base?.kind === 'named' ? base.object.name : func.isMethod ? '' : undefined;
}
