/** Hovers that tell why a program uses cgo, in build files and in Go. */
import assert from 'node:assert/strict';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import type { Message } from '../../src/engine/base/message.js';
import { markdown } from '../../src/engine/base/wording.js';
import { say as story } from '../../src/engine/reports/cgo-story-words.js';
import { say } from '../../src/lsp/features/cgo-hover-words.js';
import { Pair } from './pair.js';

const ROOT = 'file:///app';
const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire github.com/mattn/go-sqlite3 v1.14.0\n',
  'cmd/db/main.go': 'package main\n\nimport (\n\t_ "example.com/app/store"\n\t_ "net/http"\n)\n\nfunc main() {}\n',
  'cmd/pure/main.go': 'package main\n\nimport _ "fmt"\n\nfunc main() {}\n',
  'store/store.go': 'package store\n\nimport _ "example.com/app/store/c"\n',
  'store/c/c.go': 'package c\n\n// int one(void);\nimport "C"\n',
  Dockerfile: `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /db ./cmd/db
RUN CGO_ENABLED=0 go build -o /off ./cmd/db
`,
  Makefile: 'pure:\n\tgo build ./cmd/pure\ndb:\n\tgo build ./cmd/db\n',
};

const bold = (title: Message) => `**${markdown(title)}**`;

describe('protocol: hover over what uses cgo', () => {
  let pair: Pair;
  before(async () => {
    pair = await Pair.start({
      files: Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`${ROOT}/${name}`, text])),
      rules: [],
    });
  });
  after(() => pair.stop());

  /** The hover where `needle` begins. */
  async function at(name: keyof typeof FILES, needle: string): Promise<string | undefined> {
    const uri = `${ROOT}/${name}`;
    const text = FILES[name];
    await pair.open(uri, text, 1, name === 'Makefile' ? 'makefile' : undefined);
    await pair.settled();
    const before = text.slice(0, text.indexOf(needle)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const hover = await pair.client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    pair.close(uri);
    return (hover?.contents as MarkupContent | undefined)?.value;
  }

  const CHAIN = '- `example.com/app/cmd/db → example.com/app/store → example.com/app/store/c → C`';

  it('on the stage, on the command and on CGO_ENABLED of a Dockerfile', async () => {
    for (const needle of ['golang:1.26', 'CGO_ENABLED=1', 'go build -o /db']) {
      const text = await at('Dockerfile', needle);
      assert.ok(
        text?.startsWith(
          `${bold(say.program({ place: 'build' }))}\n\n${markdown(say.linkage({ linkage: 'dynamic (glibc)' }))}\n\n${CHAIN}`,
        ),
        `${needle}: ${text}`,
      );
      assert.ok(text?.includes(`\n\n${markdown(story.bySources)}`), text);
    }
    assert.equal(await at('Dockerfile', 'go build -o /off'), undefined, 'cgo is off there');
  });

  it('on a recipe, where the C library is not known', async () => {
    assert.equal(await at('Makefile', 'go build ./cmd/pure'), undefined);
    assert.ok((await at('Makefile', 'go build ./cmd/db'))?.startsWith(`${bold(say.program({ place: 'db' }))}\n\n${CHAIN}`));
  });

  it('on import "C" and on imports that lead there', async () => {
    await at('Dockerfile', 'golang');
    assert.ok((await at('store/c/c.go', '"C"'))?.startsWith(`${bold(say.package)}\n\n${CHAIN}`));
    const import_ = await at('cmd/db/main.go', '"example.com/app/store"');
    assert.ok(import_?.startsWith(`${bold(say.import)}\n\n${CHAIN}`), import_);
    assert.equal(await at('cmd/db/main.go', '"net/http"'), undefined, 'net has a twin, and everybody imports it');
    assert.equal(await at('cmd/pure/main.go', '"fmt"'), undefined);
  });

  it('waits for packages that nobody had asked for before it', async () => {
    const uri = 'file:///lone/main.go';
    const text = 'package main\n\nimport _ "example.org/lib"\n';
    const external = {
      'example.org/lib': 'package lib\n\nimport _ "example.org/deep"\n',
      'example.org/deep': 'package deep\n\nimport "C"\n',
    };
    const files = {
      'file:///lone/go.mod': 'module example.com/lone\n\ngo 1.20\n\nrequire (\n\texample.org/lib v1.0.0\n\texample.org/deep v1.0.0\n)\n',
    };
    const lone = await Pair.start({ files, external, rules: [] });
    await lone.open(uri, text, 1);
    await lone.settled();
    const asked = { textDocument: { uri }, position: { line: 2, character: 12 } };
    const hover = await lone.client.sendRequest<Hover | null>('textDocument/hover', asked);
    assert.ok(
      (hover?.contents as MarkupContent | undefined)?.value.includes('`example.com/lone → example.org/lib → example.org/deep → C`'),
    );
    await lone.stop();
  });
});
