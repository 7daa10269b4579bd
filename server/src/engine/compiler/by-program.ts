/** The compiler's words about one file, one for each way in which programs have its package compiled -> one word that says where they differ. */
import type { BuiltFor } from '../base/built-for.js';
import type { Span } from '../base/finding.js';
import type { Assertion, CompiledSite, CompilerEvidence } from '../sites/evidence.js';

export interface BuildWord {
  readonly build: BuiltFor;
  readonly evidence: CompilerEvidence;
}

/**
 * What is said of inlining and of parameters is that of the first. A function breaks its assertion when it does so for one program, and where one
 * build had no say nothing is refuted.
 */
export function byProgram(words: readonly [BuildWord, ...BuildWord[]]): CompilerEvidence {
  const builds = words.map(w => w.build);
  const first = words[0].evidence;
  return {
    ...first,
    sites: merged(words.map(({ build, evidence }) => ({ build, sites: evidence.sites }))),
    assertions: mergedAssertions(words),
    unknown: distinct(words.flatMap(w => w.evidence.unknown)),
    builds,
  };
}

interface BuildSites {
  readonly build: BuiltFor;
  readonly sites: readonly CompiledSite[];
}

function merged(words: readonly BuildSites[]): CompiledSite[] {
  const found = new Map<string, { build: BuiltFor; site: CompiledSite }[]>();
  for (const { build, sites } of words) {
    for (const site of sites) {
      const key = keyOf(site);
      const known = found.get(key);
      // Two of one build stand at one place when a function is instantiated twice.
      if (known === undefined) found.set(key, [{ build, site }]);
      else if (known.at(-1)!.build !== build) known.push({ build, site });
    }
  }
  const all = words.map(w => w.build);
  return [...found.values()].map(here => inAll(here, all)).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** `all`: every build that was asked, also those without the site. */
function inAll(here: readonly { build: BuiltFor; site: CompiledSite }[], all: readonly BuiltFor[]): CompiledSite {
  const on = here.map(h => h.build);
  const spared = here.filter(h => h.site.spared > 0).map(({ build, site }) => ({ build, calls: site.spared }));
  // What a profile calls hot is inlined to the hot calls: the rest of them are not worth an underline.
  const worth = here.find(({ site }) => site.isHot && site.spared === 0);
  const { site } = worth ?? here[0]!;
  // “No caller can keep it on its stack” holds for none of the builds then.
  const sparing = here.find(h => h.site.spared > 0)?.site ?? site;
  return {
    ...site,
    returnedBy: sparing.returnedBy,
    isHot: worth !== undefined,
    inlinedTo: worth === undefined ? 0 : site.inlinedTo,
    // Where a call is not inlined, the callee allocates inside: no less.
    builds: { on, off: site.site.kind === 'inlined' ? [] : all.filter(build => !on.includes(build)), spared },
  };
}

function mergedAssertions(words: readonly BuildWord[]): Assertion[] {
  const found = new Map<number, { assertion: Assertion; breaches: BuildSites[] }>();
  for (const { build, evidence } of words) {
    for (const assertion of evidence.assertions) {
      const key = assertion.span.start;
      const known = found.get(key) ?? { assertion, breaches: [] };
      known.breaches.push({ build, sites: assertion.breaches });
      found.set(key, known);
    }
  }
  const all = words.map(w => w.build);
  const complete = (breaches: readonly BuildSites[]) => all.map(build => breaches.find(b => b.build === build) ?? { build, sites: [] });
  return [...found.values()].map(({ assertion, breaches }) => ({ ...assertion, breaches: merged(complete(breaches)) }));
}

const keyOf = ({ file, span, site }: CompiledSite) => `${file}:${span.start}:${span.end}:${site.kind}`;

function distinct(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map(s => [`${s.start}:${s.end}`, s])).values()];
}
