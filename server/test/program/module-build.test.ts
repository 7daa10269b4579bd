/** What an import means, by the files of modules alone. */
import assert from 'node:assert/strict';
import { parseVendoredModules } from '../../src/engine/builds/vendored-modules.js';
import type { GoHome } from '../../src/engine/program/modules/go-home.js';
import type { ModuleFiles } from '../../src/engine/program/modules/known-files.js';
import { ModuleBuild } from '../../src/engine/program/modules/module-build.js';
import { nearestModule } from '../../src/engine/program/modules/module-lookup.js';
import { compareModuleVersions, folderInCache, modFileInCache } from '../../src/engine/program/modules/module-version.js';

const HOME: GoHome = { moduleCache: '/cache', settings: {} };

/** Files by path; a `.mod` file of the cache as `mod:path@version`. */
function filesOf(tree: Readonly<Record<string, string>>) {
  const files = new Map(
    Object.entries(tree).map(([name, text]) => {
      const [, path, version] = /^mod:(.*)@(.*)$/.exec(name) ?? [];
      return [path === undefined ? name : modFileInCache('/cache', path, version!), text];
    }),
  );
  return { file: (path: string) => (files.has(path) ? { text: files.get(path)! } : ('absent' as const)) };
}

function buildAt(dir: string, home: GoHome, files: ModuleFiles): ModuleBuild | 'none' | undefined {
  const main = nearestModule(dir, files);
  return main === undefined || main === 'none' ? main : ModuleBuild.of(main, home, files, new Map());
}

function dirs(tree: Readonly<Record<string, string>>, importPath: string, at = '/w', home: GoHome = HOME): readonly string[] {
  const build = buildAt(at, home, filesOf(tree));
  assert.ok(build && build !== 'none');
  return build.places(importPath)!.map(p => p.dir);
}

const mod = (lines: string, go = '1.26', module = 'example.com/app') => `module ${module}\n\ngo ${go}\n\n${lines}\n`;

