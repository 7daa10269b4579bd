/**
 * All evidence about the sites of one file -> what is said: the only place that decides which rule speaks, how loud, and with which cause.
 * Where the compiler compiled a function, its word replaces the estimates of allocations: an estimate at the anchor of a site is confirmed,
 * any other is removed. Where it had no say, estimates stand. A reader never sees both.
 */
import { buildNames } from '../../base/built-for.js';
import { atLeast, compareFindings, type Finding, type Location, type Span } from '../../base/finding.js';
import { followedBy, type Message } from '../../base/message.js';
import type { CompiledSite, CompilerEvidence, Leak, SiteBuilds } from '../../sites/evidence.js';
import { RULES, ruleById } from '../registry.js';
import type { Rule } from '../rule.js';
import { say } from '../words.js';

export interface Evidence {
  /** What the static tier found in the file, of all families. */
  readonly estimates: readonly Finding[];
  /** What our own graph says of the file; undefined where it was not asked. */
  readonly graph?: CompilerEvidence | undefined;
  /** Undefined for a file that the compiler has not seen. */
  readonly compiler: CompilerEvidence | undefined;
}

/** One sorted list; suppression comes later. */
export function judge({ estimates, graph, compiler }: Evidence): Finding[] {
  const estimated = graph ? joinedWith(estimates, whereUnknown(graph, compiler), GRAPH) : [...estimates];
  if (!compiler) return estimated;
  return joinedWith(estimated, compiler, COMPILER, assertions(compiler));
}

/** Parameters that leak, by the compiler's word, and by the graph where it has said nothing. */
export function leakingIn({ graph, compiler }: Pick<Evidence, 'graph' | 'compiler'>): readonly Leak[] {
  return [...(compiler?.leaks ?? []), ...(graph ? whereUnknown(graph, compiler).leaks : [])];
}

/** What the graph says where the compiler has said nothing. */
function whereUnknown(graph: CompilerEvidence, compiler: CompilerEvidence | undefined): CompilerEvidence {
  const isOpen = ({ span }: Location) => compiler?.unknown.some(s => overlaps(s, span)) ?? true;
  return { ...graph, sites: graph.sites.filter(isOpen), leaks: graph.leaks.filter(isOpen) };
}

/** What evidence of one kind means to estimates. */
interface Weight {
  findingOf(site: CompiledSite): Finding;
  /** Both about one site. */
  both(estimate: Finding, said: Finding, site: CompiledSite): Finding;
  isRefuted(estimate: Finding, rule: Rule, evidence: CompilerEvidence): boolean;
}

const COMPILER: Weight = { findingOf: confirmed, both: joined, isRefuted };
/** What a rule has words of its own for stays as it is: the graph is an estimate too. But the graph sees where a value does not go. */
const GRAPH: Weight = {
  findingOf: estimatedSite,
  both: (estimate, said, { cause }) => (cause === 'otherField' || cause === 'otherValue' ? said : estimate),
  isRefuted: () => false,
};

/** Estimates, and what `evidence` says of sites: of both about one site a reader sees one. */
function joinedWith(estimates: readonly Finding[], evidence: CompilerEvidence, weight: Weight, more: readonly Finding[] = []): Finding[] {
  const open = evidence.sites.filter(s => !s.site.isAside).map(site => ({ site, finding: weight.findingOf(site) }));
  const beside = evidence.sites.filter(s => s.site.isAside);
  const others: Finding[] = [];
  for (const estimate of estimates) {
    const rule = ruleById(estimate.rule);
    // What is for who asks about the place is not told by an estimate either.
    if (rule?.compiler && beside.some(s => isAt(estimate, s))) continue;
    const covered = open.findIndex(o => isAt(estimate, o.site) && rule?.covers?.includes(o.site.site.kind));
    if (covered >= 0) open.splice(covered, 1);
    if (!rule?.compiler) {
      others.push(estimate);
      continue;
    }
    const here = open.find(o => isAt(estimate, o.site));
    if (here) here.finding = weight.both(estimate, here.finding, here.site);
    else if (!weight.isRefuted(estimate, rule, evidence)) others.push(estimate);
  }
  const said = [...open.map(o => o.finding), ...more, ...others];
  return [...said, ...aside(said, beside, weight)].sort(compareFindings);
}

/** What stands aside, where nothing else is said of it. */
function aside(said: readonly Finding[], beside: readonly CompiledSite[], weight: Weight): Finding[] {
  if (beside.length === 0) return [];
  const known = new Set(said.map(f => `${f.file} ${f.span.start} ${f.span.end}`));
  return beside.filter(({ file, span }) => !known.has(`${file} ${span.start} ${span.end}`)).map(s => weight.findingOf(s));
}

