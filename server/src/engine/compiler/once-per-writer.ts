/** `w.Write([]byte("\n"))` once for each part of what a function writes: whoever mends the first mends all, so one is underlined. */
import type { CompiledSite } from '../sites/evidence.js';
import { K } from '../syntax/flat-tree.js';
import type { JoinedSite } from './grown-slice.js';
import type { SiteContext } from './site-context.js';

/** The site as it is, or as a hint where another conversion is given to the same callee before it. `written` remembers them in one declaration. */
export function oncePerWriter(
  { scopes, tree }: SiteContext,
  { site }: JoinedSite,
  compiled: CompiledSite,
  written: Set<string>,
): CompiledSite {
  if (!compiled.isHot || site.kind !== 'conversion' || tree.parentKind(site.node) !== K.ArgumentList) return compiled;
  const writer = `${scopes.functionOf(site.node)} ${compiled.callee}`;
  if (written.has(writer)) return { ...compiled, isHot: false };
  written.add(writer);
  return compiled;
}
