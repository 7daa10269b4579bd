import type { Span } from '../../base/finding.js';
import { compareGoVersions } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { WorkspaceView } from '../../program/view.js';
import { refusedSince } from '../../tables/linknames.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/linkname-into-runtime', {
  refused:
    'The linker of Go {since} and newer refuses `{name}`: programs with this package fail with “invalid reference to {name}”.\nUse a public API; `-ldflags=-checklinkname=0` links it for now.',
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
      'By a table of the releases 1.23 to 1.27. Silent for variables, for names that the newest release lets pass, for functions that the package never uses, where a build constraint names a Go release, and where a build of the workspace has `-checklinkname=0`.',
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
    silent(
      'a definition of its own is given away, not taken',
      `
package app

import _ "unsafe"

//go:linkname observe runtime.observeApp
func observe() int { return 1 }

func f() int { return observe() }
`,
    ),
    silent(
      'older releases build this file, newer ones another',
      `
-- main.go --
//go:build !go1.23

package app

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func length(p unsafe.Pointer) int { return findnull((*byte)(p)) }
-- empty.s --
`,
    ),
    silent(
      'the linker is told not to check',
      `
-- main.go --
package main

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func main() { println(findnull((*byte)(unsafe.Pointer(&[]byte{0}[0])))) }
-- empty.s --
-- Makefile --
build:
	go build -ldflags=-checklinkname=0 .
`,
    ),
  ],
  checks: {
    go({ file, workspace, report }) {
      if (!file.imports.some(i => i.path === 'unsafe') || /\bgo1\.\d|\bignore\b/.test(file.constraint ?? '')) return;
      for (const { span, local, path, name } of pulls(file)) {
        const since = refusedSince(path, name);
        if (since === undefined || !isPulled(file, workspace, local)) continue;
        const go = workspace.module(file.path)?.go?.version;
        const isSure = go !== undefined && compareGoVersions(go, { major: 1, minor: since }) >= 0;
        const message = say.refused({ name: `${path}.${name}`, since: `1.${since}` });
        report({ span, message, condition: { kind: 'checked', path: file.path }, ...(isSure && { severity: 'error' }) });
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

/** A function without a body that the package uses: the compiler makes no reference to one that it does not. */
function isPulled(file: GoFileFacts, workspace: WorkspaceView, local: string): boolean {
  const text = workspace.text(file.path) ?? '';
  const declared = new RegExp(`^func ${local}\\(.*$`, 'm').exec(text)?.[0];
  if (declared === undefined || declared.includes('{') || declared.endsWith('(')) return false;
  const used = new RegExp(`(?<!func |linkname )\\b${local}\\b`);
  return workspace.goPackage(file.path).files.some(f => used.test(workspace.text(f.path) ?? ''));
}
