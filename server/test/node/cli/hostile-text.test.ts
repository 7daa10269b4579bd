/** Every command in every format, in a folder whose names and texts want to be obeyed, and with a `go` that prints such texts. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS, type Format, print } from '../../../src/node/cli/formats/formats.js';
import { guarded } from '../../../src/node/cli/guarded-terminal.js';
import type { Terminal } from '../../../src/node/cli/terminal.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { ALL_HOSTILE, asFileName, assertMarkdown, assertTerminal, assertVisible, HOSTILE } from '../../support/hostile.js';

const posix = process.platform === 'win32' ? describe.skip : describe;
const texts = Object.values(HOSTILE);
const oneLine = texts.filter(t => !/[\r\n]/.test(t));

const dockerfile = (text: string) =>
  `FROM golang:1.26 AS build\nENV GOEXPERIMENT="x${text.replace(/[\r\n\\]/g, '')}"\nRUN go build -o /a .\nFROM scratch\nCOPY --from=build /a /a\n`;
const job = (text: string) =>
  `  ${JSON.stringify(text)}:\n    runs-on: ubuntu-latest\n    env: { GOEXPERIMENT: ${JSON.stringify(text)} }\n    steps:\n      - run: go build -tags ${JSON.stringify(text)} ./...\n`;
const go = (text: string, i: number) => `func f${i}(b []byte) {\n\tp.Put(b) // ${text}\n}\n`;

const FILES: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  'main.go': `package main\n\nimport "sync"\n\nvar p = sync.Pool{New: func() any { return new(int) }}\n\nfunc main() {}\n\n${oneLine.map(go).join('\n')}`,
  ...Object.fromEntries(oneLine.map((t, i) => [`m${i}/go.mod`, `module ex.com/${t.replaceAll(' ', '')}\n\ngo 1.26\n`])),
  ...Object.fromEntries(oneLine.map((_, i) => [`m${i}/main.go`, 'package main\n\nimport "C"\n\nfunc main() {}\n'])),
  ...Object.fromEntries(texts.map(t => [`${asFileName(t)}.Dockerfile`, dockerfile(t)])),
  ...Object.fromEntries(texts.map(t => [`${asFileName(t)}.go`, 'package main\n// go:noinline\nfunc g() {}\n'])),
  '.github/workflows/ci.yml': `on: push\njobs:\n${texts.map(job).join('')}`,
  Makefile: oneLine.map(t => `${t.replace(/[:#\s]/g, '')}:\n\tGOEXPERIMENT='${t}' go build .\n`).join(''),
};

/** What `go` prints where it fails, and what it says of itself where it is asked. */
const complaint = (text: string) => text.replaceAll('\n', ' ');
const fakeGo = (text: string, answer: string) =>
  `#!/bin/sh\nif [ "$1" = env ] && [ -n '${answer}' ]; then printf '%s\\n\\n' '${answer}'; exit; fi\ncat >&2 <<'END'\n${complaint(text)}\nEND\nexit 1\n`;

interface Json {
  readonly findings: readonly { readonly file: string; readonly severity: string; readonly suppressed: boolean }[];
}

