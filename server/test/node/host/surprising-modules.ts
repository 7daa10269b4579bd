/** Small modules that people have been surprised by. The names are issues on GitHub. */
import type { Files } from '../../support/live-go.js';

interface Case {
  readonly files: Files;
  /** Where go runs, and the package that is looked at lies. */
  readonly at: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Go refuses the module as a whole; then these are the folders that imports mean here. */
  readonly refused?: Readonly<Record<string, string>>;
}

const mod = (module: string, ...lines: string[]) => `module ${module}\n\ngo 1.22\n\n${lines.join('\n')}\n`;
const go = (name: string, ...imports: string[]) => `package ${name}\n\n${imports.map(i => `import _ "${i}"\n`).join('')}`;

export const SURPRISES: Readonly<Record<string, Case>> = {
  'golang/go#51204: two relative replacements that are the same folder': {
    at: 'a',
    files: {
      'go.work': 'go 1.22\n\nuse (\n\t./a\n\t./deep/b\n)\n',
      'a/go.mod': mod('m.com/a', 'require x.com/test v0.0.0', 'replace x.com/test => ../test'),
      'a/a.go': go('a', 'x.com/test', 'm.com/b/sub'),
      'deep/b/go.mod': mod('m.com/b', 'require x.com/test v0.0.0', 'replace x.com/test => ../../test'),
      'deep/b/sub/s.go': go('sub'),
      'test/go.mod': mod('x.com/test'),
      'test/t.go': go('test'),
    },
  },
  'golang/go#66425: a replacement in go.work, none in go.mod': {
    at: 'a',
    files: {
      'go.work': 'go 1.22\n\nuse ./a\n\nreplace x.com/lib v1.2.0 => ./local/lib\n',
      'a/go.mod': mod('m.com/a', 'require x.com/lib v1.2.0'),
      'a/a.go': go('a', 'x.com/lib/v'),
      'local/lib/go.mod': mod('x.com/lib'),
      'local/lib/v/v.go': go('v'),
    },
  },
  'golang/go#51712: replacements that contradict each other, settled in go.work': {
    at: 'a',
    files: {
      'go.work': 'go 1.22\n\nuse (\n\t./a\n\t./b\n)\n\nreplace x.com/json => ./three\n',
      'a/go.mod': mod('m.com/a', 'require x.com/json v1.0.0', 'replace x.com/json => ../one'),
      'a/a.go': go('a', 'x.com/json'),
      'b/go.mod': mod('m.com/b', 'require x.com/json v1.0.0', 'replace x.com/json => ../two'),
      ...Object.fromEntries(
        ['one', 'two', 'three'].flatMap(d => [
          [`${d}/go.mod`, mod('x.com/json')],
          [`${d}/j.go`, go('json')],
        ]),
      ),
    },
  },
  'golang/go#39164: a vendor folder that go.mod contradicts': {
    at: '.',
    files: {
      'go.mod': mod('m.com/a', 'require x.com/dep v1.1.0'),
      'a.go': go('a', 'x.com/dep'),
      'vendor/modules.txt': '# x.com/dep v1.0.0\n## explicit; go 1.20\nx.com/dep\n',
      'vendor/x.com/dep/d.go': go('dep'),
    },
    refused: { 'x.com/dep': 'vendor/x.com/dep' },
  },
  'golang/go#69722, mas-bandwidth/schema#1221: ordinary words at the ends of names': {
    at: '.',
    files: {
      'go.mod': mod('m.com/a'),
      'a.go': go('a'),
      'fixed_js.go': go('a'),
      'union_unselected_arm_test.go': go('a'),
      'plan9.go': go('a'),
      'my_arm_row_test.go': go('a'),
      'x_android_test.go': go('a_test'),
      'wasm_linux.go': go('a'),
      '_linux.go': go('a'),
      'unix_unix.go': go('a'),
    },
  },
  'golang/go#57986: a test file with a tag is a test file': {
    at: '.',
    env: { GOFLAGS: '-tags=testmode' },
    files: { 'go.mod': mod('m.com/a'), 'a.go': go('a'), 'config_test.go': `//go:build testmode\npackage config\n`.replace('config', 'a') },
  },
  'golang/go#34012: a bad import in an external test, and names that only tests export': {
    at: '.',
    files: {
      'go.mod': mod('example.org/library'),
      'library.go': go('library'),
      'export_test.go': go('library'),
      'library_test.go': go('library_test', 'flags', 'example.org/library', 'testing'),
    },
  },
  'golang/go#29736: an outer module gives a package that looks like one of the inner module': {
    at: '.',
    files: {
      'go.mod': mod(
        'm.com/a',
        'require foo.com/outer v0.0.0',
        'require foo.com/outer/inner v0.0.0',
        'replace foo.com/outer => ./o',
        'replace foo.com/outer/inner => ./i',
      ),
      'a.go': go('a', 'foo.com/outer/inner/p', 'foo.com/outer/inner/p2'),
      'o/go.mod': mod('foo.com/outer'),
      'o/inner/p/x.go': go('p'),
      'i/go.mod': mod('foo.com/outer/inner'),
      'i/p2/y.go': go('p2'),
    },
  },
  'benbjohnson/genesis#2: an architecture as a tag': {
    at: '.',
    env: { GOFLAGS: '-tags=386' },
    files: { 'go.mod': mod('m.com/a'), 'a.go': go('a'), 'assets_386.go': go('a'), 'b.go': `//go:build !386\n\n${go('a')}` },
  },
  'status-im/status-go#469: cgo in tests, which go does not allow': {
    at: '.',
    env: { CGO_ENABLED: '0' },
    files: {
      'go.mod': mod('m.com/a'),
      'a.go': go('a'),
      'c.go': 'package a\n\nimport "C"\n',
      'c_test.go': 'package a\n\nimport "C"\n',
      'n.go': `//go:build !cgo\n\n${go('a')}`,
    },
  },
  'golang/go#62175: a module with a name of one word': {
    at: '.',
    files: { 'go.mod': mod('testdata'), 'a.go': go('a', 'testdata/net', 'net'), 'net/n.go': go('net') },
  },
  'ugorji/go#279: two modules that have the package': {
    at: '.',
    files: {
      'go.mod': mod(
        'm.com/a',
        'require u.com/go v0.0.0',
        'require u.com/go/codec v0.0.0',
        'replace u.com/go => ./one',
        'replace u.com/go/codec => ./two',
      ),
      'a.go': go('a', 'u.com/go/codec'),
      'one/go.mod': mod('u.com/go'),
      'one/codec/c.go': go('codec'),
      'two/go.mod': mod('u.com/go/codec'),
      'two/c.go': go('codec'),
    },
    refused: { 'u.com/go/codec': 'two' },
  },
  'golang/go#41184: lines of the old kind only, in a module that is newer': {
    at: '.',
    files: {
      'go.mod': mod('m.com/a'),
      'a.go': go('a'),
      'old.go': `// +build never\n\n${go('a')}`,
      'both.go': `//go:build linux || darwin || windows\n// +build never\n\n${go('a')}`,
      'late.go': `// +build never\n${go('a')}`,
    },
  },
  'a folder on the way that is a module of its own': {
    at: '.',
    files: { 'go.mod': mod('m.com/a'), 'a.go': go('a', 'm.com/a/sub/p'), 'sub/go.mod': mod('m.com/a/sub'), 'sub/p/p.go': go('p') },
  },
};
