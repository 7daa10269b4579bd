/** How a binary and the places that build its module are laid side by side, in words. */
import assert from 'node:assert/strict';
import { plain } from '../../src/engine/base/wording.js';
import type { BuildContext, ContextValue } from '../../src/engine/program/build-contexts.js';
import { type BinaryOrigin, originText } from '../../src/engine/reports/binary-origin.js';
import { say } from '../../src/engine/reports/binary-origin-words.js';
import type { ComparedContext } from '../../src/engine/reports/compare-binary.js';

const UNSET: ContextValue = { value: '', isSet: false };
const place = (name: string, start: number): BuildContext => ({
  ...{ kind: 'make target', name, file: '/w/Makefile', span: { start, end: start + 1 }, experiments: [], builds: true },
  ...{ goVersion: UNSET, goexperiment: UNSET, cgoEnabled: UNSET, goos: UNSET, goarch: UNSET },
  ...{ tags: UNSET, ldflags: UNSET, buildmode: UNSET, finalImage: UNSET },
});
const compared = (over: Partial<ComparedContext>, name = 'all', start = 0): ComparedContext => ({
  ...{ context: place(name, start), same: [], differences: [], unknown: [] },
  ...over,
});
const text = (origin: Partial<BinaryOrigin>) =>
  originText({ module: 'example.com/app', isHere: true, contexts: [], ...origin }, at => `Makefile:${at.span.start}`);

describe('a binary beside its workspace', () => {
  it('shows both sides of each setting, and where the place sets it', () => {
    const differences = [
      { setting: 'CGO_ENABLED', binary: '0', there: '1', at: { file: '/w/Makefile', span: { start: 7, end: 8 } } },
      { setting: '-tags', binary: '-', there: 'netgo' },
      { setting: '-race', binary: 'true', there: '-' },
    ];
    const { text: said, links } = text({ contexts: [compared({ differences })] });
    const both = plain(say.bothSet({ binary: '0', there: '1' }));
    const lines = said.split('\n');
    assert.deepEqual(lines.slice(0, 5), [
      plain(say.noneTheSame),
      '',
      plain(say.otherSettings),
      '  make target all  Makefile:0',
      `    CGO_ENABLED  ${both.padEnd(plain(say.binaryUnset({ there: 'netgo' })).length)}  Makefile:7`,
    ]);
    assert.deepEqual(lines.slice(5), [
      `    -tags        ${plain(say.binaryUnset({ there: 'netgo' }))}`,
      `    -race        ${plain(say.placeUnset({ binary: 'true' }))}`,
      '',
    ]);
    assert.deepEqual(
      links.map(l => said.slice(l.start, l.end)),
      ['Makefile:0', 'Makefile:7'],
    );
  });

  it('counts the places that are left out', () => {
    const differences = [{ setting: 'Go', binary: '1.26', there: '1.25' }];
    const { text: said } = text({ contexts: Array.from({ length: 10 }, (_, i) => compared({ differences }, `t${i}`, i)) });
    assert.ok(said.endsWith(`\n  ${plain(say.morePlaces({ count: 2 }))}\n`), said);
  });

  it('names the commit, and whether it was built with uncommitted changes', () => {
    const [binary, other] = ['a'.repeat(40), 'b'.repeat(40)];
    const [commit, here] = ['a'.repeat(12), 'b'.repeat(12)];
    for (const [isModified, workspace, message] of [
      [false, binary, say.revision({ commit })],
      [true, binary, say.modifiedRevision({ commit })],
      [false, other, say.otherRevision({ commit, here })],
      [true, other, say.modifiedOtherRevision({ commit, here })],
    ] as const) {
      const { text: said } = text({ revisions: { binary, isModified, workspace } });
      assert.ok(said.endsWith(`\n\n${plain(message)}\n`), said);
    }
  });

  it('says why there is nothing to compare', () => {
    assert.equal(text({ module: undefined }).text, `${plain(say.noModule)}\n`);
    assert.equal(text({ isHere: false }).text, `${plain(say.otherModule({ module: 'example.com/app' }))}\n`);
  });
});