posix('text of strangers on the command line', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  before(() => {
    folder = tempFolder(FILES);
  });
  after(() => folder.remove());

  const tested: readonly (readonly string[])[] = [
    ['check', '--hints'],
    ['matrix'],
    ['cgo'],
    ['doctor', 'm1'],
    ...texts.flatMap(t => [
      ['check', t],
      ['explain', t],
      ['explain', `${t}:1`],
      ['explain', `${asFileName(t)}.Dockerfile:1`],
      ['inspect', t],
      ['inspect', `${asFileName(t)}.go`],
      ['cgo', t],
      ['doctor', t],
      ['check', '--rule', `${t}=off`],
      ['escapes', '--baseline', t],
      ['matrix', '--format', t],
    ]),
  ];
  for (const FORCE_COLOR of ['0', '1']) {
    it(`is only shown, ${FORCE_COLOR === '1' ? 'with' : 'without'} colours`, async () => {
      for (const args of tested) {
        const { stdout, stderr } = await cli(folder.dir, args, { env: { FORCE_COLOR, PATH: '' } });
        assert.notEqual(stdout + stderr, '', args.join(' '));
        assertTerminal(stdout);
        assertTerminal(stderr);
      }
    });
  }

  it('is there to be read', async () => {
    const { stdout } = await cli(folder.dir, ['check']);
    for (const part of [
      'clipboard\\x1b]52;c;aGk=\\x07.Dockerfile:2:',
      'line\\n::error file=x::INJECTED.Dockerfile:2:',
      'bidi\\u202etxt',
      'c1\\x9b2J',
    ])
      assert.ok(stdout.includes(part), part);
    const carets = stdout.split('\n').filter((_, i, lines) => / p\.Put\(b\) \/\/ /.test(lines[i - 1]?.replace('\t', ' ') ?? ''));
    assert.equal(carets.length, oneLine.length);
  });

  it('is exact in JSON, which shows it escaped', async () => {
    for (const args of [
      ['check', '--format', 'json', '--hints'],
      ['matrix', '--format', 'json'],
      ['cgo', '--format', 'json'],
    ]) {
      const { stdout } = await cli(folder.dir, args, { env: { PATH: '' } });
      assertTerminal(stdout);
      const said = JSON.stringify(JSON.parse(stdout));
      for (const text of args[0] === 'cgo' ? [] : texts) assert.ok(said.includes(JSON.stringify(asFileName(text)).slice(1, -1)), text);
    }
  });

  it('becomes no Markdown in SARIF', async () => {
    const { stdout } = await cli(folder.dir, ['check', '--format', 'sarif']);
    assertTerminal(stdout);
    const messages: string[] = [];
    JSON.parse(stdout, (key, value) => {
      if (key === 'markdown') messages.push(value);
      return value;
    });
    const { results } = (JSON.parse(stdout) as { runs: { results: { message: { markdown: string } }[] }[] }).runs[0]!;
    assert.ok(results.length >= 2 * texts.length && messages.length > results.length);
    for (const { message } of results) assertMarkdown(message.markdown);
  });

  it('becomes no Markdown in the table of builds', async () => {
    const { stdout } = await cli(folder.dir, ['matrix', '--format', 'markdown'], { env: { PATH: '' } });
    assertTerminal(stdout);
    assertMarkdown(stdout.replaceAll('**≠**', '').replaceAll('**!**', ''));
    const columns = stdout.split('\n').filter(l => l.startsWith('|'));
    assert.ok(columns.length > texts.length);
    const cells = new Set(columns.map(l => l.replace(/\\./g, '').split('|').length));
    assert.ok(cells.size <= 3, 'a cell ends where a name says so');
  });

  it('becomes no annotation of its own', async () => {
    const { stdout, stderr } = await cli(folder.dir, ['check', '--format', 'github']);
    assertTerminal(stderr);
    assertVisible(stdout);
    const { findings } = JSON.parse((await cli(folder.dir, ['check', '--format', 'json'])).stdout) as Json;
    const shown = findings.filter(f => f.severity !== 'hint' && !f.suppressed);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, shown.length);
    for (const line of lines)
      assert.match(
        line,
        /^::(?:error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,(?:col=\d+,endColumn=\d+,)?title=[a-z]+%?\/?[\w%/-]+::/,
      );
  });

  it('is only shown of what an earlier version had', () => {
    const gone = texts.map(t => ({ package: t, function: t, site: t, cause: t, count: 1 }));
    const comparison = { toolchain: 'go1.26.8', baselineToolchain: 'go1.26.8', gone };
    const result = { findings: [], stats: { files: 1, lines: 1, milliseconds: 1 }, gaps: [], notes: [], comparison };
    for (const format of Object.keys(FORMATS) as Format[]) {
      let shown = '';
      const stdout = (text: string) => {
        shown += text;
      };
      const terminal = guarded({ env: { FORCE_COLOR: '1' }, stdout } as unknown as Terminal);
      const shownAs = { cwd: '/', colour: format === 'text', hints: true, quiet: false, fails: () => true, version: '0', code: 0 } as const;
      print(format, result, shownAs, terminal);
      assertTerminal(shown);
      // GitLab's report has findings and nothing else.
      assert.equal(shown.includes('clipboard'), format !== 'gitlab', format);
    }
  });

  for (const answer of ['', 'go1.26.8']) {
    it(`is only shown where a go command says it ${answer === '' ? 'for all answer' : 'of packages'}`, async () => {
      let said = '';
      for (const text of [ALL_HOSTILE, HOSTILE.command!, HOSTILE.runner!]) {
        const bin = tempFolder({ go: fakeGo(text, answer) });
        chmodSync(join(bin.dir, 'go'), 0o755);
        const env = { PATH: `${bin.dir}:/usr/bin:/bin`, HOME: bin.dir, FORCE_COLOR: '1' };
        for (const format of Object.keys(FORMATS)) {
          const { stderr } = await cli(folder.dir, ['check', '--tier', 'all', '--format', format, 'main.go'], { env });
          assertTerminal(stderr);
          said += stderr;
        }
        for (const args of [
          ['escapes', 'main.go'],
          ['explain', 'main.go:7'],
          ['cgo', 'm1'],
          ['doctor', 'm1'],
        ]) {
          const { stdout, stderr } = await cli(folder.dir, args, { env });
          assertTerminal(stdout);
          assertTerminal(stderr);
          said += stdout;
        }
        bin.remove();
      }
      assert.ok(said.includes('clipboard\\x1b]52'), said);
    });
  }
});
