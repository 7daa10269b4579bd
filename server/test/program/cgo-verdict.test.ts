/** How builds link and which images start them: the table of go-facts §6.3, and the linker's own word where Go and gcc are at hand. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDockerfile } from '../../src/engine/builds/dockerfile/read.js';
import { goCommands } from '../../src/engine/builds/dockerfile/stages.js';
import { linkageOf } from '../../src/engine/program/linkage.js';
import imageCannotStart from '../../src/engine/rules/cgo/image-cannot-start.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const PROGRAMS = {
  pure: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println(1) }\n',
  net: 'package main\n\nimport "net"\n\nfunc main() { net.LookupHost("localhost") }\n',
  cgo: 'package main\n\n// int one(void) { return 1; }\nimport "C"\n\nfunc main() { println(C.one()) }\n',
};

describe('cgo verdict', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const workspace = (program: string, dockerfile = '') => {
    const w = new Workspace(engine, { rules: [imageCannotStart] });
    w.set('/w/go.mod', 'module example.com/app\n\ngo 1.20\n');
    w.set('/w/main.go', program);
    if (dockerfile !== '') w.set('/w/Dockerfile', dockerfile);
    return w;
  };

  describe('builder × image', () => {
    const GLIBC = [
      'gcr.io/distroless/base-debian12',
      'gcr.io/distroless/cc',
      'debian:trixie',
      'ubuntu',
      'cgr.dev/chainguard/wolfi-base',
      'busybox:glibc',
    ];
    const NONE = ['scratch', 'gcr.io/distroless/static-debian12', 'cgr.dev/chainguard/static', 'busybox:musl', 'busybox:uclibc'];
    const MUSL = ['alpine:3.22'];
    const rows: [string, string, string, readonly string[]][] = [
      ['static', 'golang:1.26', 'CGO_ENABLED=0 go build -o /x .', []],
      ['static by default', 'golang:1.26-alpine', 'go build -o /x .', []],
      ['glibc dynamic', 'golang:1.26', 'go build -o /x .', [...NONE, ...MUSL]],
      ['musl dynamic', 'golang:1.26-alpine', 'apk add gcc musl-dev && go build -o /x .', [...NONE, ...GLIBC]],
      ['musl-gcc on Debian', 'golang:1.26', 'CC=musl-gcc go build -o /x .', [...NONE, ...GLIBC]],
      ['pie without cgo', 'golang:1.26', 'CGO_ENABLED=0 go build -buildmode=pie -o /x .', [...NONE, ...MUSL]],
      ['pie with cgo', 'golang:1.26', 'go build -buildmode=pie -o /x .', [...NONE, ...MUSL]],
    ];
    for (const [title, builder, command, fails] of rows) {
      it(title, () => {
        const images = [...GLIBC, ...NONE, ...MUSL];
        const found = images.filter(image => {
          const text = `FROM ${builder} AS b\nWORKDIR /s\nCOPY . .\nRUN ${command}\nFROM ${image}\nCOPY --from=b /x /x\nENTRYPOINT ["/x"]\n`;
          return workspace(PROGRAMS.net, text).findings('/w/Dockerfile').length > 0;
        });
        assert.deepEqual(found.sort(), [...fails].sort());
      });
    }
  });

  describe('certainty', () => {
    const severity = (text: string) =>
      workspace(PROGRAMS.net, text)
        .findings('/w/Dockerfile')
        .map(f => f.severity);
    const file = (builder: string, command: string, image: string) =>
      `${builder}\nWORKDIR /s\nCOPY . .\nRUN ${command}\nFROM ${image}\nCOPY --from=0 /x /x\nENTRYPOINT ["/x"]\n`;
    it('is an error on every path', () => assert.deepEqual(severity(file('FROM golang:1.26', 'go build -o /x .', 'scratch')), ['error']));
    it('is a warning when the machine decides', () => {
      assert.deepEqual(severity(file('FROM golang:1.26', 'GOARCH=amd64 go build -o /x .', 'scratch')), ['warning']);
      assert.deepEqual(severity(file('FROM golang:1.26\nARG TARGETARCH', 'GOARCH=$TARGETARCH go build -o /x .', 'scratch')), ['warning']);
    });
    it('is a warning when an ARG may decide otherwise, but a version does not', () => {
      assert.deepEqual(severity(`ARG BASE=scratch\n${file('FROM golang:1.26', 'go build -o /x .', '$BASE')}`), ['warning']);
      assert.deepEqual(severity(`ARG V=1.26\n${file(`FROM golang:$V`, 'go build -o /x .', 'scratch')}`), ['error']);
    });
    it('is silent about other systems and other modes', () => {
      assert.deepEqual(severity(file('FROM golang:1.26', 'GOOS=windows go build -o /x .', 'scratch')), []);
      assert.deepEqual(severity(file('FROM golang:1.26', 'go build -buildmode=c-shared -o /x .', 'scratch')), []);
      assert.deepEqual(severity(file('FROM golang:1.26', 'go build $(flags) -o /x .', 'scratch')), []);
      assert.deepEqual(severity(file('FROM golang:1.26', 'go build -ldflags "$(flags)" -o /x .', 'scratch')), []);
      assert.deepEqual(severity(file('FROM golang:1.19-alpine', 'go build -o /x .', 'scratch')), []);
    });
  });

  describe('what the final stage may bring along', () => {
    const reported = (body: string) =>
      workspace(
        PROGRAMS.net,
        `FROM golang:1.26 AS b\nWORKDIR /s\nCOPY . .\nRUN go build -o /x .\nFROM alpine\n${body}\nCOPY --from=b /x /x\nENTRYPOINT ["/x"]\n`,
      )
        .findings('/w/Dockerfile')
        .map(f => f.rule);
    for (const harmless of [
      'RUN apk add --no-cache ca-certificates libcap tzdata && rm -rf /var/lib/x /var/cache/apk/*',
      'RUN addgroup -S app && adduser -S app -G app && mkdir -p /app && chown app /app',
      'COPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      'COPY --from=b /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip',
      'COPY config.yaml /\nCOPY web /app/web\nADD scripts /usr/local/bin/',
      'ENV LD_LIBRARY_PATH=/lib\nUSER 1000\nWORKDIR /app',
    ]) {
      it(`nothing: ${harmless}`, () => assert.deepEqual(reported(harmless), ['cgo/image-cannot-start']));
    }
    for (const helpful of [
      'RUN apk add libc6-compat',
      'RUN apk add --no-cache gcompat',
      'RUN mkdir /lib64 && ln -s /lib/libc.musl-x86_64.so.1 /lib64/ld-linux-x86-64.so.2',
      'RUN wget -O /tmp/glibc.apk https://example.com/glibc.apk && apk add /tmp/glibc.apk',
      'RUN ./setup.sh',
      'RUN apk add $(cat packages)',
      'ARG MORE\nRUN apk add $MORE',
      'COPY --from=b /lib /lib',
      'COPY --from=b /lib/x86_64-linux-gnu/libc.so.6 /lib/x86_64-linux-gnu/',
      'COPY --from=b /usr /usr',
      'COPY rootfs /',
      'ADD rootfs.tar.gz /',
      'COPY --from=b / /',
      'ARG WHERE\nCOPY x $WHERE',
      'COPY --from=frolvlad/alpine-glibc /usr/glibc-compat /usr/glibc-compat',
    ]) {
      it(`perhaps a loader: ${helpful}`, () => assert.deepEqual(reported(helpful), []));
    }
  });

  describe('the linker agrees', () => {
    const usable = process.platform === 'linux' && ['go', 'gcc', 'readelf'].every(c => spawnSync(c, ['--version']).error === undefined);
    const builds: [keyof typeof PROGRAMS, string, string[]][] = [
      ['pure', '', []],
      ['net', '', []],
      ['cgo', '', []],
      ['net', 'CGO_ENABLED=0', []],
      ['net', '', ['-tags=netgo,osusergo']],
      ['pure', 'CGO_ENABLED=0', ['-buildmode=pie']],
      ['pure', '', ['-buildmode=pie']],
    ];
    for (const [program, variable, flags] of builds) {
      it(`${variable} go build ${flags.join(' ')} (${program})`, function () {
        if (!usable) this.skip();
        this.timeout(120_000);
        const dir = mkdtempSync(join(tmpdir(), 'go-preflight-link-'));
        try {
          writeFileSync(join(dir, 'go.mod'), 'module example.com/app\n\ngo 1.20\n');
          writeFileSync(join(dir, 'main.go'), PROGRAMS[program]);
          const [name, value] = variable.split('=');
          const env = { ...process.env, GOFLAGS: '', CGO_ENABLED: '', GOOS: '', GOARCH: '', CC: '', ...(name && { [name]: value }) };
          const built = spawnSync('go', ['build', ...flags, '-o', 'x', '.'], { cwd: dir, env, encoding: 'utf8' });
          assert.equal(built.status, 0, built.stderr);
          const dynamic = spawnSync('readelf', ['-l', 'x'], { cwd: dir, encoding: 'utf8' }).stdout.includes('program interpreter');
          assert.ok(readFileSync(join(dir, 'x')).length > 0);
          const facts = readDockerfile(
            '/w/Dockerfile',
            `FROM golang:1.26\nRUN ${variable} go build ${flags.join(' ')} -o x .\n`,
            engine.bash,
          );
          const w = workspace(PROGRAMS[program]);
          const linkage = linkageOf(facts, facts.stages[0]!, goCommands(facts.stages[0]!)[0]!, tags => w.cgoClosure('/w', tags));
          assert.equal(linkage.kind, dynamic ? 'dynamic' : 'static');
        } finally {
          rmSync(dir, { recursive: true, force: true });
        }
      });
    }
  });
});
