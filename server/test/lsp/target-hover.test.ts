/** Hovers that tell what a Go file is taken to be built for. */
import assert from 'node:assert/strict';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { Pair } from './pair.js';

const ROOT = 'file:///app';
const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n',
  'main.go': 'package main\n\nfunc main() {}\n',
  'tagged.go': '// Package main has a file for windows.\n//\n// package other\n\n//go:build windows\n\npackage main\n',
  'both.go': '/* Before:\n//go:build linux\n*/\n\n//go:build\twindows\n\npackage main\n',
  Dockerfile: 'FROM golang:1.26 AS build\nCOPY . .\nRUN GOARCH=arm64 CGO_ENABLED=0 go build -tags netgo -o /app .\n',
};

describe('protocol: hover over what a file is built for', () => {
  const start = (...names: (keyof typeof FILES)[]) =>
    Pair.start({ files: Object.fromEntries(names.map(name => [`${ROOT}/${name}`, FILES[name]])), rules: [] });

  async function at(pair: Pair, name: keyof typeof FILES, needle: string): Promise<string | undefined> {
    const uri = `${ROOT}/${name}`;
    const before = FILES[name].slice(0, FILES[name].indexOf(needle)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const hover = await pair.client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    return (hover?.contents as MarkupContent | undefined)?.value;
  }

  it('names the defaults on a go:build line, and what a file is looked at in that they exclude', async () => {
    const pair = await start('go.mod', 'main.go', 'tagged.go');
    await pair.open(`${ROOT}/main.go`, FILES['main.go'], 1);
    await pair.open(`${ROOT}/tagged.go`, FILES['tagged.go'], 1);
    await pair.settled();
    const assumed = 'Types and estimates assume the default build: `GOOS=linux GOARCH=amd64 CGO_ENABLED=1`.';
    const excluded = 'That build excludes this file, so the file is analyzed for `GOOS=windows`.';
    assert.equal(await at(pair, 'tagged.go', '//go:build'), `${assumed}\n\n${excluded}`);
    assert.equal(await at(pair, 'tagged.go', 'package main'), `${assumed}\n\n${excluded}`);
    assert.equal(await at(pair, 'tagged.go', 'package other'), undefined);
    assert.equal(await at(pair, 'main.go', 'package main'), undefined, 'nothing but defaults');
    await pair.stop();
  });

  it('takes no line in a block comment for the go:build line', async () => {
    const pair = await start('go.mod', 'both.go');
    await pair.open(`${ROOT}/both.go`, FILES['both.go'], 1);
    await pair.settled();
    assert.equal(await at(pair, 'both.go', '//go:build linux'), undefined);
    assert.match((await at(pair, 'both.go', '//go:build\twindows')) ?? '', /analyzed for `GOOS=windows`/);
    await pair.stop();
  });

  it('names the build that says otherwise on a package clause', async () => {
    const pair = await start('go.mod', 'main.go', 'Dockerfile');
    await pair.open(`${ROOT}/Dockerfile`, FILES.Dockerfile, 1, 'dockerfile');
    await pair.open(`${ROOT}/main.go`, FILES['main.go'], 1);
    await pair.settled();
    assert.equal(
      await at(pair, 'main.go', 'package main'),
      [
        'Types and estimates assume this build:\n',
        '- `GOOS=linux` by default',
        '- `GOARCH=arm64` from Dockerfile:3',
        '- `CGO_ENABLED=0` from Dockerfile:3',
        '- `-tags=netgo` from Dockerfile:3',
      ].join('\n'),
    );
    await pair.stop();
  });

  it('knows the build from files that nobody opened, and hears of their changes', async () => {
    const pair = await start('go.mod', 'main.go', 'Dockerfile');
    await pair.open(`${ROOT}/main.go`, FILES['main.go'], 1);
    await pair.settled();
    assert.match((await at(pair, 'main.go', 'package main')) ?? '', /`GOARCH=arm64` from Dockerfile:3/);
    pair.host.files.set(`${ROOT}/build.sh`, 'GOARCH=amd64 go build .\n');
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: `${ROOT}/build.sh`, type: 1 }] });
    await pair.settled();
    assert.equal(await at(pair, 'main.go', 'package main'), undefined, 'they disagree');
    await pair.stop();
  });
});
