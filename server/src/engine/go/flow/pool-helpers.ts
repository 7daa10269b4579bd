/**
 * What functions do with pools, from their bodies: which of their parameters they put, and whether they return what a pool gave. A function of
 * another package counts like one of this, and its name tells nothing.
 */
import type { Sliced } from '../../base/slices.js';
import { functionNow } from '../package/function-now.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Obj } from '../types/model.js';
import { AnswersNow } from './answers-now.js';
import type { Treated } from './filled.js';
import { treatedArguments } from './filling-functions.js';
import { isPoolMethod, readingPoolCode } from './pool-code.js';
import { bodyOf, type Given } from './pool-helper-body.js';
import { type HelperShare, helperShares } from './pool-helper-shares.js';
import { type Lending, lendingsOf } from './pool-lenders.js';
import type { Release } from './pool-releases.js';
import { resultParts } from './pool-results.js';
import { mayReplace, viewedField } from './pool-views.js';
import type { ResultPart } from './result-part.js';

/** Helpers may call helpers, of any package, but nobody stacks many: so many calls are followed down from a body. */
const MAX_DEPTH = 4;
/** What `Put` of a pool does with its argument. */
const PUT: Given = { argument: 0, how: 'always', isPlain: true, waits: false };

export class Helpers {
  private readonly given: AnswersNow<Func, readonly Given[]>;
  private readonly taking: AnswersNow<Func, boolean>;
  private readonly failing: AnswersNow<Func, boolean>;

  constructor(private readonly sources: TypeSources) {
    this.given = new AnswersNow(sources);
    this.taking = new AnswersNow(sources);
    this.failing = new AnswersNow(sources);
  }

  *gives(func: Func, depth = 0): Sliced<readonly Given[]> {
    if (depth > MAX_DEPTH) return [];
    return yield* this.given.of(func, depth, () => this.givenBy(func, depth));
  }

  private *givenBy(func: Func, depth: number): Sliced<readonly Given[]> {
    return yield* this.givenIn(yield* functionNow(func, this.sources), depth);
  }

  /** True when the function gives one of its own parameters away. */
  *putsIn(types: TreeTypes): Sliced<boolean> {
    return (yield* this.givenIn(types, 0)).some(given => given.field === undefined);
  }

  /** As long as it is the same, no answer is another. */
  get edition(): number {
    return this.sources.edition;
  }

  viewedField(func: Func): Sliced<string | undefined> {
    return viewedField(func, this.sources);
  }

  *poolOf(func: Func): Sliced<Obj | undefined> {
    return (yield* bodyOf(yield* functionNow(func, this.sources))).pool;
  }

  /** True when the function returns what a pool gave, itself or in a field. */
  *takesIn(types: TreeTypes): Sliced<boolean> {
    return (yield* this.takenBy(types, 0)) || (yield* this.heldBy(types)) !== undefined;
  }

  /** The field of the function's result that has what a pool gave. */
  *holds(func: Func): Sliced<string | undefined> {
    return yield* this.heldBy(yield* functionNow(func, this.sources));
  }

  private *heldBy(types: TreeTypes | undefined): Sliced<string | undefined> {
    const { holder } = yield* bodyOf(types);
    return holder && (isPoolMethod(holder.source, 'Get') || (yield* this.takes(holder.source, 1))) ? holder.field : undefined;
  }

  *takesPlainly(func: Func, depth = 0): Sliced<boolean> {
    const { isPlain, sources } = yield* bodyOf(yield* functionNow(func, this.sources));
    const [source] = sources;
    if (!isPlain || !source || depth > MAX_DEPTH) return false;
    return isPoolMethod(source, 'Get') || (yield* this.takesPlainly(source, depth + 1));
  }

  /** It gives an object whatever else it returns. */
  *isSure(func: Func): Sliced<boolean> {
    const { isSure, sources } = yield* bodyOf(yield* functionNow(func, this.sources));
    return isSure && sources.every(source => isPoolMethod(source, 'Get'));
  }

  *isQuiet(func: Func): Sliced<boolean> {
    return (yield* bodyOf(yield* functionNow(func, this.sources))).isQuiet;
  }

  /** Which of its arguments the function lets somebody else have. */
  *sharesOf(func: Func): Sliced<readonly HelperShare[]> {
    const types = yield* functionNow(func, this.sources);
    return types && !types.tree.hasError ? helperShares(yield* readingPoolCode(types)) : [];
  }

