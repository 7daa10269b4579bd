/** The words of several builds about one file: which sites they share, and what becomes of the rest. */
import assert from 'node:assert/strict';
import type { BuiltFor } from '../../src/engine/base/built-for.js';
import { byProgram } from '../../src/engine/compiler/by-program.js';
import type { CompiledSite } from '../../src/engine/sites/evidence.js';
import { evidenceOf, judged, siteAt } from '../support/judged.js';

const TOOL: BuiltFor = { programs: ['m/tool'] };
const APP: BuiltFor = { programs: ['m/app'], profile: '/m/app/default.pgo' };
const SPAN = { start: 10, end: 15 };
const site = (more: Partial<CompiledSite> = {}) => siteAt('/m/a.go', SPAN, 'pointer', { cause: 'returned', ...more });
const joined = (tool: readonly CompiledSite[], app: readonly CompiledSite[]) =>
  byProgram([
    { build: TOOL, evidence: evidenceOf(tool) },
    { build: APP, evidence: evidenceOf(app) },
  ]);
const said = (tool: readonly CompiledSite[], app: readonly CompiledSite[]) =>
  judged(joined(tool, app)).map(f => [f.severity, f.builds, (f.message.then ?? []).map(m => m.id)]);

describe('builds of one package', () => {
  it('share a site', () => {
    assert.deepEqual(said([site()], [site()]), [['hint', [TOOL, APP], []]]);
    assert.deepEqual(joined([], []).builds, [TOOL, APP]);
  });

  it('differ where one of them has it', () => {
    assert.deepEqual(said([site()], []), [['hint', [TOOL], ['rules/differsByProgram']]]);
    assert.deepEqual(said([], [site()]), [['hint', [APP], ['rules/differsByProgram']]]);
    const call = siteAt('/m/a.go', SPAN, 'inlined');
    assert.deepEqual(said([], [call]), [['hint', [APP], []]], 'the others allocate inside of the call');
  });

  it('tell sites apart by place and kind', () => {
    const other = siteAt('/m/a.go', { start: 2, end: 3 }, 'pointer', { cause: 'returned' });
    assert.deepEqual(
      joined([site()], [siteAt('/m/a.go', SPAN, 'make'), other]).sites.map(s => [s.span.start, s.site.kind]),
      [
        [2, 'pointer'],
        [10, 'pointer'],
        [10, 'make'],
      ],
    );
  });

  it('differ where a profile has the function inlined to calls that need no heap', () => {
    assert.deepEqual(said([site()], [site({ spared: 2 })]), [['hint', [TOOL, APP], ['rules/sparedIn']]]);
    const app = byProgram([{ build: APP, evidence: evidenceOf([site({ spared: 1 })]) }]);
    assert.deepEqual(
      judged(app)[0]?.message.then?.map(m => m.id),
      ['rules/sparedOnce'],
      'there is no other build',
    );
  });

  it('underline what one of them makes hot, but for calls that its profile spares', () => {
    const hot = (spared: number) => site({ isHot: true, spared });
    assert.equal(said([hot(0)], [hot(1)])[0]![0], 'information', 'the tool has no profile');
    assert.equal(said([site()], [hot(0)])[0]![0], 'information');
    assert.equal(said([site()], [hot(1)])[0]![0], 'hint');
  });

  it('break an assertion when one of them does, and know nothing where one of them knows nothing', () => {
    const broken = { file: '/m/a.go', span: { start: 0, end: 5 }, func: 'f', breaches: [site()] };
    const { assertions, unknown } = byProgram([
      { build: TOOL, evidence: evidenceOf([], { assertions: [broken], unknown: [{ start: 3, end: 4 }] }) },
      { build: APP, evidence: evidenceOf([], { unknown: [{ start: 3, end: 4 }] }) },
    ]);
    assert.deepEqual(unknown, [{ start: 3, end: 4 }]);
    assert.deepEqual(assertions[0]?.breaches[0]?.builds, { on: [TOOL], off: [APP], spared: [] });
  });
});
