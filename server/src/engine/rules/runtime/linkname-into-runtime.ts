import type { Span } from '../../base/finding.js';
import { compareGoVersions } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import type { BuildTarget } from '../../go/package/build-target.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { fittingTarget } from '../../go/package/fitting-target.js';
import type { GoPackage } from '../../go/package/go-package.js';
import { takesHead } from '../../go/package/package-files.js';
import type { WorkspaceView } from '../../program/view.js';
import { refusedSince } from '../../tables/linknames.js';
import { bad, good, rule } from '../rule.js';
import { LINKNAME_SILENT } from './linkname-into-runtime.silent.js';

const say = messages('runtime/linkname-into-runtime', {
  refused:
    'Go {since} and newer let no other package pull `{name}`: programs that use it do not link.\nUse a public API; `-ldflags=-checklinkname=0` links it for now where the release still has it.',
  refusedInTests:
    'Go {since} and newer let no other package pull `{name}`: the tests of this package do not link.\nUse a public API; `-ldflags=-checklinkname=0` links it for now where the release still has it.',
});

/** `//go:linkname local package.name`; names of methods have more dots. */
const DIRECTIVE = /^\/\/go:linkname[ \t]+(\w+)[ \t]+([a-z/]+)\.(\w+)\s*$/;

export default rule({
  id: 'runtime/linkname-into-runtime',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'the module’s `go` line is that release or a newer one' },
  since: '0.1.0',
  summary: 'A go:linkname pulls a function out of the runtime that the linker of newer releases refuses',
  inTests: true,
  docs: {
    what: '`//go:linkname local package.name` above a function without a body, where `name` is a function of the standard library that newer releases do not let other packages pull: packages `runtime`, `syscall`, `reflect`, `sync`, `time`, `os`, `net` and `net/http`.',
    why: 'Since Go 1.23 the linker refuses such a reference unless the definition has a `go:linkname` of its own, is written in assembly, or is listed for the package. The package compiles and `go vet` is silent; whoever links a program with it gets `link: …: invalid reference to runtime.findnull`, or `relocation target … not defined` where the program holds no such function.',
    fix: 'Use the public API: `runtime/metrics`, `maphash`, `unsafe.Slice`, `golang.org/x/sys`. `go build -ldflags=-checklinkname=0` links it for the time being, for every program that imports the package.',
    limits:
      'By a table of the releases 1.23 to 1.27. Silent for variables, for names that the newest release lets pass, for functions that the package never uses or that another package of the module defines under that name, where a build constraint names a Go release or asks for a tag of its own, for TinyGo, and where a build of the workspace has `-checklinkname=0`.',
    sources: [
      'src/cmd/link/internal/loader/loader.go (checkLinkname)',
      'https://go.dev/issue/67401',
      'go-facts §1.2 (A20) and §8.3',
      'https://github.com/gotranspile/cxgo/issues/74',
      'https://github.com/fjl/memsize/issues/4',
    ],
  },
  examples: [
    bad(`
-- main.go --
package app

import "unsafe"

«//go:linkname findnull runtime.findnull»
func findnull(*byte) int

func length(p unsafe.Pointer) int { return findnull((*byte)(p)) }
-- empty.s --
`),
    good(`
-- main.go --
package app

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

func elapsed(since int64) int64 { return nanotime() - since }
-- empty.s --
`),
    bad(`
-- main.go --
package app

import _ "unsafe"

«//go:linkname findnull runtime.findnull»
func findnull(*byte) int
-- main_test.go --
package app

import "testing"

func TestLength(t *testing.T) {
	b := []byte{1, 0}
	println(findnull(&b[0]))
}
-- empty.s --
`),
    ...LINKNAME_SILENT,
  ],
  checks: {
    go({ file, workspace, report }) {
      if (!file.imports.some(i => i.path === 'unsafe') || /\bgo1\.\d/.test(file.constraint ?? '')) return;
      for (const { span, local, path, name } of pulls(file)) {
        const since = refusedSince(path, name);
        if (since === undefined) continue;
        if (!isBuilt(file)) return;
        const users = usersOf(file, workspace, local);
        if (users.length === 0) continue;
        const { module, go: line } = workspace.module(file.path) ?? {};
        // The standard library is of one release with what it pulls.
        if (module === 'std' || module === 'cmd') continue;
        const go = line?.version;
        const isSure = go !== undefined && compareGoVersions(go, { major: 1, minor: since }) >= 0;
        const words = users.every(u => u.isTest) ? say.refusedInTests : say.refused;
        const pulled = `${path}.${name}`;
        const message = words({ name: pulled, since: `1.${since}` });
        report({ span, message, condition: { kind: 'checked', path: file.path, pulled }, ...(isSure && { severity: 'error' }) });
      }
    },
  },
});

