/** What becomes of the evidence about a site: which rule speaks, how loud, and which estimates go. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Finding, Span } from '../../src/engine/base/finding.js';
import { followedBy } from '../../src/engine/base/message.js';
import type { SiteKind } from '../../src/engine/base/site.js';
import { judge } from '../../src/engine/rules/escape/judge.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { CompiledSite, CompilerEvidence, HeapCause } from '../../src/engine/sites/evidence.js';
import { evidenceOf, judged, siteAt } from '../support/judged.js';
import { said } from '../support/said.js';

const FILE = '/w/a.go';
const HERE: Span = { start: 30, end: 31 };
const THERE: Span = { start: 60, end: 70 };

const estimate = (rule: string, span: Span, more: Partial<Finding> = {}): Finding => ({
  ...{ rule, span, file: FILE, severity: 'hint', confidence: 'estimated', message: { id: `${rule}/estimated`, args: {} } },
  ...{ steps: [], fixes: [], suppressed: false },
  ...more,
});
const merged = (estimates: readonly Finding[], compiler: CompilerEvidence | undefined) => judge({ estimates, compiler });
const brief = (list: readonly Finding[]) => list.map(f => `${f.confidence} ${f.rule} ${f.span.start}`);
const returned = siteAt(FILE, HERE, 'variable', { cause: 'returned' });

const KINDS: readonly SiteKind[] = [
  ...(['variable', 'pointer', 'make', 'literal', 'closure', 'append', 'concat', 'conversion', 'variadic', 'boxed'] as const),
  ...(['selector', 'method', 'inlined', 'mapStore', 'channel', 'goCall', 'deferCall', 'timer', 'pattern', 'library', 'other'] as const),
];
const CAUSES: readonly HeapCause[] = [
  ...(['tooLarge', 'unknownSize', 'outgrown', 'returned', 'stored', 'appended', 'sent', 'goroutine', 'closure', 'sync'] as const),
  ...(['panic', 'held', 'argument', 'unseen', 'interfaceCall', 'functionValue', 'typeParameter'] as const),
];

describe('the name of a confirmed site', () => {
  it('is given by one rule at most beside the one that names all others', () => {
    for (const kind of KINDS) {
      for (const cause of CAUSES) {
        for (const callee of ['', 'append', 'fmt.Println']) {
          for (const flag of [true, false]) {
            const more = { cause, callee, accumulates: flag, isNumber: flag, isMap: flag, inside: [{ kind: 'value' as const, text: 'x' }] };
            const site = siteAt(FILE, HERE, kind, more);
            const names = RULES.filter(r => !r.compiler?.catchAll && r.compiler?.names?.(site)).map(r => r.id);
            assert.ok(names.length <= 1, `${kind} ${cause}: ${names.join(', ')}`);
            assert.equal(judged(evidenceOf([site])).length, 1, `${kind} ${cause}`);
          }
        }
      }
    }
  });

  it('is loud where the site is hot', () => {
    const severity = (isHot: boolean) => judged(evidenceOf([{ ...returned, isHot }]))[0]!.severity;
    assert.deepEqual([severity(true), severity(false)], ['information', 'hint']);
  });

  it('offers io.WriteString for what an interface writes, and nothing else that is called so', () => {
    const help = (more: Partial<CompiledSite>) => {
      const site = siteAt(FILE, HERE, 'conversion', { text: '[]byte(s)', to: 'w.Write', cause: 'interfaceCall', ...more });
      return (judged(evidenceOf([site]))[0]!.message.then ?? []).flatMap(m => [m.id, ...(m.then ?? []).map(t => t.id)]);
    };
    const offered = (more: Partial<CompiledSite>) => help(more).filter(id => /writeString|reuseBuffer/.test(id));
    assert.deepEqual(offered({}), ['escape/cause/writeString']);
    assert.deepEqual(offered({ cause: 'functionValue' }), ['escape/cause/reuseBuffer'], 'a field that holds a function');
    assert.deepEqual(offered({ via: 'h.put' }), ['escape/cause/reuseBuffer'], 'the write is in another function');
  });

  it('tells of the error that an inlined call makes when that is all it allocates', () => {
    const id = (...texts: string[]) => {
      const inside = texts.map(text => ({ kind: 'value' as const, text }));
      return judged(evidenceOf([siteAt(FILE, HERE, 'inlined', { inside })]))[0]!.message.id;
    };
    const error = '&errors.errorString{...}';
    assert.equal(id(error), 'escape/heap-allocation/inlinedError');
    assert.equal(id(error, 'make([]byte, n)'), 'escape/heap-allocation/inlinedSeveral');
  });

  it('comes with the identity of the site', () => {
    assert.deepEqual(judged(evidenceOf([returned]))[0]!.site, returned.site);
  });
});

describe('two tiers, one list', () => {
  it('leaves the estimates alone before the compiler has spoken', () => {
    const estimates = [estimate('escape/returned-address', HERE)];
    assert.deepEqual(merged(estimates, undefined), estimates);
  });

  it('confirms an estimate at the same anchor: one finding, with the fixes of the estimate', () => {
    const fixes = [{ title: said('Return the value'), safe: false, edits: [] }];
    const [finding, ...others] = merged([estimate('escape/returned-address', HERE, { fixes })], evidenceOf([returned]));
    assert.deepEqual(brief([finding!, ...others]), ['confirmed escape/returned-address 30']);
    assert.deepEqual(finding!.message, { id: 'escape/returned-address/confirmedVariable', args: { text: 'x' } });
    assert.deepEqual(finding!.fixes, fixes);
  });

  it('keeps the name that says more, and the compiler’s where both say something', () => {
    const [more] = merged([estimate('escape/growing-slice', HERE)], evidenceOf([siteAt(FILE, HERE, 'append')]));
    assert.deepEqual(
      [more!.rule, more!.message, more!.confidence],
      ['escape/growing-slice', { id: 'escape/growing-slice/estimated', args: {} }, 'confirmed'],
    );
    const [other] = merged([estimate('escape/stored-address', HERE)], evidenceOf([returned]));
    assert.equal(other!.rule, 'escape/returned-address');
  });

  it('keeps the higher severity', () => {
    const [finding] = merged([estimate('escape/closure', HERE, { severity: 'warning' })], evidenceOf([{ ...returned, isHot: true }]));
    assert.equal(finding!.severity, 'warning');
  });

  it('removes an estimate that the compiler did not report, and nothing of other families', () => {
    const list = merged([estimate('escape/returned-address', THERE), estimate('pool/copied', HERE)], evidenceOf([]));
    assert.deepEqual(brief(list), ['estimated pool/copied 30']);
  });

  it('leaves out the boxing that a Put into a pool already tells of', () => {
    const boxed = siteAt(FILE, THERE, 'boxed', { callee: 'pool.Put' });
    assert.deepEqual(brief(judged(evidenceOf([boxed]))), ['confirmed escape/boxed-argument 60']);
    assert.deepEqual(brief(merged([estimate('pool/non-pointer-put', THERE)], evidenceOf([boxed]))), ['estimated pool/non-pointer-put 60']);
    const timer = siteAt(FILE, THERE, 'timer');
    const left = estimate('runtime/timer-not-stopped', THERE);
    assert.deepEqual(brief(merged([left], evidenceOf([timer]))), ['estimated runtime/timer-not-stopped 60']);
  });

  it('lets an estimate stand aside where the site does, and only there', () => {
    const { site, ...rest } = siteAt(FILE, HERE, 'boxed', { callee: 'fmt.Errorf' });
    const graph = (isAside: boolean) => evidenceOf([{ ...rest, site: isAside ? { ...site, isAside: true as const } : site }]);
    const told = (isAside: boolean) =>
      judge({ estimates: [estimate('escape/boxed-argument', HERE)], graph: graph(isAside), compiler: undefined }).map(f => f.site?.isAside);
    assert.deepEqual([told(true), told(false)], [[true], [undefined]]);
  });

  it('keeps estimates where the compiler had no say, and those that its silence does not refute', () => {
    const estimates = [estimate('escape/returned-address', HERE), estimate('escape/growing-slice', THERE)];
    assert.deepEqual(brief(merged(estimates, evidenceOf([], { unknown: [{ start: 0, end: 40 }] }))), brief(estimates));
  });

  it('lets silence refute a slice of unknown size up to Go 1.24 only', () => {
    const left = (minor: number) =>
      merged([estimate('escape/unknown-size', HERE)], evidenceOf([], { goVersion: { major: 1, minor } })).length;
    assert.deepEqual([left(24), left(25)], [0, 1]);
  });
});

describe('an assertion', () => {
  const assertion = (func: string | undefined, count: number) =>
    judged(
      evidenceOf([], { assertions: [{ file: FILE, span: THERE, func, breaches: Array.from({ length: count }, () => returned) }] }),
    )[0]!;

  it('that is broken is an error at the directive, with a step to each place', () => {
    const one = assertion('f', 1);
    assert.deepEqual([one.rule, one.severity, one.span, one.steps.length, one.site], ['escape/noescape', 'error', THERE, 1, undefined]);
    const because = { id: 'escape/returned-address/confirmedVariable', args: { text: 'x' } };
    assert.deepEqual(one.message, followedBy({ id: 'escape/noescape/broken', args: { name: 'f' } }, because));
    assert.deepEqual(assertion('f', 30).message, { id: 'escape/noescape/brokenSeveral', args: { name: 'f', count: 30 } });
    assert.equal(assertion('f', 30).steps.length, 20);
  });

  it('about nothing is a warning', () => {
    const { severity, message } = assertion(undefined, 0);
    assert.deepEqual([severity, message], ['warning', { id: 'escape/noescape/nothing', args: {} }]);
  });
});
