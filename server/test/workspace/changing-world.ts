/** A small world of files that changes at random, step by step; every Go text in it can be parsed. */
import type { CompilerEvidence } from '../../src/engine/sites/evidence.js';
import type { TextChange } from '../../src/engine/syntax/go-parser.js';
import type { TextEdit } from '../../src/engine/workspace/evidence-table.js';
import { evidenceOf, siteAt } from '../support/judged.js';

/** Takes the second program out of the module, which leaves little to say. */
const NESTED = '/w/cmd/go.mod';

/** Texts that a file may have. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  '/w/go.mod': [
    'module example.com/w\n\ngo 1.24\n',
    'module example.com/w\n\ngo 1.26\ntoolchain go1.26.1\n',
    'module example.com/other\n\ngo 1.25\n',
  ],
  '/w/main.go': [
    'package main\n\nimport "example.com/w/store"\n\nfunc main() {\n\tstore.Open()\n\trun()\n}\n',
    'package main\n\nimport (\n\t"C"\n\t"time"\n)\n\nfunc main() {\n\t_, _ = time.LoadLocation("Europe/Vienna")\n\trun()\n}\n',
  ],
  '/w/run.go': [
    'package main\n\n// #include <stdio.h>\nimport "C"\n\nfunc run() { C.puts(nil) }\n',
    'package main\n\nimport "sync"\n\nvar buffers sync.Pool\n\nfunc run() {\n\tb := newBuffer()\n\tbuffers.Put(b)\n\tb.n++\n}\n',
    'package main\n\nimport "fmt"\n\nfunc run() {\n\tfor i := 0; i < 9; i++ {\n\t\tfmt.Println(newBuffer(), i)\n\t}\n}\n',
  ],
  '/w/buffer.go': [
    'package main\n\ntype buffer struct{ n int }\n\nfunc newBuffer() *buffer {\n\tb := buffer{1}\n\treturn &b\n}\n',
    'package main\n\ntype buffer struct {\n\tn int\n\tdata [64]byte\n}\n\nfunc newBuffer() buffer { return buffer{} }\n',
  ],
  '/w/main_test.go': [
    'package main\n\nimport "testing"\n\nfunc TestRun(t *testing.T) {\n\tx := 1\n\tkeep = &x\n}\n\nvar keep *int\n',
    'package main\n\nimport "testing"\n\nfunc BenchmarkRun(b *testing.B) {\n\tfor b.Loop() {\n\t\trun()\n\t}\n}\n',
  ],
  '/w/store/store.go': [
    'package store\n\nimport "net/http"\n\nfunc Open() { _, _ = http.Get("https://example.com") }\n',
    'package store\n\nimport "os/user"\n\n//go:generate mockgen\nfunc Open() { _, _ = user.Lookup("nobody") }\n',
    'package store\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc Open() {}\n',
  ],
  '/w/store/more.go': [
    '//go:build linux && cgo\n\npackage store\n\nimport "C"\n\nvar Version string\n',
    'package store\n\nvar Version = "dev"\n',
  ],
  '/w/cmd/tool/main.go': [
    'package main\n\nimport _ "net"\n\nvar version string\n\nfunc main() {}\n',
    'package main\n\nvar release string\n\nfunc main() {}\n',
    'package tool\n\nfunc F() {}\n',
  ],
  [NESTED]: ['module example.com/w/cmd\n\ngo 1.23\n'],
  '/w/Dockerfile': [
    'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    'FROM golang:1.24-alpine AS build\nENV GOEXPERIMENT=jsonv2\nCOPY . .\nRUN go build -o /tool ./cmd/tool\nFROM debian:bookworm-slim\nCOPY --from=build /tool /tool\nCMD ["/tool"]\n',
  ],
  '/w/deploy/Dockerfile': [
    'ARG GO=1.25\nFROM golang:$GO AS build\nCOPY . .\nRUN make app\nFROM gcr.io/distroless/static\nCOPY --from=build /src/app /app\nENTRYPOINT ["/app"]\n',
  ],
  '/w/Makefile': [
    'export CGO_ENABLED = 0\napp:\n\tgo build -ldflags "-X main.version=1" -o app ./cmd/tool\n',
    'app:\n\tGOEXPERIMENT=arenas go build -tags netgo -o app .\ntest:\n\tgo test -race ./...\n',
  ],
  '/w/.github/workflows/ci.yml': [
    'jobs:\n  test:\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: "1.26"}\n      - run: go test ./...\n',
    'env: {GOEXPERIMENT: jsonv2}\njobs:\n  test:\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version-file: .go-version}\n      - run: CGO_ENABLED=0 go build .\n',
  ],
  '/w/compose.yaml': ['services:\n  app:\n    build:\n      context: .\n      args: {GO: "1.26"}\n      dockerfile: deploy/Dockerfile\n'],
  '/w/.go-version': ['1.24.4\n', '1.26.1\n'],
  '/w/.gitignore': ['*.pb.go\n', 'store/more.go\n/app\n'],
};

/** What an edit turns into each other. */
const SWAPS: readonly (readonly [string, string])[] = [
  ['CGO_ENABLED=0', 'CGO_ENABLED=1'],
  ['golang:1.26', 'golang:1.24-alpine'],
  ['FROM scratch', 'FROM alpine:3.20'],
  ['go 1.24', 'go 1.26'],
  ['jsonv2', 'arenas'],
  ['"net/http"', '"C"'],
  ['"example.com/w/store"', '"os"'],
  ['"time"', '"net"'],
  ['"fmt"', '"C"'],
  ['package main', 'package tool'],
  ['buffer', 'other'],
  ['go build', 'go vet'],
  ['"1.26"', '"1.24"'],
  ['&b', 'b'],
  ['var version', 'var release'],
  ['var Version', 'const Version'],
];

