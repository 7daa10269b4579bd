/** What the functions do with pools that one declaration calls: kept with it, and asked again whether it is still so. */
import type { Sliced } from '../../base/slices.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Obj } from '../types/model.js';
import { AnswersNow } from './answers-now.js';
import type { Treated } from './filled.js';
import { isPoolMethod } from './pool-code.js';
import type { Given } from './pool-helper-body.js';
import type { HelperShare } from './pool-helper-shares.js';
import type { Helpers } from './pool-helpers.js';
import type { Lending } from './pool-lenders.js';
import type { Release } from './pool-releases.js';
import type { ResultPart } from './result-part.js';

export interface Deed {
  /** Its result comes from a pool. */
  readonly takes: boolean;
  readonly gives: readonly Given[];
  /** What it lets somebody else have. */
  readonly shares: readonly HelperShare[];
  /** The field of its receiver whose memory it hands out. */
  readonly views: string | undefined;
  /** The argument that it fills, and those that it looks at. */
  readonly treats: Treated;
  /** It returns nil first where it fails. */
  readonly fails: boolean;
  /** It gives nothing but what a pool gave, as it was. */
  readonly takesPlainly: boolean;
  /** Each of its returns gives what a pool gave. */
  readonly isSure: boolean;
  /** It makes a pool in each call. */
  readonly makesPool: boolean;
  /** It waits for nobody. */
  readonly isQuiet: boolean;
  /** The field of its result that has what a pool gave. */
  readonly holds?: string | undefined;
  /** The arguments that its first result leads to. */
  readonly parts: readonly ResultPart[];
  /** The one pool that it takes from, or puts to. */
  readonly pool: Obj | undefined;
  /** It lends an object to a function that it is given. */
  readonly lends: readonly Lending[];
  /** The result that puts the first one. */
  readonly releases?: Release | undefined;
  /** It is no method of sync.Pool. */
  readonly byHelper: boolean;
}

const POOL: Deed = {
  ...{ takes: false, gives: [], shares: [], views: undefined, treats: { filled: undefined, reads: [] }, fails: false, pool: undefined },
  ...{ takesPlainly: false, isSure: false, makesPool: false, isQuiet: false, parts: [], lends: [], byHelper: false },
};
const GET: Deed = { ...POOL, takes: true, takesPlainly: true };
const PUT: Deed = { ...POOL, gives: [{ argument: 0, how: 'always', isPlain: true, waits: false }] };

export class Deeds {
  private readonly known = new Map<Func, Deed>();
  /** By field, whether what is called may replace its memory. */
  private readonly replaced = new Map<string, boolean>();
  /** The edition in which all of this was last found to be so. */
  private checked: number | undefined;

  constructor(
    private readonly types: TreeTypes,
    private readonly helpers: Helpers,
  ) {}

  *of(func: Func): Sliced<Deed> {
    let deed = this.known.get(func);
    if (!deed) {
      deed = yield* deedOf(func, this.helpers);
      this.known.set(func, deed);
    }
    return deed;
  }

  *mayReplace(field: string): Sliced<boolean> {
    let may = this.replaced.get(field);
    if (may === undefined) {
      may = yield* this.helpers.mayReplace(this.types, field);
      this.replaced.set(field, may);
    }
    return may;
  }

  /** Nothing that was asked for is another now. */
  *areAsBefore(helpers: Helpers): Sliced<boolean> {
    const { edition } = helpers;
    if (helpers === this.helpers && edition === this.checked) return true;
    if (!(yield* this.areStillSo())) return false;
    if (helpers === this.helpers) this.checked = edition;
    return true;
  }

  private *areStillSo(): Sliced<boolean> {
    for (const [func, before] of this.known) {
      // Those of sync.Pool never change.
      if (before.byHelper && !isSame(before, yield* deedOf(func, this.helpers))) return false;
    }
    for (const [field, before] of this.replaced) {
      if ((yield* this.helpers.mayReplace(this.types, field)) !== before) return false;
    }
    return true;
  }
}

/** One answer for all declarations that call the function: thousands may. */
const answers = new WeakMap<Helpers, AnswersNow<Func, Deed>>();

function* deedOf(func: Func, helpers: Helpers): Sliced<Deed> {
  if (isPoolMethod(func, 'Get')) return GET;
  if (isPoolMethod(func, 'Put')) return PUT;
  let known = answers.get(helpers);
  if (!known) {
    known = new AnswersNow(helpers);
    answers.set(helpers, known);
  }
  return yield* known.of(func, 0, () => read(func, helpers));
}

function* read(func: Func, helpers: Helpers): Sliced<Deed> {
  const takes = yield* helpers.takes(func);
  const gives = yield* helpers.gives(func);
  const pool = takes || gives.length > 0 ? yield* helpers.poolOf(func) : undefined;
  const fails = yield* helpers.fails(func);
  const views = yield* helpers.viewedField(func);
  const takesPlainly = takes && (yield* helpers.takesPlainly(func));
  const isSure = takes && (yield* helpers.isSure(func));
  const releases = takes ? yield* helpers.releases(func) : undefined;
  const makesPool = yield* helpers.makesPool(func);
  const isQuiet = yield* helpers.isQuiet(func);
  const treats = yield* helpers.treats(func);
  const shares = yield* helpers.sharesOf(func);
  const parts = yield* helpers.partsOf(func);
  const lends = yield* helpers.lendsOf(func);
  const holds = takes ? undefined : yield* helpers.holds(func);
  return {
    takes,
    takesPlainly,
    isSure,
    makesPool,
    isQuiet,
    gives,
    shares,
    parts,
    holds,
    lends,
    views,
    treats,
    fails,
    pool,
    releases,
    byHelper: true,
  };
}

function isSame(a: Deed, b: Deed): boolean {
  if (a === b) return true;
  const isSameGift = (gift: Given, i: number) => GIFT.every(part => gift[part] === b.gives[i]![part]);
  if (a.shares.length !== b.shares.length || a.shares.some((s, i) => SHARE.some(part => s[part] !== b.shares[i]![part]))) return false;
  if (a.parts.length !== b.parts.length || a.parts.some((p, i) => PART.some(part => p[part] !== b.parts[i]![part]))) return false;
  if (a.lends.length !== b.lends.length || a.lends.some((l, i) => LENT.some(part => l[part] !== b.lends[i]![part]))) return false;
  if (a.releases?.result !== b.releases?.result || a.releases?.how !== b.releases?.how) return false;
  if (a.treats.filled?.argument !== b.treats.filled?.argument || a.treats.filled?.kind !== b.treats.filled?.kind) return false;
  if (a.treats.reads.join() !== b.treats.reads.join()) return false;
  return PARTS.every(part => a[part] === b[part]) && a.gives.length === b.gives.length && a.gives.every(isSameGift);
}

const PARTS = ['takes', 'takesPlainly', 'isSure', 'makesPool', 'isQuiet', 'views', 'fails', 'pool', 'holds'] as const;
const LENT = ['parameter', 'argument', 'returns'] as const;
const PART = ['argument', 'isItself'] as const;
const SHARE = ['argument', 'kind', 'place', 'isAtTimes', 'isOfPackage'] as const;
const GIFT = ['argument', 'how', 'isPlain', 'waits', 'on', 'told', 'field', 'isCleared', 'pool'] as const;