  /** Which of its arguments the function's result leads to. */
  *partsOf(func: Func): Sliced<readonly ResultPart[]> {
    const types = yield* functionNow(func, this.sources);
    return types && !types.tree.hasError ? resultParts(yield* readingPoolCode(types)) : [];
  }

  /** To which of its parameters the function lends an object of a pool. */
  *lendsOf(func: Func): Sliced<readonly Lending[]> {
    return yield* this.lendsIn(yield* functionNow(func, this.sources));
  }

  *lendsIn(types: TreeTypes | undefined): Sliced<readonly Lending[]> {
    const isAsked = types !== undefined && !types.tree.hasError && types.tree.text.includes('.Get(');
    return isAsked ? lendingsOf(yield* readingPoolCode(types)) : [];
  }

  /** What the function gives beside an object to put it. */
  *releases(func: Func): Sliced<Release | undefined> {
    for (const { result, how, to, at } of (yield* bodyOf(yield* functionNow(func, this.sources))).releasing) {
      const given = isPoolMethod(to, 'Put') ? PUT : (yield* this.gives(to)).find(g => g.argument === at);
      if (given && !given.on) return { result, how: how === 'always' ? given.how : how };
    }
    return undefined;
  }

  *makesPool(func: Func): Sliced<boolean> {
    return (yield* bodyOf(yield* functionNow(func, this.sources))).makesPool;
  }

  *fails(func: Func, depth = 0): Sliced<boolean> {
    return depth <= MAX_DEPTH && (yield* this.failing.of(func, depth, () => this.failsItself(func, depth)));
  }

  /** Also where it returns what a function gives that fails. */
  private *failsItself(func: Func, depth: number): Sliced<boolean> {
    const { fails, tails } = yield* bodyOf(yield* functionNow(func, this.sources));
    if (fails) return true;
    for (const tail of tails) if (yield* this.fails(tail, depth + 1)) return true;
    return false;
  }

  treats(func: Func): Sliced<Treated> {
    return treatedArguments(func, this.sources);
  }

  /** True unless what the function calls, the helpers that put among it, surely leaves the field of its objects their memory. */
  mayReplace(types: TreeTypes, field: string): Sliced<boolean> {
    return mayReplace(types, field, this.sources);
  }

  private *givenIn(types: TreeTypes | undefined, depth: number): Sliced<readonly Given[]> {
    // Several puts of one parameter exclude each other, as those into pools of several sizes do: a caller gives once.
    const out = new Map<number, Given>();
    for (const { argument, how, isPlain, waits, on, told, to, at, field, isCleared, pool } of (yield* bodyOf(types)).hands) {
      const given: Given | undefined = isPoolMethod(to, 'Put') ? PUT : (yield* this.gives(to, depth + 1)).find(g => g.argument === at);
      const before = out.get(argument);
      // Nobody can tell one condition within another by one result.
      if (!given || given.on || (on && given.how !== 'always')) continue;
      // What is in a field counts where the whole does not go away, and of one field only.
      if (before && (field !== undefined || on || (before.how === 'always' && !before.on))) continue;
      if (given.field !== undefined && field !== undefined) continue;
      out.set(argument, {
        argument,
        how: how === 'always' ? given.how : how,
        isPlain: isPlain && given.isPlain,
        waits: waits || given.waits,
        pool: before ? undefined : (pool ?? given.pool),
        ...(on && { on }),
        ...(told && !before && { told }),
        ...((field ?? given.field) !== undefined && { field: field ?? given.field!, isCleared: isCleared || given.isCleared === true }),
      });
    }
    return [...out.values()];
  }

  *takes(func: Func, depth = 0): Sliced<boolean> {
    return depth <= MAX_DEPTH && (yield* this.taking.of(func, depth, () => this.takenIn(func, depth)));
  }

  private *takenIn(func: Func, depth: number): Sliced<boolean> {
    return yield* this.takenBy(yield* functionNow(func, this.sources), depth);
  }

  private *takenBy(types: TreeTypes | undefined, depth: number): Sliced<boolean> {
    for (const source of (yield* bodyOf(types)).sources) {
      if (isPoolMethod(source, 'Get') || (yield* this.takes(source, depth + 1))) return true;
    }
    return false;
  }
}