const LINES: Readonly<Record<string, readonly string[]>> = {
  go: [
    '// é😀 a comment\n',
    '//preflight:ignore escape/returned-address why\n',
    '//preflight:ignore pool why\n',
    '//nolint:staticcheck\n',
    '\n',
    'func more() *int { x := 1; return &x }\n',
  ],
  other: ['# a comment\n', '# preflight:ignore cgo/image-cannot-start why\n', '# preflight:ignore version why\n', '\n'],
};

export interface WorldFile {
  readonly text: string;
  readonly open: boolean;
  readonly outline: boolean;
  /** What a compiler said, about which text, and what has been edited since. */
  readonly compiled?: { readonly evidence: CompilerEvidence; readonly text: string; readonly edits: readonly TextEdit[] } | undefined;
}

export type Change =
  /** From disk, which counts for nothing while the file is open. */
  | { readonly kind: 'set'; readonly path: string; readonly text: string; readonly outline: boolean; readonly isOpen: boolean }
  | { readonly kind: 'open'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly changes: readonly TextChange[] }
  | { readonly kind: 'compile'; readonly path: string; readonly text: string; readonly evidence: CompilerEvidence }
  | { readonly kind: 'close' | 'remove'; readonly path: string };

/** As often as they stand here. */
const KINDS = [
  ...(['set', 'set', 'open', 'open', 'close', 'remove', 'remove', 'compile', 'compile'] as const),
  ...Array.from({ length: 8 }, () => 'edit' as const),
];

export class ChangingWorld {
  readonly files = new Map<string, WorldFile>();

  /** `isWhole`: whether a Go text can be parsed. What the parser makes of others may depend on what it saw before. */
  constructor(
    private readonly random: () => number,
    private readonly isWhole: (text: string) => boolean,
  ) {}

  /** Most of the files come, open or not. */
  begin(): Change[] {
    const paths = Object.keys(TEXTS).filter(path => this.random() < (path === NESTED ? 0.1 : 0.9));
    const changes = paths.map((path): Change => {
      const text = this.pick(TEXTS[path]!);
      return this.random() < 0.4 ? { kind: 'open', path, text } : { kind: 'set', path, text, outline: false, isOpen: false };
    });
    for (const change of changes) this.apply(change);
    return changes;
  }

  /** Makes a change and says what it was. */
  change(): Change {
    for (;;) {
      const change = this.draft();
      if (change === undefined) continue;
      this.apply(change);
      return change;
    }
  }

