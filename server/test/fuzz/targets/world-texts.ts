/** A small project whose files may each have several texts, and edits that turn one sense into another. */
import type { TextChange } from '../../../src/engine/syntax/go-parser.js';
import type { Dice } from '../../support/random.js';

/** Takes the second program out of the module, which leaves little to say. */
export const NESTED = '/w/cmd/go.mod';

/** Texts that a file may have. */
export const TEXTS: Readonly<Record<string, readonly string[]>> = {
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

/** What a person changes, mostly something that makes sense and lasts a while; undefined where nothing fits. */
export function sensibleEdit(path: string, text: string, dice: Dice): TextChange | undefined {
  return dice.chance(0.7) ? swap(text, dice) : lineEdit(path, text, dice);
}

function swap(text: string, dice: Dice): TextChange | undefined {
  const possible = SWAPS.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).filter(([from]) => text.includes(from));
  if (possible.length === 0) return undefined;
  const [from, to] = dice.pick(possible);
  const later = text.indexOf(from, dice.below(text.length));
  const start = later < 0 ? text.indexOf(from) : later;
  return { span: { start, end: start + from.length }, newText: to };
}

/** Mostly inserts a line that changes little, seldom doubles or deletes one. */
function lineEdit(path: string, text: string, dice: Dice): TextChange {
  const at = dice.below(text.length + 1);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at) + 1 || text.length;
  const chance = dice.share();
  if (chance < 0.05) return { span: { start, end: start }, newText: text.slice(start, end) };
  if (chance < 0.15) return { span: { start, end }, newText: '' };
  return { span: { start, end: start }, newText: dice.pick(LINES[path.endsWith('.go') ? 'go' : 'other']!) };
}