function* pulls(file: GoFileFacts): Generator<{ span: Span; local: string; path: string; name: string }> {
  for (const { text, span, atLineStart } of file.directives) {
    const [, local, path, name] = DIRECTIVE.exec(text) ?? [];
    if (atLineStart && local && path && name)
      yield { span: { start: span.start, end: span.start + text.trimEnd().length }, local, path, name };
  }
}

const PLAIN: BuildTarget = { arch: 'amd64', cgo: true, tags: [] };

/** Without tags of its own, on some system: with them whoever builds knows what else the build needs. Another compiler is such a tag, too. */
function isBuilt(file: GoFileFacts): boolean {
  const target = fittingTarget(PLAIN, file);
  return target.tags.length === 0 && takesHead(file, target);
}

/** Files that use the function without a body: the compiler makes no reference to one that nothing uses. */
function usersOf(file: GoFileFacts, workspace: WorkspaceView, local: string): readonly GoFileFacts[] {
  const { isForTinyGo, declared, users } = pulledIn(workspace.goPackage(file.path), workspace);
  const line = declared.get(file.path)?.get(local);
  return isForTinyGo || line === undefined || line.includes('{') || line.endsWith('(') ? [] : (users.get(local) ?? []);
}

/** What a package says of the functions that it pulls. */
interface Pulled {
  readonly isForTinyGo: boolean;
  /** By path, the line of each function of the file. */
  readonly declared: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By name, files whose code uses it, be it no comment and no text. */
  readonly users: ReadonlyMap<string, readonly GoFileFacts[]>;
}

/** There is another object for a package of which a file is another one. Its files may pull thousands, and each of them asks. */
const known = new WeakMap<GoPackage, Pulled>();

function pulledIn(pkg: GoPackage, workspace: WorkspaceView): Pulled {
  const before = known.get(pkg);
  if (before) return before;
  const locals = new Set(pkg.files.flatMap(f => [...pulls(f)].map(({ local }) => local)));
  const declared = new Map<string, ReadonlyMap<string, string>>();
  const users = new Map<string, GoFileFacts[]>();
  for (const file of pkg.files) {
    const text = workspace.text(file.path) ?? '';
    declared.set(file.path, linesIn(text, locals));
    if (!isBuilt(file)) continue;
    const code = text.replace(/\/\/.*|"(?:[^"\\\n]|\\.){0,300}"/g, '');
    for (const name of new Set([...code.matchAll(/(?<!func )\b\w+/g)].map(([word]) => word))) {
      if (!locals.has(name)) continue;
      const files = users.get(name) ?? [];
      users.set(name, files);
      files.push(file);
    }
  }
  const isForTinyGo = pkg.files.some(f => f.imports.some(i => TINY.test(i.path)));
  const pulled = { isForTinyGo, declared, users };
  known.set(pkg, pulled);
  return pulled;
}

function linesIn(text: string, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const lines = [...text.matchAll(/^func (\w+)\(.*$/gm)].filter(([, name]) => names.has(name!));
  // The first of each name.
  return new Map(lines.reverse().map(([line, name]) => [name!, line]));
}

/** Packages that only TinyGo has. */
const TINY = /^(?:machine(?:\/.+)?|device\/.+|runtime\/(?:volatile|interrupt))$/;
