/** What is said about a file when the compiler alone has spoken, and evidence that tests make up. */
import type { Finding, Span } from '../../src/engine/base/finding.js';
import type { SiteKind } from '../../src/engine/base/site.js';
import { judge } from '../../src/engine/rules/escape/judge.js';
import type { CompiledSite, CompilerEvidence } from '../../src/engine/sites/evidence.js';

/** `isAsked`: as who asks about a place is told. */
export const judged = (compiler: CompilerEvidence, isAsked = false): Finding[] =>
  judge({ estimates: [], compiler }).filter(f => isAsked || !f.site?.isAside);

/** A site with nothing remarkable about it. */
export function siteAt(file: string, span: Span, kind: SiteKind = 'other', more: Partial<CompiledSite> = {}): CompiledSite {
  return {
    ...{ site: { kind, declaration: 'f', text: 'x', ordinal: 0 }, file, span, text: 'x', cause: 'unseen', to: '', callee: '' },
    ...{ via: '', shared: '' as const, returnedBy: undefined },
    ...{ accumulates: false, isNumber: false, isMap: false, inside: [], isHot: false, inlinedTo: 0, spared: 0, logging: '', steps: [] },
    ...more,
  };
}

export function evidenceOf(sites: readonly CompiledSite[], more: Partial<CompilerEvidence> = {}): CompilerEvidence {
  return { sites, assertions: [], unknown: [], goVersion: { major: 1, minor: 26 }, inlining: new Map(), leaks: [], ...more };
}
