/**
 * What escapes in the functions of packages: functions that call each other in a circle are one batch, callees come before their callers
 * (cmd/compile/internal/ir, VisitFuncsBottomUp). What is found of a function is kept as long as its types are.
 */
import { dirName } from '../../base/paths.js';
import type { Sliced } from '../../base/slices.js';
import { F, NONE } from '../../syntax/flat-tree.js';
import type { Func } from '../types/model.js';
import { type Bodies, type Body, isSameBody } from './bodies.js';
import { calleesIn } from './callees.js';
import { ConcreteTypes } from './concrete-types.js';
import type { Functions, Summary } from './flow.js';
import { FlowBuilder } from './flow-builder.js';
import { type FunctionFlows, flowsElsewhere } from './function-flows.js';
import { Graph } from './graph.js';
import { INLINE_BUDGET, inlineCost } from './inline-cost.js';
import { inlinedSummary, leaksOf } from './inlined-summary.js';
import { methodsInside } from './inner-methods.js';
import type { Frame } from './location.js';
import { sitesByFrame } from './sites-by-frame.js';
import type { SolvedBatches } from './solved-batches.js';

/** Functions that are looked at for one question; beyond, callees are unknown. */
const MAX_FUNCTIONS = 20_000;
/** Callees, or functions of a batch, then the walk rests: less than a millisecond. */
const STEPS_PER_SLICE = 100;

interface Mark {
  index: number;
  low: number;
  isOpen: boolean;
}

interface Member {
  /** Undefined: nobody calls it. */
  readonly func: Func | undefined;
  readonly body: Body;
}

/** A member by which others know it. */
interface Called extends Member {
  readonly func: Func;
}

/** What a batch is told while it is solved: of functions outside of it, and of its own. Others who ask meanwhile must not see what is half done. */
interface Told {
  readonly others: Map<Func, Summary | undefined>;
  /** By now. */
  readonly own: Map<Func, FunctionFlows | undefined>;
}

export class PackageFlows {
  private readonly known = new Map<Func, FunctionFlows | undefined>();
  private readonly nows = new Map<Func, Func>();

  constructor(
    private readonly bodies: Bodies,
    private readonly solved: SolvedBatches,
  ) {}

  /** Undefined: its body is not known, or too much work. */
  *finding(func: Func): Sliced<FunctionFlows | undefined> {
    const now = this.now(func);
    if (!this.known.has(now)) yield* this.connect(now);
    return this.known.get(now);
  }

  /** What the package runs before anybody calls it: `func init()`, the values of variables. */
  *initialising(body: Body): Sliced<FunctionFlows | undefined> {
    for (const callee of this.calleesOf(body)) yield* this.finding(callee);
    const [flows] = yield* this.solution([{ func: undefined, body }]);
    return flows;
  }

  /** Functions that have been looked at. */
  found(): Iterable<readonly [Func, FunctionFlows | undefined]> {
    return this.known;
  }

  /** Strongly connected components, in an order in which callees come first (Tarjan), without recursion. */
  private *connect(start: Func): Sliced<void> {
    const marks = new Map<Func, Mark>();
    const bodies = new Map<Func, Body>();
    const stack: Func[] = [];
    const path: { func: Func; callees: Iterator<Func> }[] = [];
    const enter = (func: Func, body: Body | undefined) => {
      if (!body || body.text.tree.field(0, F.Body) === NONE) {
        this.known.set(func, body && flowsElsewhere(func, body));
        return;
      }
      bodies.set(func, body);
      marks.set(func, { index: marks.size, low: marks.size, isOpen: true });
      stack.push(func);
      path.push({ func, callees: this.calleesOf(body) });
    };
    enter(start, yield* this.bodyOf(start));
    for (let step = 1; path.length > 0; step++) {
      if (step % STEPS_PER_SLICE === 0) yield;
      const { func, callees } = path.at(-1)!;
      const mark = marks.get(func)!;
      const next = callees.next();
      if (!next.done) {
        const callee = this.now(next.value);
        const seen = marks.get(callee);
        if (seen?.isOpen) mark.low = Math.min(mark.low, seen.index);
        else if (!seen && !this.known.has(callee)) enter(callee, marks.size < MAX_FUNCTIONS ? yield* this.bodyOf(callee) : undefined);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) {
        const outer = marks.get(above.func)!;
        outer.low = Math.min(outer.low, mark.low);
      }
      if (mark.low !== mark.index) continue;
      const batch = stack.splice(stack.indexOf(func));
      for (const f of batch) marks.get(f)!.isOpen = false;
      yield* this.know(batch.map(f => ({ func: f, body: bodies.get(f)! })));
    }
  }

  /** Those come last that are told by what the others return. */
  private *calleesOf({ types }: Body): Generator<Func> {
    yield* calleesIn(types);
    yield* methodsInside(types, func => this.summaryOf(func)?.concrete);
  }

  private now(func: Func): Func {
    const now = this.nows.get(func) ?? this.bodies.now(func.origin ?? func);
    this.nows.set(func, now);
    return now;
  }

  private *bodyOf(func: Func): Sliced<Body | undefined> {
    const body = yield* this.bodies.bodyOf(func);
    if (!body) return undefined;
    return body.elsewhere || body.text.tree.field(0, F.Body) !== NONE ? body : undefined;
  }

