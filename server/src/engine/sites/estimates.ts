/** What the rules of `escape/` share: which sites hold once the package is known, and the steps of the estimate in words. */

import type { RelativeStep } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { Sliced } from '../base/slices.js';
import type { AllocationSite, Cause, LeavingSite, SiteStep } from '../go/package/allocation-site.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { GoPackage } from '../go/package/go-package.js';
import { isReference, type TypeRef } from '../go/types/types.js';
import { leaksReceiver } from './sync-methods.js';
import { say } from './words.js';

type SiteOf<W extends AllocationSite['what']> = Extract<AllocationSite, { what: W }>;
/** The part of a rule's context that leads to sites. */
interface SiteSource {
  readonly file: GoFileFacts;
  readonly workspace: { goPackage(path: string): GoPackage };
}
type Report<S> = (site: S, base: number, pkg: GoPackage) => void;

/** Then a rule rests: a millisecond of ordinary sites. */
const SITES_PER_SLICE = 50;

/** Calls `report` for each site of that sort in the file, with the offset its spans are relative to. */
export function* forEachSite<W extends AllocationSite['what']>(ctx: SiteSource, what: W, report: Report<SiteOf<W>>): Sliced<void> {
  let pkg: GoPackage | undefined;
  let count = 0;
  for (const d of ctx.file.declarations) {
    for (const site of d.allocationSites) {
      if (site.what !== what) continue;
      if (++count % SITES_PER_SLICE === 0) yield;
      pkg ??= ctx.workspace.goPackage(ctx.file.path);
      report(site as SiteOf<W>, d.offset, pkg);
    }
  }
}

/** Calls `report` for each value that leaves its function for one of the causes, as far as the package proves it. */
export function* forEachLeaving(ctx: SiteSource, causes: ReadonlySet<Cause>, report: Report<LeavingSite>): Sliced<void> {
  yield* forEachSite(ctx, 'leaving', (site, base, pkg) => {
    if (causes.has(site.cause) && holds(site, pkg)) report(site, base, pkg);
  });
}

function holds(site: LeavingSite, pkg: GoPackage): boolean {
  if (site.through.length > 0 && !site.through.some(type => isReference(pkg.underlying(type)))) return false;
  if (!site.inside.every(type => isInPlace(pkg.underlying(type)))) return false;
  if (site.call && !isSyncCall(site.call, pkg)) return false;
  return allocates(site, pkg);
}

const isInPlace = (t: TypeRef) => t.kind === 'struct' || t.kind === 'array';

function isSyncCall({ receiver, method }: NonNullable<LeavingSite['call']>, pkg: GoPackage): boolean {
  const type = pkg.resolve(receiver);
  return type.kind === 'named' && type.pkg === 'sync' && leaksReceiver(type.name, method);
}

/** Values of size zero share one address and need no memory. */
function allocates({ site, type }: LeavingSite, pkg: GoPackage): boolean {
  switch (site.kind) {
    case 'variable':
    case 'pointer':
      return pkg.sizeOf(type) !== 0;
    case 'make':
      // Channels are always on the heap, and no rule's business.
      if (pkg.underlying(type).kind === 'chan') return false;
      return type.kind !== 'slice' || pkg.sizeOf(type.elem) !== 0;
    case 'literal':
      return type.kind !== 'slice' || pkg.sizeOf(type.elem) !== 0;
    default:
      return true;
  }
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

/** What a sentence speaks of: the variable, the array behind a slice, or the value itself. */
export function subjectOf({ site, type }: LeavingSite): 'variable' | 'array' | 'value' {
  if (site.kind === 'variable') return 'variable';
  return (site.kind === 'literal' || site.kind === 'make') && type.kind === 'slice' ? 'array' : 'value';
}