  private draft(): Change | undefined {
    const path = this.pick(Object.keys(TEXTS));
    if (path === NESTED && !this.files.has(path) && this.random() < 0.8) return undefined;
    const file = this.files.get(path);
    const kind = this.pick(KINDS);
    const text = this.pick(TEXTS[path]!);
    if (kind === 'set') {
      const isOpen = file?.open === true;
      return { kind, path, text, outline: !isOpen && path.endsWith('.go') && this.random() < 0.3, isOpen };
    }
    if (kind === 'open') return file?.open ? undefined : { kind, path, text: file && this.random() < 0.5 ? file.text : text };
    if (kind === 'edit') return file?.open ? this.edit(path, file.text) : undefined;
    if (kind === 'close') return file?.open ? { kind, path } : undefined;
    if (kind === 'compile') return file?.open && path.endsWith('.go') ? this.compile(path, file.text) : undefined;
    return file && !file.open ? { kind, path } : undefined;
  }

  private edit(path: string, before: string): Change | undefined {
    const changes: TextChange[] = [];
    let text = before;
    for (let n = 1 + Math.floor(this.random() * 3); n > 0; n--) {
      const change = this.random() < 0.7 ? this.swap(text) : this.line(path, text);
      if (change === undefined) continue;
      changes.push(change);
      text = text.slice(0, change.span.start) + change.newText + text.slice(change.span.end);
    }
    if (changes.length === 0 || (path.endsWith('.go') && !this.isWhole(text))) return undefined;
    return { kind: 'edit', path, changes };
  }

  /** A compiler that has something to say of some words, and knows nothing of others. */
  private compile(path: string, text: string): Change {
    const spans = [...text.matchAll(/&?\b[a-z]\w*\b/g)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
    const some = (share: number) => spans.filter(() => this.random() < share);
    const sites = some(0.2).map(span => siteAt(path, span, 'other', { text: text.slice(span.start, span.end), cause: 'returned' }));
    return { kind: 'compile', path, text, evidence: evidenceOf(sites, { unknown: some(0.05) }) };
  }

  private swap(text: string): TextChange | undefined {
    const possible = SWAPS.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).filter(([from]) => text.includes(from));
    if (possible.length === 0) return undefined;
    const [from, to] = this.pick(possible);
    const later = text.indexOf(from, Math.floor(this.random() * text.length));
    const start = later < 0 ? text.indexOf(from) : later;
    return { span: { start, end: start + from.length }, newText: to };
  }

  /** Mostly inserts a line that changes little, seldom doubles or deletes one: what makes sense is to last a while. */
  private line(path: string, text: string): TextChange {
    const at = Math.floor(this.random() * (text.length + 1));
    const start = text.lastIndexOf('\n', at - 1) + 1;
    const end = text.indexOf('\n', at) + 1 || text.length;
    const chance = this.random();
    if (chance < 0.05) return { span: { start, end: start }, newText: text.slice(start, end) };
    if (chance < 0.15) return { span: { start, end }, newText: '' };
    return { span: { start, end: start }, newText: this.pick(LINES[path.endsWith('.go') ? 'go' : 'other']!) };
  }

  private apply(change: Change): void {
    const { path } = change;
    const file = this.files.get(path);
    const compiled = file?.compiled;
    if (change.kind === 'remove') this.files.delete(path);
    else if (change.kind === 'compile') {
      this.files.set(path, { ...file!, compiled: { evidence: change.evidence, text: change.text, edits: [] } });
    } else if (change.kind === 'close') {
      // What has moved with edits holds for no text on disk.
      this.files.set(path, { ...file!, open: false, compiled: compiled?.edits.length ? undefined : compiled });
    } else if (change.kind === 'open') {
      const isOfIt = compiled?.text === change.text && compiled.edits.length === 0;
      this.files.set(path, { text: change.text, open: true, outline: false, compiled: isOfIt ? compiled : undefined });
    } else if (change.kind === 'edit') {
      const { text } = file!;
      const after = change.changes.reduce((t, c) => t.slice(0, c.span.start) + c.newText + t.slice(c.span.end), text);
      const edits = [...(compiled?.edits ?? []), { textBefore: text, changes: change.changes }];
      this.files.set(path, { ...file!, text: after, compiled: compiled && { ...compiled, edits } });
    } else if (change.kind === 'set' && !change.isOpen) {
      // What has been read whole of a text is not forgotten.
      const isKnown = file !== undefined && file.text === change.text && !file.outline;
      this.files.set(path, { text: change.text, open: false, outline: change.outline && !isKnown });
    }
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }
}
