/** The cause that is named is one that the compiler's flow shows, or that is certain without it. The flows are as `-m=2` of Go 1.26 prints them. */
import assert from 'node:assert/strict';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { CompilerOutputParser } from '../../src/engine/compiler/parser.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import type { CompiledSite } from '../../src/engine/sites/evidence.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { type CauseCase, UNTOLD_CASES } from './untold-cases.js';

const HEAD = `package p

var sink []*int

func keep(p *int) { sink = append(sink, p) }
func look(p *int) int { return *p }
func f(w interface{ Write(b []byte) }) {
`;

const CASES: readonly CauseCase[] = [
  ...UNTOLD_CASES,
  {
    name: 'a key that a map keeps is stored in the map',
    body: '\tm := make(map[string]int)\n\tm[string(w.(T).b)] = 1\n',
    printed: [
      'p.go:9:10: string(w.(T).b) escapes to heap in f:',
      'p.go:9:10:   flow: {heap} ← &{storage for string(w.(T).b)}:',
      'p.go:9:10:     from string(w.(T).b) (spill) at p.go:9:10',
      'p.go:9:10:     from m[string(w.(T).b)] (key of map put) at p.go:9:3',
      'p.go:9:10: string(w.(T).b) escapes to heap',
    ],
    is: 'stored m',
  },
  {
    name: 'the slice of arguments of a call that nobody sees',
    body: '\tn := 1\n\tv := w.(interface{ Scan(to ...any) })\n\tv.Scan(&n)\n',
    printed: [
      'p.go:8:2: n escapes to heap in f:',
      'p.go:8:2:   flow: {storage for ... argument} ← &n:',
      'p.go:8:2:     from &n (address-of) at p.go:10:9',
      'p.go:8:2:     from &n (interface-converted) at p.go:10:9',
      'p.go:8:2:     from ... argument (slice-literal-element) at p.go:10:8',
      'p.go:8:2: moved to heap: n',
    ],
    is: 'interfaceCall v.Scan',
  },
  {
    name: 'of several calls the one at which the flow ends',
    body: '\tn := 1\n\tprintln(look(&n))\n\tkeep(&n)\n',
    printed: [
      'p.go:8:2: n escapes to heap in f:',
      'p.go:8:2:   flow: {heap} ← &n:',
      'p.go:8:2:     from n (address-of) at p.go:10:7',
      'p.go:8:2:     from keep(n) (call parameter) at p.go:10:6',
      'p.go:8:2: moved to heap: n',
    ],
    is: 'argument keep',
  },
  {
    name: '… and of one that can',
    body: '\ttype pair struct{ a *int; b *string }\n\tonly := func(p pair) *int { panic(p) }\n\tn, s := 1, ""\n\tp := pair{&n, &s}\n\treturn only(p)\n',
    printed: [
      'p.go:10:2: n escapes to heap in f:',
      'p.go:10:2:   flow: p ← &n:',
      'p.go:10:2:     from &n (address-of) at p.go:11:12',
      'p.go:10:2:     from pair{...} (struct literal element) at p.go:11:11',
      'p.go:10:2:     from p := pair{...} (assign) at p.go:11:4',
      'p.go:10:2:   flow: ~r0 ← p:',
      'p.go:10:2:     from only(p) (call parameter) at p.go:12:13',
      'p.go:10:2:     from return only(p) (return) at p.go:12:2',
      'p.go:10:2: moved to heap: n',
    ],
    is: 'returned ',
  },
  {
    name: 'the same field of the struct that it is in',
    body: '\tn := 1\n\tp := pair{count: &n, name: s}\n\tsink = append(sink, p.count)\n',
    printed: [
      'p.go:8:2: n escapes to heap in f:',
      'p.go:8:2:   flow: p ← &n:',
      'p.go:8:2:     from &n (address-of) at p.go:9:19',
      'p.go:8:2:     from pair{...} (struct literal element) at p.go:9:11',
      'p.go:8:2:     from p := pair{...} (assign) at p.go:9:4',
      'p.go:8:2:   flow: {heap} ← p:',
      'p.go:8:2:     from p.count (dot) at p.go:10:23',
      'p.go:8:2:     from append(sink, p.count) (call parameter) at p.go:10:15',
      'p.go:8:2: moved to heap: n',
    ],
    is: 'appended sink',
  },
  {
    name: 'without a flow, no call of which the compiler says that it keeps nothing',
    body: '\tn := 1\n\tprintln(look(&n))\n\tkeep(&n)\n',
    printed: ['p.go:6:11: p does not escape', 'p.go:8:2: moved to heap: n'],
    is: 'argument keep',
  },
  {
    name: 'the elements of an array that are appended do not take its address along',
    body: '\tvar b [4]byte\n\tall := append([]byte(nil), b[:]...)\n\t_ = all\n\tw.Write(b[:])\n',
    printed: [
      'p.go:8:6: b escapes to heap in f:',
      'p.go:8:6:   flow: {heap} ← &b:',
      'p.go:8:6:     from b (address-of) at p.go:11:11',
      'p.go:8:6:     from b[:] (slice) at p.go:11:11',
      'p.go:8:6:     from w.Write(b[:]) (call parameter) at p.go:11:9',
      'p.go:8:6: moved to heap: b',
    ],
    is: 'interfaceCall w.Write',
  },
  {
    name: 'builtins keep nothing',
    body: '\tvar b [4]byte\n\tprintln(len(b[:]))\n',
    printed: ['p.go:8:6: moved to heap: b'],
    is: 'unseen ',
  },
  {
    name: 'a value that is returned is returned, whatever else the flow meets first',
    body: '\tn := new(int)\n\tkeep(n)\n\treturn n\n',
    printed: [
      'p.go:8:10: new(int) escapes to heap in f:',
      'p.go:8:10:   flow: n ← &{storage for new(int)}:',
      'p.go:8:10:     from new(int) (spill) at p.go:8:10',
      'p.go:8:10:     from n := new(int) (assign) at p.go:8:4',
      'p.go:8:10:   flow: {heap} ← n:',
      'p.go:8:10:     from keep(n) (call parameter) at p.go:9:6',
      'p.go:8:10: new(int) escapes to heap',
    ],
    is: 'returned n',
  },
  {
    name: 'what a literal holds that an interface holds is where that is, and does not leave by the return',
    body: '\treturn fail{\n\t\tids: []int{1, n},\n\t}\n',
    printed: [
      'p.go:9:13: []int{...} escapes to heap in f:',
      'p.go:9:13:   flow: {storage for fail{...}} ← &{storage for []int{...}}:',
      'p.go:9:13:     from []int{...} (spill) at p.go:9:13',
      'p.go:9:13:     from fail{...} (struct literal element) at p.go:8:13',
      'p.go:9:13:     from fail{...} (interface-converted) at p.go:8:13',
      'p.go:9:13: []int{...} escapes to heap',
    ],
    is: 'held fail{…}',
  },
  {
    name: 'a literal of a type without a name is told without its fields',
    body: '\treturn struct{ ids []int }{\n\t\tids: []int{1, n},\n\t}\n',
    printed: [
      'p.go:9:13: []int{...} escapes to heap in f:',
      'p.go:9:13:   flow: {storage for struct { ids []int }{...}} ← &{storage for []int{...}}:',
      'p.go:9:13:     from []int{...} (spill) at p.go:9:13',
      'p.go:9:13:     from struct { ids []int }{...} (struct literal element) at p.go:8:28',
      'p.go:9:13:     from struct { ids []int }{...} (interface-converted) at p.go:8:28',
      'p.go:9:13: []int{...} escapes to heap',
    ],
    is: 'held struct{…}',
  },
  {
    name: 'what happens inside of an inlined function is at the call that the reader sees',
    body: '\tn := 1\n\tkeep(&n)\n',
    printed: [
      'p.go:8:2: n escapes to heap in f:',
      'p.go:8:2:   flow: p ← &n:',
      'p.go:8:2:     from n (address-of) at p.go:9:7',
      'p.go:8:2:     from p := n (assign-pair) at p.go:9:6',
      'p.go:8:2:   flow: {heap} ← p:',
      'p.go:8:2:     from append(sink, p) (call parameter) at p.go:9:6',
      'p.go:8:2: moved to heap: n',
    ],
    is: 'argument keep',
  },
  {
    name: 'what is stored by a conversion that is inlined is stored, and not passed',
    body: '\tb := make([]byte, 100)\n\tname = text(b)\n',
    printed: [
      'p.go:8:11: make([]byte, 100) escapes to heap in f:',
      'p.go:8:11:   flow: b ← &{storage for make([]byte, 100)}:',
      'p.go:8:11:     from make([]byte, 100) (spill) at p.go:8:11',
      'p.go:8:11:     from b := make([]byte, 100) (assign) at p.go:8:4',
      'p.go:8:11:   flow: {heap} ← b:',
      'p.go:8:11:     from name = ~r0 (assign) at p.go:9:7',
      'p.go:8:11: make([]byte, 100) escapes to heap',
    ],
    is: 'stored name',
  },
];

