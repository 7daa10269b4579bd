/** What cgo and image rules say in which situation, by message ids and arguments: cases that no example of a rule shows. */
import assert from 'node:assert/strict';
import type { Message } from '../../src/engine/base/message.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

interface Row {
  readonly title: string;
  readonly imports: readonly string[];
  /** What main does. */
  readonly body?: string;
  /** Lines of the stage that builds, behind `COPY . .`; none: there is no Dockerfile. */
  readonly build?: readonly string[];
  readonly builder?: string;
  readonly image?: string;
  readonly rule: string;
  /** Each sentence of the message, as `key` or `key name=value`; of other owners with the whole id. */
  readonly says: readonly string[];
}

const CANNOT_START = { rule: 'cgo/image-cannot-start', builder: 'golang:1.26', image: 'scratch' };
const DISABLED = {
  rule: 'cgo/needed-but-disabled',
  builder: 'golang:1.26',
  image: 'scratch',
  build: ['RUN CGO_ENABLED=0 go build -o /out/app .'],
};
const BY_DEFAULT = { ...DISABLED, builder: 'golang:1.26-alpine', build: ['RUN go build -o /out/app .'] };
const USE_GLIBC = 'useNoCgoOrImage libc=glibc';

const ROWS: readonly Row[] = [
  {
    ...CANNOT_START,
    title: 'a position independent program whose loader depends on the toolchain',
    imports: ['fmt'],
    builder: 'golang:1.26-alpine',
    build: ['RUN CGO_ENABLED=0 go build -buildmode=pie -o /out/app .'],
    says: ['noLoaderAtAll program=/app image=scratch', 'becauseOfPie', 'useNoPieOrLoader'],
  },
  {
    ...CANNOT_START,
    title: 'a build for each target architecture, which has cgo on one of them',
    imports: ['net/http'],
    build: ['ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build -o /out/app .'],
    says: ['noLoader libc=glibc', 'becauseOfCgo package=net', 'nativeBuilds', USE_GLIBC],
  },
  {
    ...CANNOT_START,
    title: 'a build for one architecture, which has cgo on that',
    imports: ['net/http'],
    build: ['RUN GOARCH=arm64 go build -o /out/app .'],
    says: ['noLoader', 'becauseOfCgo', 'nativeBuildsOn arch=arm64', USE_GLIBC],
  },
  {
    ...CANNOT_START,
    title: 'cgo by the default of an argument',
    imports: ['net/http'],
    build: ['ARG CGO=1', 'RUN CGO_ENABLED=$CGO go build -o /out/app .'],
    says: ['noLoader', 'becauseOfCgo', 'rules/assumesArgument name=CGO', USE_GLIBC],
  },
  {
    ...DISABLED,
    title: 'a package that lacks names of its own',
    imports: ['github.com/valyala/gozstd'],
    says: ['undefinedInside package=github.com/valyala/gozstd', 'enableOrReplace alternative=github.com/klauspost/compress/zstd'],
  },
  { ...DISABLED, title: 'a package whose users lack names', imports: ['github.com/miekg/pkcs11'], says: ['undefinedInImporter', 'enable'] },
  {
    ...BY_DEFAULT,
    title: 'a package that lacks names of its own, where cgo is off by default',
    imports: ['github.com/valyala/gozstd'],
    says: ['undefinedInsideByDefault', 'whyOff', 'enableOrReplace'],
  },
  {
    ...BY_DEFAULT,
    title: 'a package whose users lack names, where cgo is off by default',
    imports: ['github.com/miekg/pkcs11'],
    says: ['undefinedInImporterByDefault', 'whyOff', 'enable'],
  },
  { title: 'gozstd', imports: ['github.com/valyala/gozstd'], rule: 'cgo/import', says: ['undefinedInside', 'alternative'] },
  { title: 'pkcs11', imports: ['github.com/miekg/pkcs11'], rule: 'cgo/import', says: ['undefinedInImporter'] },
  { title: 'go-systemd', imports: ['github.com/coreos/go-systemd/v22/util'], rule: 'cgo/import', says: ['reduced'] },
  { title: 'levigo', imports: ['github.com/jmhodges/levigo'], rule: 'cgo/import', says: ['notRun', 'alternative'] },
  {
    title: 'another user',
    imports: ['os/user'],
    body: 'user.Lookup("nobody")',
    rule: 'image/missing-runtime-file',
    builder: 'golang:1.26',
    image: 'scratch',
    build: ['RUN CGO_ENABLED=0 go build -o /out/app .'],
    says: ['noUsers call=user.Lookup image=scratch'],
  },
];

describe('messages about cgo and images', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const row of ROWS) {
    it(`${row.rule}: ${row.title}`, () => {
      const [finding, ...more] = findingsOf(engine, filesOf(row)).filter(f => f.rule === row.rule);
      assert.ok(finding, 'it is reported');
      assert.deepEqual(more, []);
      const said = sentences(finding.message);
      assert.deepEqual(
        said.map(m => m.id),
        row.says.map(s => idOf(s, row.rule)),
      );
      row.says.forEach((wanted, i) => {
        for (const [name, value] of argumentsOf(wanted)) assert.equal(said[i]!.args[name!], value, `${name} of ${wanted}`);
      });
    });
  }
});

function sentences(message: Message): readonly Message[] {
  return [message, ...(message.then ?? [])];
}

const idOf = (wanted: string, rule: string) => {
  const key = wanted.split(' ')[0]!;
  return key.includes('/') ? key : `${rule}/${key}`;
};
const argumentsOf = (wanted: string) =>
  wanted
    .split(' ')
    .slice(1)
    .map(a => a.split('='));

function filesOf({ imports, body, build, builder, image }: Row): { readonly name: string; readonly text: string }[] {
  const names = imports.map(i => `import ${body === undefined ? '_ ' : ''}"${i}"\n`).join('');
  const stages = `FROM ${builder} AS build\nWORKDIR /src\nCOPY . .\n${build?.join('\n')}\nFROM ${image}\nCOPY --from=build /out/app /app\n`;
  return [
    { name: 'go.mod', text: 'module example.com/app\n\ngo 1.26\n' },
    { name: 'main.go', text: `package main\n\n${names}\nfunc main() {\n\t${body ?? ''}\n}\n` },
    ...(build ? [{ name: 'Dockerfile', text: `${stages}ENTRYPOINT ["/app"]\n` }] : []),
  ];
}