/** The sites alone, for whoever compares what the compiler says about two texts. */
export function confirmedSites({ sites }: CompilerEvidence): Finding[] {
  return sites.filter(s => !s.site.isAside).map(confirmed);
}

interface Named {
  readonly rule: string;
  readonly message: Message;
}

/** Rules that name causes; the one that names what no other does comes last. */
const NAMING: readonly Rule[] = RULES.filter(r => r.compiler?.names).sort(
  (a, b) => Number(a.compiler?.catchAll ?? false) - Number(b.compiler?.catchAll ?? false),
);

/** The rule that names the cause, and its sentence. */
function nameOf(site: CompiledSite): Named {
  for (const { id, compiler } of NAMING) {
    const message = compiler?.names?.(site);
    if (message !== undefined) return { rule: id, message };
  }
  throw new Error(`no rule names ${site.site.kind} ${site.cause}`);
}

function confirmed(site: CompiledSite): Finding {
  const { file, span, steps, isHot, isOfLoop, inlinedTo, builds } = site;
  const { rule, message } = nameOf(site);
  const places = inlinedTo < 2 ? [undefined, say.inlinedToOne][inlinedTo] : say.inlinedTo({ count: inlinedTo });
  return {
    rule,
    message: followedBy(message, isOfLoop ? say.eachIteration : undefined, places, ...differences(builds)),
    ...{ file, span, steps, site: site.site },
    ...(builds && { builds: builds.on }),
    severity: isHot ? 'information' : 'hint',
    confidence: 'confirmed',
    fixes: [],
    suppressed: false,
  };
}

/** What only the graph says is for who looks for it: it does not know how often the code runs. */
function estimatedSite(site: CompiledSite): Finding {
  return { ...confirmed(site), severity: 'hint', confidence: 'estimated' };
}

/** What programs make of it, as far as that is not the same. */
function differences(builds: SiteBuilds | undefined): Message[] {
  if (!builds) return [];
  const { on, off, spared } = builds;
  return [
    ...(off.length > 0 ? [say.differsByProgram({ on: buildNames(on), off: buildNames(off) })] : []),
    ...spared.map(({ build, calls }) => sparedIn(buildNames([build]), calls, on.length > 1)),
  ];
}

function sparedIn(program: string, calls: number, isOneOfSeveral: boolean): Message {
  if (isOneOfSeveral) return calls === 1 ? say.sparedOnceIn({ program }) : say.sparedIn({ program, calls });
  return calls === 1 ? say.sparedOnce({ program }) : say.spared({ program, calls });
}

/** Both tiers in one: the better name, the louder severity, the compiler's way to the heap, the estimate's fixes. */
function joined(estimate: Finding, compiler: Finding): Finding {
  const isNamed = ruleById(compiler.rule)?.compiler?.only === true || compiler.rule === estimate.rule;
  return {
    ...compiler,
    rule: isNamed ? estimate.rule : compiler.rule,
    message: isNamed && ruleById(estimate.rule)?.compiler?.keepsSentence ? estimate.message : compiler.message,
    severity: atLeast(estimate.severity, compiler.severity) ? estimate.severity : compiler.severity,
    steps: compiler.steps.length > 0 ? compiler.steps : estimate.steps,
    fixes: isNamed ? [...compiler.fixes, ...estimate.fixes] : compiler.fixes,
    suppressed: estimate.suppressed || compiler.suppressed,
  };
}

function isRefuted(estimate: Finding, { compiler: meaning }: Rule, { goVersion, unknown }: CompilerEvidence): boolean {
  const isSilent = meaning?.silentSince !== undefined && goVersion.minor >= meaning.silentSince;
  return !isSilent && !unknown.some(s => overlaps(s, estimate.span));
}

function assertions(compiler: CompilerEvidence): Finding[] {
  const words = (site: CompiledSite) => nameOf(site).message;
  return compiler.assertions.flatMap(assertion =>
    RULES.flatMap(({ id, compiler: meaning }): Finding[] => {
      const report = meaning?.asserts?.(assertion, words);
      const { file, span } = assertion;
      return report ? [{ rule: id, file, span, ...report, confidence: 'confirmed', fixes: [], suppressed: false }] : [];
    }),
  );
}

const isAt = (estimate: Finding, { file, span }: CompiledSite) =>
  estimate.file === file && estimate.span.start === span.start && estimate.span.end === span.end;
/** Touching counts, so that an empty line that was edited still covers what is typed on it. */
const overlaps = (a: Span, b: Span) => a.start <= b.end && b.start <= a.end;
