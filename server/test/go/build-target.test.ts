/** Which files a build takes, and which packages they make up. */
import assert from 'node:assert/strict';
import { constraintOf } from '../../src/engine/go/package/build-constraint.js';
import { type BuildTarget, takesFile } from '../../src/engine/go/package/build-target.js';
import { fittingTarget } from '../../src/engine/go/package/fitting-target.js';
import { type FileHead, packageFiles, variantOf } from '../../src/engine/go/package/package-files.js';

const LINUX: BuildTarget = { arch: 'amd64', cgo: true, tags: [] };

describe('build targets', () => {
  const takes = (path: string, constraint?: string, target: Partial<BuildTarget> = {}) =>
    takesFile(path, constraint, { ...LINUX, ...target });

  it('take files by their names', () => {
    assert.equal(takes('a/x_linux_amd64.go'), true);
    assert.equal(takes('a/x_linux_arm64.go'), false);
    assert.equal(takes('linux.go'), true);
    assert.equal(takes('windows.go'), true);
    assert.equal(takes('x_unix.go'), true);
    assert.equal(takes('_x.go'), false);
    assert.equal(takes('x_windows_test.go'), false);
    assert.equal(takes('x_windows.pb.go'), false, 'what follows a dot does not count');
    assert.equal(takes('x.windows.go'), true);
    assert.equal(takes('x_windows_linux.go'), true, 'only the last word counts');
    assert.equal(takes('x_386.go', undefined, { tags: ['386'] }), true, 'a tag counts in names too');
    assert.equal(takes('x_linux.go', undefined, { os: 'android' }), true);
    assert.equal(takes('x_darwin_arm64.go', undefined, { os: 'ios', arch: 'arm64' }), true);
  });

  it('take files by their constraints', () => {
    assert.equal(takes('x.go', '(linux && !arm64) || darwin'), true);
    assert.equal(takes('x.go', '!(linux || a) && b', { tags: ['b'] }), false);
    assert.equal(takes('x.go', 'go1.18 && gc && unix && cgo'), true);
    assert.equal(takes('x.go', 'unix', { os: 'plan9' }), false);
    assert.equal(takes('x.go', 'ignore'), false);
    assert.equal(takes('x.go', '&& ('), true, 'what cannot be read');
    assert.equal(takes('x_windows.go', 'linux'), false, 'name and constraint both count');
    assert.equal(takes('x.go', 'amd64.v1 && !amd64.v3'), true);
  });

  it('know releases and experiments of the toolchain', () => {
    assert.equal(takes('x.go', '!go1.21', { release: { major: 1, minor: 20 } }), true);
    assert.equal(takes('x.go', '!go1.21', { release: { major: 1, minor: 21 } }), false);
    assert.equal(takes('x.go', 'go1.999'), false);
    assert.equal(takes('x.go', 'goexperiment.jsonv2', { release: { major: 1, minor: 26 } }), false);
    assert.equal(takes('x.go', 'goexperiment.jsonv2', { release: { major: 1, minor: 26 }, experiment: 'jsonv2' }), true);
    assert.equal(takes('x.go', 'boringcrypto', { experiment: 'boringcrypto' }), true);
    const dwarf5 = (os: string, experiment = '') =>
      takes('x.go', 'goexperiment.dwarf5', { os, experiment, release: { major: 1, minor: 26 } });
    assert.deepEqual([dwarf5('linux'), dwarf5('darwin'), dwarf5('aix'), dwarf5('darwin', 'dwarf5')], [true, false, false, true]);
  });
});

describe('build constraints', () => {
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['go:build', '// License\n\n//go:build a && b\n\npackage x\n', 'a && b'],
    ['go:build directly above the clause', '//go:build a\npackage x\n', 'a'],
    ['go:build below a block comment', '/* x\n//go:build no\n*/ //go:build no\n//go:build a\npackage x\n', 'a'],
    ['go:build wins', '// +build b\n//go:build a\n\npackage x\n', 'a'],
    ['+build', '// +build a,!b c\n// +build d\n\npackage x\n', '((a && !b) || (c)) && ((d))'],
    ['+build without a blank line below', '// +build a\npackage x\n', undefined],
    ['+build below a block comment', '/* x */\n\n// +build a\n\npackage x\n', undefined],
    ['+build that cannot be read', '// +build a&&b\n\npackage x\n', undefined],
    ['one behind the clause', 'package x\n\n//go:build a\n', undefined],
    ['one with a space', '// go:build a\n\npackage x\n', undefined],
    ['line ends of Windows', '//go:build a\r\n\r\npackage x\r\n', 'a'],
  ];
  for (const [what, text, expected] of rows) it(`are read: ${what}`, () => assert.equal(constraintOf(text), expected));
});

describe('files of a folder', () => {
  const head = (path: string, packageName: string, more: Partial<FileHead> = {}): FileHead => ({
    path,
    packageName,
    usesCgo: false,
    ...more,
  });
  const names = (files: readonly FileHead[]) => files.map(f => f.path);

  it('make up a package, its tests and external tests', () => {
    const heads = [
      head('a.go', 'x'),
      head('a_test.go', 'x'),
      head('b_test.go', 'x_test'),
      head('doc.go', 'documentation'),
      head('gen.go', 'main', { constraint: 'ignore' }),
      head('c.go', 'x', { usesCgo: true }),
    ];
    const { name, plain, tests, external } = packageFiles(heads, LINUX);
    assert.deepEqual([name, names(plain), names(tests), names(external)], ['x', ['a.go', 'c.go'], ['a_test.go'], ['b_test.go']]);
    assert.deepEqual(names(packageFiles(heads, { ...LINUX, cgo: false }).plain), ['a.go']);
    assert.deepEqual(
      heads.slice(0, 3).map(h => variantOf(h, name)),
      ['plain', 'tests', 'external'],
    );
  });

  it('may be tests only, or disagree about the clause', () => {
    assert.equal(packageFiles([head('a_test.go', 'x_test')], LINUX).name, 'x');
    const mixed = [head('a.go', 'x'), head('b.go', 'x'), head('c.go', 'y')];
    assert.deepEqual(names(packageFiles(mixed, LINUX).plain), ['a.go', 'b.go']);
    assert.deepEqual(names(packageFiles(mixed, LINUX, 'y').plain), ['c.go']);
  });
});

describe('the build that fits a file', () => {
  const fitting = (constraint: string | undefined, target: BuildTarget = LINUX) => {
    const {
      os = 'linux',
      arch,
      cgo,
      tags,
    } = fittingTarget(target, { path: '/m/a.go', packageName: 'a', usesCgo: false, ...(constraint && { constraint }) });
    return [os, arch, cgo, ...tags].join(' ');
  };

  it('is the nearest to the one that is asked for, and follows the edits of its constraint and of what is asked for', () => {
    for (let edit = 0; edit < 2; edit++) {
      assert.equal(fitting('darwin && !cgo'), 'darwin amd64 false');
      assert.equal(fitting('darwin'), 'darwin amd64 true');
      assert.equal(fitting('darwin', { ...LINUX, arch: 'arm64' }), 'darwin arm64 true');
      assert.equal(fitting('integration'), 'linux amd64 true integration');
      assert.equal(fitting('integration', { ...LINUX, tags: ['x'] }), 'linux amd64 true x integration');
      assert.equal(fitting(undefined), 'linux amd64 true');
    }
  });
});