describe('imports by module files', () => {
  it('mean packages of the module', () => {
    assert.deepEqual(dirs({ '/w/go.mod': mod('') }, 'example.com/app'), ['/w']);
    assert.deepEqual(dirs({ '/w/go.mod': mod('') }, 'example.com/app/a/b', '/w/a'), ['/w/a/b']);
    assert.deepEqual(dirs({ '/w/go.mod': mod('') }, 'example.com/application'), []);
  });

  it('mean folders of the module cache, upper case escaped, the longest path first', () => {
    const tree = {
      '/w/go.mod': mod(
        'require (\n\tgithub.com/BurntSushi/toml v1.0.0-RC1\n\tc.com/go v1.0.0\n\tc.com/go/storage v1.2.0\n\told.com/x v2.0.0+incompatible\n\tn.com/y/v2 v2.1.0\n)',
      ),
    };
    assert.deepEqual(dirs(tree, 'github.com/BurntSushi/toml/internal'), ['/cache/github.com/!burnt!sushi/toml@v1.0.0-!r!c1/internal']);
    assert.deepEqual(dirs(tree, 'c.com/go/storage/a'), ['/cache/c.com/go/storage@v1.2.0/a', '/cache/c.com/go@v1.0.0/storage/a']);
    assert.deepEqual(dirs(tree, 'old.com/x'), ['/cache/old.com/x@v2.0.0+incompatible']);
    assert.deepEqual(dirs(tree, 'n.com/y/v2/z'), ['/cache/n.com/y/v2@v2.1.0/z']);
    assert.deepEqual(dirs(tree, 'n.com/y'), []);
    assert.deepEqual(dirs(tree, 'c.com/go', '/w', { settings: {} }), [], 'no cache, as in a browser');
  });

  it('follow replace lines, to a folder and to a version, for one version and for all', () => {
    const requires = 'require (\n\ta.com/a v1.0.0\n\tb.com/b v1.0.0\n\tc.com/c v1.0.0\n\td.com/d v1.0.0\n)\n';
    const replaces =
      'replace (\n\ta.com/a => ../a\n\tb.com/b => f.com/fork v1.1.0\n\tc.com/c v0.9.0 => ./no\n\td.com/d v1.0.0 => /abs/d/\n\td.com/d => ./no\n)';
    const tree = { '/w/go.mod': mod(requires + replaces) };
    assert.deepEqual(dirs(tree, 'a.com/a/x'), ['/a/x']);
    assert.deepEqual(dirs(tree, 'b.com/b/x'), ['/cache/f.com/fork@v1.1.0/x']);
    assert.deepEqual(dirs(tree, 'c.com/c'), ['/cache/c.com/c@v1.0.0']);
    assert.deepEqual(dirs(tree, 'd.com/d/x'), ['/abs/d/x']);
  });

  it('give a key of the server to folders from the root', () => {
    const build = (root: string) => {
      const tree = { [`${root}/go.mod`]: mod('require a.com/a v1.0.0\nreplace a.com/a => C:\\src\\a') };
      const found = buildAt(root, HOME, filesOf(tree));
      return found && found !== 'none' ? found.places('a.com/a')!.map(p => p.dir) : [];
    };
    assert.deepEqual(build('file:///c:/w'), ['file:///c:/src/a']);
    assert.deepEqual(build('C:/w'), ['C:/src/a']);
  });

  it('take the newest version that is asked for below go 1.17, through the cache', () => {
    const tree = {
      '/w/go.mod': mod('require a.com/a v1.0.0\nrequire b.com/b v1.0.0\nexclude c.com/c v1.9.0', '1.16'),
      'mod:a.com/a@v1.0.0': 'module a.com/a\nrequire c.com/c v1.2.0\nreplace c.com/c => ./never\n',
      'mod:b.com/b@v1.0.0': 'module b.com/b\nrequire c.com/c v1.10.0\nrequire c.com/c v1.9.0\n',
      'mod:c.com/c@v1.10.0': 'module c.com/c\nrequire a.com/a v1.0.1-0.20200101000000-abcdefabcdef\n',
    };
    assert.deepEqual(dirs(tree, 'c.com/c'), ['/cache/c.com/c@v1.10.0']);
    assert.deepEqual(dirs(tree, 'a.com/a'), ['/cache/a.com/a@v1.0.1-0.20200101000000-abcdefabcdef']);
    assert.deepEqual(dirs({ ...tree, '/w/go.mod': mod('require a.com/a v1.0.0') }, 'c.com/c'), [], 'from 1.17 go.mod names all');
  });

  it('cross the modules of a workspace', () => {
    const tree = {
      '/w/go.work': 'go 1.26\n\nuse (\n\t./a\n\t./b\n)\nreplace x.com/x => ./x\n',
      '/w/a/go.mod': mod('require x.com/x v1.0.0\nrequire y.com/y v1.0.0', '1.26', 'm.com/a'),
      '/w/b/go.mod': mod('require y.com/y v1.1.0\nrequire z.com/z v1.0.0\nreplace z.com/z => ../z', '1.26', 'm.com/b'),
      '/w/c/go.mod': mod('', '1.26', 'm.com/c'),
    };
    assert.deepEqual(dirs(tree, 'm.com/b/p', '/w/a'), ['/w/b/p']);
    assert.deepEqual(dirs(tree, 'x.com/x', '/w/a'), ['/w/x']);
    assert.deepEqual(dirs(tree, 'y.com/y', '/w/a'), ['/cache/y.com/y@v1.1.0']);
    assert.deepEqual(dirs(tree, 'z.com/z', '/w/a'), ['/w/z'], 'relative to the module that says so');
    assert.deepEqual(dirs(tree, 'm.com/b/p', '/w/c'), [], 'a module that the workspace does not use');
    assert.deepEqual(dirs(tree, 'm.com/b/p', '/w/a', { ...HOME, settings: { GOWORK: 'off' } }), []);
  });

  it('mean the vendor folder where go takes it by itself', () => {
    const txt = '# a.com/a v1.0.0\n## explicit; go 1.18\na.com/a\na.com/a/x\n# a.com/a/y v1.0.0\na.com/a/y\n';
    const tree = { '/w/go.mod': mod('require a.com/a v1.0.0'), '/w/vendor/modules.txt': txt };
    assert.deepEqual(dirs(tree, 'a.com/a/x'), ['/w/vendor/a.com/a/x']);
    assert.deepEqual(dirs(tree, 'example.com/app/x'), ['/w/x', '/w/vendor/example.com/app/x']);
    assert.deepEqual(dirs(tree, 'a.com/a', '/w', { ...HOME, settings: { GOFLAGS: '-tags=x -mod=mod' } }), ['/cache/a.com/a@v1.0.0']);
    assert.deepEqual(dirs({ ...tree, '/w/go.mod': mod('require a.com/a v1.0.0', '1.13') }, 'a.com/a'), ['/cache/a.com/a@v1.0.0']);
    assert.deepEqual(dirs({ ...tree, '/w/vendor/modules.txt': `## workspace\n${txt}` }, 'a.com/a'), ['/cache/a.com/a@v1.0.0']);
    const work = { '/w/go.work': 'go 1.22\nuse ./a\n', '/w/a/go.mod': mod(''), '/w/vendor/modules.txt': `## workspace\n${txt}` };
    assert.deepEqual(dirs(work, 'a.com/a', '/w/a'), ['/w/vendor/a.com/a']);
    const { packages } = parseVendoredModules(txt);
    assert.deepEqual(packages.get('a.com/a/x'), { path: 'a.com/a', version: 'v1.0.0', go: { major: 1, minor: 18 } });
    assert.deepEqual(packages.get('a.com/a/y'), { path: 'a.com/a/y', version: 'v1.0.0' });
  });

  it('know the language of each module', () => {
    const tree = {
      '/w/go.mod': mod('require a.com/a v1.0.0\nrequire b.com/b v1.0.0'),
      'mod:a.com/a@v1.0.0': 'module a.com/a\ngo 1.20\n',
      'mod:b.com/b@v1.0.0': 'module b.com/b\n',
    };
    const build = buildAt('/w', HOME, filesOf(tree));
    assert.ok(build && build !== 'none');
    const language = (path: string) => build.language(build.places(path)![0]!);
    assert.deepEqual(language('example.com/app/x'), { major: 1, minor: 26 });
    assert.deepEqual(language('a.com/a'), { major: 1, minor: 20 });
    assert.deepEqual(language('b.com/b'), { major: 1, minor: 16 });
  });

  it('wait for what has not been read', () => {
    const wanted: string[] = [];
    const files = { file: (path: string) => void wanted.push(path) };
    assert.equal(buildAt('/w/a', HOME, files), undefined);
    assert.deepEqual(wanted, ['/w/a/go.mod']);
  });

  it('ask for each go.mod file once a round, however often a go.work file uses the module', () => {
    const requires = Array.from({ length: 50 }, (_, i) => `\ta.com/m${i} v1.0.0`).join('\n');
    const tree = {
      '/w/go.work': `go 1.26\n\nuse (\n${'\t./a\n'.repeat(1000)})\n`,
      '/w/a/go.mod': mod(`require (\n${requires}\n)`, '1.16'),
    };
    const known = filesOf(tree);
    const asked: string[] = [];
    const files = { file: (path: string) => (path.startsWith('/cache') ? void asked.push(path) : known.file(path)) };
    const build = buildAt('/w/a', HOME, files);
    assert.ok(build && build !== 'none');
    for (const round of [1, 2]) {
      assert.equal(build.places('b.com/x'), undefined);
      assert.equal(asked.length, 50 * round);
    }
  });

  it('know the module of a deep folder after few rounds of questions', () => {
    const depth = 500;
    const known = new Map<string, 'absent'>();
    const wanted = new Set<string>();
    const files = {
      file: (path: string) => {
        if (!known.has(path)) wanted.add(path);
        return known.get(path);
      },
    };
    let rounds = 0;
    let build: ModuleBuild | 'none' | undefined;
    for (; build === undefined && rounds < depth; rounds++) {
      build = buildAt(`/w${'/d'.repeat(depth)}`, HOME, files);
      for (const path of wanted) known.set(path, 'absent');
    }
    assert.equal(build, 'none');
    assert.ok(rounds < 20, `${rounds} rounds`);
  });

  it('compare versions as go does', () => {
    const sorted = [
      'none',
      'v0.0.0-20200101000000-abc',
      'v0.0.1-0.2020',
      'v0.0.1',
      'v1.2.0-alpha',
      'v1.2.0-alpha.1',
      'v1.2.0-alpha.beta',
      'v1.2.0-rc.2',
      'v1.2.0-rc.11',
      'v1.2.0',
      'v1.10.0',
    ];
    assert.deepEqual([...sorted].reverse().sort(compareModuleVersions), sorted);
    assert.equal(compareModuleVersions('v2.0.0+incompatible', 'v2.0.0'), 0);
    assert.equal(folderInCache('/c', 'a.com/B', 'v1.0.0'), '/c/a.com/!b@v1.0.0');
  });
});
