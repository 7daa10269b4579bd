/** What a Dockerfile's call of make comes to, told by whether the program it builds is said not to start. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageKey } from '../../src/engine/base/message.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { good } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

const GO = `-- go.mod --
module example.com/app

go 1.26
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":8080", nil) }
`;

interface Case {
  readonly title: string;
  readonly makefile: string;
  /** The call, and lines of the build stage before it. */
  readonly run?: string;
  readonly before?: string;
  /** CGO_ENABLED as the recipe's go command sees it; undefined: nobody says, and the rule must be silent. */
  readonly cgo: '' | '0' | undefined;
}

const BUILD = 'build:\n\tgo build -o app .\n';
const CASES: readonly Case[] = [
  { title: 'a recipe that sets nothing', makefile: BUILD, cgo: '' },
  { title: 'the first target when none is named', makefile: BUILD, run: 'make', cgo: '' },
  { title: 'a target through its prerequisites', makefile: `all: lint build\n\nlint:\n\ttrue\n\n${BUILD}`, run: 'make all', cgo: '' },
  { title: 'flags that change no recipe', makefile: BUILD, run: 'make -j 4 -s build', cgo: '' },
  { title: 'the program that go is called by', makefile: 'GO ?= go\nbuild:\n\t$(GO) build -o app .\n', cgo: '' },
  { title: 'an exported variable', makefile: `export CGO_ENABLED = 0\n${BUILD}`, cgo: '0' },
  { title: 'a variable of the file that is not exported', makefile: `CGO_ENABLED = 0\n${BUILD}`, cgo: '' },
  { title: 'the same where the caller has it', makefile: `CGO_ENABLED = 1\n${BUILD}`, before: 'ENV CGO_ENABLED=0', cgo: undefined },
  { title: 'everything exported', makefile: `.EXPORT_ALL_VARIABLES:\nCGO_ENABLED = 0\n${BUILD}`, cgo: '0' },
  { title: 'a setting in the recipe', makefile: 'build:\n\tCGO_ENABLED=0 go build -o app .\n', cgo: '0' },
  { title: 'a setting of the target', makefile: `build: export CGO_ENABLED = 0\n${BUILD}`, cgo: '0' },
  {
    title: 'a setting of the target that asks',
    makefile: `all: export CGO_ENABLED = 0\nall: build\n\n${BUILD}`,
    run: 'make all',
    cgo: undefined,
  },
  { title: 'a setting of the image', makefile: BUILD, before: 'ENV CGO_ENABLED=0', cgo: '0' },
  { title: 'a setting before the call', makefile: BUILD, run: 'CGO_ENABLED=0 make build', cgo: '0' },
  { title: 'a variable given to make', makefile: BUILD, run: 'make build CGO_ENABLED=0', cgo: undefined },
  {
    title: 'a default that the image overrides',
    makefile: `export CGO_ENABLED ?= 1\n${BUILD}`,
    before: 'ENV CGO_ENABLED=0',
    cgo: undefined,
  },
  { title: 'a default that nobody overrides', makefile: `export CGO_ENABLED ?= 0\n${BUILD}`, cgo: '0' },
  { title: 'a file that includes another', makefile: `include settings.mk\n${BUILD}`, cgo: undefined },
  { title: 'a recipe in a branch', makefile: 'build:\nifdef FAST\n\tgo build -o app .\nendif\n', cgo: undefined },
  { title: 'an export in a branch', makefile: `ifdef STATIC\nexport CGO_ENABLED = 0\nendif\n${BUILD}`, cgo: undefined },
  {
    title: 'flags of a target that are added to',
    makefile: 'build: LDFLAGS += -linkmode external -extldflags -static\nbuild:\n\tgo build -ldflags "$(LDFLAGS)" -o app .\n',
    cgo: undefined,
  },
];

function dockerfile({ run = 'make build', before = '' }: Case): string {
  return `-- Dockerfile --
FROM golang:1.26 AS build
${before}
WORKDIR /src
COPY . .
RUN ${run}

FROM scratch
COPY --from=build /src/app /app
ENTRYPOINT ["/app"]
`;
}

describe('make called by a Dockerfile', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const c of CASES) {
    it(`${c.title}: ${c.cgo === '' ? 'cannot start' : 'silent'}`, () => {
      const example = readExample(good(`${GO}-- Makefile --\n${c.makefile}${dockerfile(c)}`));
      const found = findingsOf(engine, example).filter(f => f.rule === 'cgo/image-cannot-start');
      assert.equal(found.length, c.cgo === '' ? 1 : 0, found.map(f => messageKey(f.message)).join('\n'));
    });
  }

  it('holds what GNU make itself hands to the recipes', function () {
    this.timeout(60_000);
    if (spawnSync('make', ['--version']).status !== 0) {
      console.log('      SKIPPED: there is no make');
      this.skip();
    }
    const dir = mkdtempSync(join(tmpdir(), 'preflight-make-'));
    try {
      const shim = join(dir, 'go');
      writeFileSync(shim, '#!/bin/sh\nprintf "cgo=%s\\n" "$CGO_ENABLED"\n', { mode: 0o755 });
      for (const c of CASES.filter(k => k.cgo !== undefined)) {
        writeFileSync(join(dir, 'Makefile'), c.makefile);
        const image = /^ENV (\S+)=(\S+)$/.exec(c.before ?? '');
        const words = (c.run ?? 'make build').split(' ');
        const own = words[0]!.includes('=') ? words.shift()!.split('=') : [];
        const environment: Record<string, string> = { PATH: `${dir}:${process.env.PATH ?? ''}` };
        if (image) environment[image[1]!] = image[2]!;
        if (own.length === 2) environment[own[0]!] = own[1]!;
        const out = execFileSync(words[0]!, words.slice(1), { cwd: dir, env: environment, encoding: 'utf8' });
        assert.ok(out.includes(`cgo=${c.cgo}\n`), `${c.title}: ${out}`);
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('recipes that call each other many times over', () => {
  it('are followed no further than a limit', async () => {
    const engine = await loadEngine();
    const calls = (target: string) => `${target}:\n${`\t$(MAKE) ${target === 'a' ? 'b' : 'a'}\n`.repeat(60)}\tgo build -o app .\n`;
    const example = readExample(
      good(`${GO}-- Makefile --\n${calls('a')}${calls('b')}${dockerfile({ title: '', makefile: '', run: 'make a', cgo: '' })}`),
    );
    const before = process.cpuUsage();
    findingsOf(engine, example);
    const { user } = process.cpuUsage(before);
    assert.ok(user < 4_000_000, `${user} µs`);
  });
});