/** A file `p.go` with what is printed about it: the sites that escape, in the order of the text. */
function sitesOf(engine: Engine, text: string, printed: readonly string[]): readonly CompiledSite[] {
  const parser = new CompilerOutputParser();
  for (const line of ['# p', ...printed]) parser.pushLine(line);
  const workspace = new Workspace(engine);
  workspace.set('/w/go.mod', 'module p\n\ngo 1.26\n');
  workspace.set('/w/p.go', text, 'syntax');
  const { syntax, facts } = workspace.goSource('/w/p.go')!;
  const typing = (offset: number) => workspace.typed('/w/p.go')?.at(offset)?.typing();
  const source = { path: '/w/p.go', lines: new LineIndex(text), syntax, facts, typing };
  const result = {
    ...{ importPath: 'p', dir: '/p', files: ['p.go'], truncated: false },
    facts: parser.finish()[0]!.facts,
    goVersion: { major: 1, minor: 26 },
  };
  return joinFile('p.go', source, result, new GoPackage([facts]), () => undefined).sites;
}

describe('causes', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const { name, body, printed, is } of CASES) {
    it(name, () => {
      const text = `${HEAD}${body}}\n`;
      const sites = sitesOf(engine, text, printed);
      const inBody = sites.filter(s => s.span.start >= HEAD.length && !s.text.startsWith('append'));
      assert.deepEqual(
        inBody.map(s => `${s.cause} ${s.to}`),
        [is],
      );
    });
  }
});
