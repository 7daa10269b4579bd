/** What the rules of `escape/` share: which sites hold once the package is known, and the steps of the estimate in words. */

import type { RelativeStep } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { Sliced } from '../base/slices.js';
import type { AllocationSite, Cause, LeavingSite, SiteStep } from '../go/package/allocation-site.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { TypeQuestion } from '../go/package/type-question.js';
import type { TypedFile } from '../go/package/typed-file.js';
import { isReference, under } from '../go/types/predicates.js';
import { sizeOf } from '../go/types/sizes.js';
import { leaksReceiver } from './sync-methods.js';
import { asksNodes, TypeAnswers } from './type-answers.js';
import { say } from './words.js';

type SiteOf<W extends AllocationSite['what']> = Extract<AllocationSite, { what: W }>;
/** The part of a rule's context that leads to sites. */
interface SiteSource {
  readonly file: GoFileFacts;
  readonly workspace: { typed(path: string): TypedFile | undefined };
}
type Report<S> = (site: S, base: number, types: TypeAnswers) => void;

/** Then a rule rests: a tenth of a millisecond of ordinary sites, and a few milliseconds while the code is cold. */
const SITES_PER_SLICE = 2;

/** Calls `report` for each site of that sort in the file that may be reached, with the offset its spans are relative to. */
export function* forEachSite<W extends AllocationSite['what']>(ctx: SiteSource, what: W, report: Report<SiteOf<W>>): Sliced<void> {
  let count = 0;
  const typed = ctx.workspace.typed(ctx.file.path);
  for (const d of ctx.file.declarations) {
    // `make`, `new`, `append` and `int` were read by their names.
    if (d.allocationSites.length === 0 || typed?.isRedeclaredIn(d.offset)) continue;
    let types: TypeAnswers | undefined;
    for (const site of d.allocationSites) {
      if (site.what !== what) continue;
      if (++count % SITES_PER_SLICE === 0) yield;
      types ??= new TypeAnswers(typed, d);
      if (asksNodes(site)) yield* types.looking();
      if (!mayBeLeftOut(site, types)) report(site as SiteOf<W>, d.offset, types);
    }
  }
}

/** Calls `report` for each value that leaves its function for one of the causes, as far as types prove it. */
export function* forEachLeaving(
  ctx: SiteSource,
  causes: ReadonlySet<Cause>,
  report: (site: LeavingSite, base: number) => void,
): Sliced<void> {
  yield* forEachSite(ctx, 'leaving', (site, base, types) => {
    const found = provenWay(site, types);
    if (found && causes.has(found.cause) && holds(found, types)) report(found, base);
  });
}

const mayBeLeftOut = ({ unless }: AllocationSite, types: TypeAnswers): boolean =>
  unless?.some(nodes => types.mayAllBeConstant(nodes)) ?? false;

function provenWay(site: LeavingSite, types: TypeAnswers): LeavingSite | undefined {
  const isProven = site.through.length === 0 || site.through.some(asked => isReference(under(types.typeOf(asked))));
  return isProven ? site : site.or && { ...site, ...site.or };
}

function holds({ inside, call, sized, made }: LeavingSite, types: TypeAnswers): boolean {
  if (!inside.every(asked => IN_PLACE.has(under(types.typeOf(asked)).kind))) return false;
  if (call?.receiver && !isSyncCall(call.receiver, call.method, types)) return false;
  return (!sized || sizeOf(types.typeOf(sized)) !== 0) && (!made || makesMemory(made, types));
}

const IN_PLACE: ReadonlySet<string> = new Set(['struct', 'array']);

function isSyncCall(receiver: TypeQuestion, method: string, types: TypeAnswers): boolean {
  const type = types.typeOf(receiver);
  return type.kind === 'named' && type.object.pkg?.path === 'sync' && leaksReceiver(type.object.name, method);
}

/** Values of size zero share one address and need no memory. Channels are always on the heap, and no rule's business. */
function makesMemory(made: TypeQuestion, types: TypeAnswers): boolean {
  const type = under(types.typeOf(made));
  return type.kind !== 'chan' && (type.kind !== 'slice' || sizeOf(type.elem) !== 0);
}

/** The "why" path in words. */
export function stepsOf(site: LeavingSite): RelativeStep[] {
  return site.steps.map(s => ({ span: { start: s.start, end: s.end }, message: stepMessage(s) }));
}

function stepMessage({ what, name }: SiteStep): Message {
  switch (what) {
    case 'assigned':
    case 'captured':
    case 'global':
      return say[what]({ name });
    case 'returned':
      return name === '' ? say.returned : say.returnedAs({ name });
    default:
      return say[what];
  }
}
