/** What the rules of `escape/` share: which sites hold once the package is known, and the words for their steps. */

import type { RelativeStep } from '../base/finding.js';
import { t } from '../base/l10n.js';
import type { AllocationSite, Cause, LeavingSite, SiteStep } from '../go/package/allocation-site.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TypeRef } from '../go/types/types.js';
import { SYNC_METHODS } from './sync-sites.js';

type SiteOf<W extends AllocationSite['what']> = Extract<AllocationSite, { what: W }>;
/** The part of a rule's context that leads to sites. */
interface SiteSource {
  readonly file: GoFileFacts;
  readonly workspace: { goPackage(path: string): GoPackage };
}
type Report<S> = (site: S, base: number, pkg: GoPackage) => void;

/** Calls `report` for each site of that sort in the file, with the offset its spans are relative to. */
export function forEachSite<W extends AllocationSite['what']>(ctx: SiteSource, what: W, report: Report<SiteOf<W>>): void {
  let pkg: GoPackage | undefined;
  for (const d of ctx.file.declarations) {
    for (const site of d.allocationSites) {
      if (site.what !== what) continue;
      pkg ??= ctx.workspace.goPackage(ctx.file.path);
      report(site as SiteOf<W>, d.offset, pkg);
    }
  }
}

/** Calls `report` for each value that leaves its function for one of the causes, as far as the package proves it. */
export function forEachLeaving(ctx: SiteSource, causes: ReadonlySet<Cause>, report: Report<LeavingSite>): void {
  forEachSite(ctx, 'leaving', (site, base, pkg) => {
    if (causes.has(site.cause) && holds(site, pkg)) report(site, base, pkg);
  });
}

function holds(site: LeavingSite, pkg: GoPackage): boolean {
  if (site.through.length > 0 && !site.through.some(type => isReference(pkg.underlying(type)))) return false;
  if (!site.inside.every(type => isInPlace(pkg.underlying(type)))) return false;
  if (site.call && !isSyncCall(site.call, pkg)) return false;
  return allocates(site, pkg);
}

const isReference = (t: TypeRef) => t.kind === 'pointer' || t.kind === 'slice' || t.kind === 'map';
const isInPlace = (t: TypeRef) => t.kind === 'struct' || t.kind === 'array';

function isSyncCall({ receiver, method }: NonNullable<LeavingSite['call']>, pkg: GoPackage): boolean {
  const type = pkg.resolve(receiver);
  return type.kind === 'named' && type.pkg === 'sync' && (SYNC_METHODS[type.name]?.includes(method) ?? false);
}

/** Values of size zero share one address and need no memory. */
function allocates(site: LeavingSite, pkg: GoPackage): boolean {
  switch (site.kind) {
    case 'variable':
    case 'pointerLiteral':
    case 'new':
      return pkg.sizeOf(site.type) !== 0;
    case 'make':
      // Channels are always on the heap, and no rule's business.
      if (pkg.underlying(site.type).kind === 'chan') return false;
      return site.type.kind !== 'slice' || pkg.sizeOf(site.type.elem) !== 0;
    case 'sliceLiteral':
      return site.type.kind !== 'slice' || pkg.sizeOf(site.type.elem) !== 0;
    default:
      return true;
  }
}

/** The "why" path in words. */
export function stepsOf(site: LeavingSite): RelativeStep[] {
  return site.steps.map(s => ({ span: { start: s.start, end: s.end }, message: stepMessage(s) }));
}

function stepMessage({ what, name }: SiteStep): string {
  switch (what) {
    case 'declared':
      return t('`{name}` is declared here', { name });
    case 'addressTaken':
      return t('its address is taken here');
    case 'assigned':
      return t('`{name}` holds it', { name });
    case 'captured':
      return t('`{name}` is used inside the closure', { name });
    case 'closure':
      return t('the closure is made here');
    case 'returned':
      return name === '' ? t('and it is returned here') : t('and `{name}` is a result of the function', { name });
    case 'global':
      return t('and it is stored in `{name}`, which lives as long as the program', { name });
    case 'field':
      return t('and it is stored in a field behind a pointer here');
    case 'element':
      return t('and it is stored in an element here');
    case 'mapElement':
      return t('and it is stored in a map here');
    case 'pointee':
      return t('and it is stored through a pointer here');
    case 'sent':
      return t('and it is sent on a channel here');
    case 'appended':
      return t('and it is appended to a slice here');
    case 'goroutine':
      return t('and a goroutine that may outlive the function gets it here');
    case 'syncMethod':
      return t('and this method takes its address');
  }
}

/** What is allocated, as the subject of a sentence. */
export function subjectOf(site: LeavingSite): string {
  const { name } = site;
  switch (site.kind) {
    case 'variable':
      return t('`{name}`', { name });
    case 'sliceLiteral':
    case 'make':
      return site.type.kind === 'slice' ? t('The array behind `{name}`', { name }) : t('`{name}`', { name });
    default:
      return t('`{name}`', { name });
  }
}

/** The address is of a variable with a name; other values have only their address. */
export function isAddressOfVariable(site: LeavingSite): boolean {
  return site.kind === 'variable';
}

/** A sentence to add when the site is inside a loop; it begins with a space. */
export function inEachTurn(site: LeavingSite): string {
  return site.loopDepth > 0 ? ` ${t('It stands in a loop, so each pass allocates anew.')}` : '';
}