  /** Solves the batch unless it has been. */
  private *know(batch: readonly Called[]): Sliced<void> {
    const flows = yield* this.solution(batch);
    for (const [i, { func }] of batch.entries()) this.known.set(func, flows[i]);
  }

  private *solution(batch: readonly Member[]): Sliced<readonly (FunctionFlows | undefined)[]> {
    const first = batch[0]!.body.types;
    const before = this.solved.by.get(first);
    const isSame =
      before?.members.length === batch.length &&
      batch.every(({ body }, i) => isSameBody(before.members[i]!, body)) &&
      [...before.told].every(([func, summary]) => this.summaryOf(func) === summary);
    if (before && isSame) return before.flows;
    const told: Told = { others: new Map(), own: new Map(batch.flatMap(({ func }) => (func ? [[func, undefined]] : []))) };
    const flows = yield* this.solve(batch, told);
    this.solved.by.set(first, { members: batch.map(m => m.body), told: told.others, flows });
    return flows;
  }

  private *solve(batch: readonly Member[], told: Told): Sliced<readonly (FunctionFlows | undefined)[]> {
    const read = isInOneFolder(batch) ? yield* this.read(batch, false, told) : undefined;
    if (!read) return batch.map(() => undefined);
    const costs: (number | undefined)[] = [];
    for (const { body } of batch) {
      costs.push(this.costOf(body, batch, told));
      if (costs.length % STEPS_PER_SLICE === 0) yield;
    }
    const found = yield* sitesByFrame(read.graph);
    const all = batch.map(({ func, body }, i): FunctionFlows => {
      const frame = read.frames[i]!;
      const { sites = [], leaking = [], directCalls = [] } = found.get(frame) ?? {};
      const summary = this.solved.summaries.the({ ...leaksOf(frame), inlineCost: costs[i], makes: [], stored: [], concrete: [] });
      const flows = { text: body.text, sites, leaking, directCalls, summary };
      if (func) told.own.set(func, flows);
      return flows;
    });
    for (const [i, member] of batch.entries()) {
      const cost = costs[i];
      if (!member.func || cost === undefined || cost > INLINE_BUDGET) continue;
      // What makes nothing does the same wherever it is inlined.
      const own = all[i]!.sites.length === 0 ? all[i]!.summary : yield* this.inlined(member, told);
      if (!own) continue;
      const concrete = this.concreteResults(member, told);
      const summary = this.solved.summaries.the({ ...own, inlineCost: cost, concrete });
      all[i] = { ...all[i]!, summary };
      told.own.set(member.func, all[i]);
    }
    return all;
  }

  private *inlined(member: Member, told: Told): Sliced<Omit<Summary, 'inlineCost' | 'concrete'> | undefined> {
    const read = yield* this.read([member], true, told);
    return read && (yield* inlinedSummary(read.graph, read.frames[0]!));
  }

  private concreteResults({ func, body: { text, types } }: Member, told: Told): Summary['concrete'] {
    const { type } = func!;
    if (type.kind !== 'func') return [];
    return new ConcreteTypes(text.tree, types, callee => this.tell(callee, told)?.concrete).ofResults(type.results);
  }

  /** A function that calls itself is never inlined; those of a larger circle are. */
  private costOf(body: Body, batch: readonly Member[], told: Told): number | undefined {
    const { text, types } = body;
    const isRecursive = batch.length === 1 && [...calleesIn(types)].some(f => this.now(f) === batch[0]!.func);
    const own = text.tree.field(0, F.Body);
    if (body.isKept || isRecursive || own === NONE) return undefined;
    return inlineCost(text.tree, types, own, callee => this.tell(callee, told)?.inlineCost);
  }

  /** The graph of the batch, solved, and the frames of its members; undefined: too much work. */
  private *read(batch: readonly Member[], isInlined: boolean, told: Told): Sliced<{ graph: Graph; frames: readonly Frame[] } | undefined> {
    const graph = new Graph();
    const frames = batch.map(({ body }): Frame => {
      const own = { parent: undefined, text: body.text, node: 0, receiver: undefined, params: [], results: [] };
      return { ...own, isOnlyCalled: false, isInlined };
    });
    const byFunc = new Map(batch.map(({ func }, i) => [func, frames[i]!]));
    const functions: Functions = { frameOf: f => byFunc.get(this.now(f)), summaryOf: f => this.tell(f, told) };
    const builders: FlowBuilder[] = [];
    for (const [i, { body }] of batch.entries()) {
      const builder = new FlowBuilder(graph, body.text, body.types, functions, body.language, frames[i]!, new Map());
      builder.signature();
      builders.push(builder);
      yield;
    }
    for (const builder of builders) {
      yield* builder.reading();
      yield;
    }
    return (yield* graph.solving()) ? { graph, frames } : undefined;
  }

  private summaryOf(func: Func): Summary | undefined {
    const now = this.now(func);
    return this.known.get(now)?.summary ?? this.bodies.knownOf(now);
  }

  private tell(func: Func, told: Told): Summary | undefined {
    const now = this.now(func);
    if (told.own.has(now)) return told.own.get(now)?.summary ?? this.bodies.knownOf(now);
    const summary = this.summaryOf(func);
    told.others.set(now, summary);
    return summary;
  }
}

/** False of functions that call each other across packages, which import each other then: nothing of it builds, and each would have all solved anew. */
const isInOneFolder = (batch: readonly Member[]) => new Set(batch.map(({ body }) => dirName(body.text.path))).size === 1;
