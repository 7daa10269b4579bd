/**
 * What rules about builds, experiments, versions and suppressions say in which situation, by message ids and arguments: cases that no
 * example of a rule shows, and that together with the examples every sentence is said.
 */
import assert from 'node:assert/strict';
import type { Finding } from '../../src/engine/base/finding.js';
import type { Message } from '../../src/engine/base/message.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

const FAMILIES = /^(?:build|experiment|version|preflight)\//;

interface Row {
  readonly rule: string;
  /** Sections of files, as examples have them. */
  readonly text: string;
  /** Sentences of the message, then of steps, then titles of fixes: `key name=value`; of other owners with the whole id. */
  readonly says: readonly string[];
  /** How many findings there are; the first one is looked at. */
  readonly count?: number;
}

const MOD = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n';
const machine = (goroot: object, saved: object) =>
  `-- machine.json --\n${JSON.stringify({
    ...{ arch: 'amd64', go: { path: '/go/bin/go', version: 'go1.26.8' }, onPath: [{ path: '/go/bin/go', version: 'go1.26.8' }] },
    ...{ goEnvFile: { path: '/home/me/env', values: saved }, environment: {}, goroot },
  })}\n`;
const script = (command: string) => `-- build.sh --\n${command}\n`;
const env = (setting: string) => `FROM golang:1.26\nENV ${setting}\nRUN go test ./...\n`;
const JSON_V2 =
  '-- main.go --\npackage main\n\nimport _ "encoding/json/v2"\n\nfunc main() {}\n-- Dockerfile --\nFROM golang:1.26\nCOPY . .\n';

const ROWS: readonly Row[] = [
  { rule: 'build/bad-flag', text: script('go build -mod=vendr .'), says: ['unknownMod mode=vendr'] },
  {
    rule: 'build/bad-flag',
    text: script('go build -ldflag=-s .'),
    says: ['unknownFlag flag=ldflag guess=ldflags', 'rules/replaceFix text=-ldflags'],
  },
  { rule: 'build/bad-flag', text: script('go build -race=maybe .'), says: ['notBoolean flag=race value=maybe'] },
  { rule: 'build/env-value', text: env('GOGC=fast'), says: ['gogc value=fast'] },
  { rule: 'build/env-value', text: env('GOGC=80%'), says: ['gogc value=80%', 'rules/replaceFix text=80'] },
  { rule: 'build/env-value', text: env('GOMEMLIMIT=1g'), says: ['gomemlimit value=1g', 'rules/replaceFix text=1GiB'] },
  { rule: 'build/env-value', text: env('GOMAXPROCS=0'), says: ['gomaxprocs value=0'] },
  { rule: 'build/env-value', text: env('GODEBUG=gctrace=1,http2'), says: ['godebug item=http2'] },
  { rule: 'build/env-value', text: env('CGO_ENABLED=maybe'), says: ['cgoEnabled value=maybe'] },
  { rule: 'build/env-value', text: env('CGO_ENABLED=on'), says: ['cgoEnabled value=on', 'rules/replaceFix text=1'] },
  {
    rule: 'build/ldflags-x',
    text: '-- main.go --\npackage main\n\nvar Version string\n\nfunc main() {}\n-- Makefile --\nbuild:\n\tgo build -ldflags "-X main.version=1" .\n',
    says: ['missingInMain name=version', 'rules/didYouMean name=Version', 'rules/replaceFix text=Version'],
  },
  {
    rule: 'experiment/mismatch',
    text: '-- Dockerfile --\nFROM golang:1.26 AS build\nENV GOEXPERIMENT=arenas\nCOPY . .\nRUN go build -o /app .\n-- .goreleaser.yaml --\nbuilds:\n  - id: app\n    env: [GOEXPERIMENT=jsonv2]\n',
    says: ['disagree value=arenas file=.goreleaser.yaml', 'stepSets value=jsonv2'],
    count: 2,
  },
  {
    rule: 'experiment/needed-by-code',
    text: `${JSON_V2}ENV GOEXPERIMENT=arenas\nRUN go build -o /app .\n`,
    says: ['notAmong package=encoding/json/v2 experiment=jsonv2 release=1.26', 'stepImport package=encoding/json/v2'],
  },
  {
    rule: 'experiment/needed-by-code',
    text: `${JSON_V2}RUN go build -o /app .\n`,
    says: ['notSet package=encoding/json/v2 experiment=jsonv2 release=1.26', 'stepImport', 'setFix experiment=jsonv2'],
  },
  {
    rule: 'experiment/redundant',
    text: 'FROM golang:1.27\nRUN GOEXPERIMENT=greenteagc go build .\n',
    says: ['onSince name=greenteagc release=1.27 since=1.26', 'rules/removeFix text=greenteagc'],
  },
  {
    rule: 'experiment/syntax',
    text: 'FROM golang:1.26\nRUN GOEXPERIMENT=json_v2 go build .\n',
    says: ['impossible item=json_v2', 'failsWith name=json_v2', 'rules/readsExperiments'],
  },
  {
    rule: 'experiment/unknown',
    text: 'ARG GO=1.26\nFROM golang:$GO\nRUN GOEXPERIMENT=swissmap go build .\n',
    says: [
      'removed name=swissmap release=1.26 removed=1.26',
      'everyFails name=swissmap',
      'rules/assumesArgument name=GO',
      'stepImage tag=1.26',
      'rules/readsExperiments',
      'rules/removeFix text=swissmap',
    ],
  },
  {
    rule: 'version/builder-too-old',
    text: `${MOD}-- Dockerfile --\nARG GO=1.24\nFROM golang:$GO\nCOPY . .\nRUN go build -o /app .\n`,
    says: ['image release=1.24 wanted=1.26', 'rules/assumesArgument name=GO', 'rules/moduleRequires release=1.26', 'stepCommand'],
  },
  { rule: 'version/shadowed-go', text: MOD + machine({ path: '/opt/go', isGo: false }, {}), says: ['emptyRoot root=/opt/go'] },
  {
    rule: 'version/shadowed-go',
    text: MOD + machine({ path: '/opt/go', isGo: false }, { GOROOT: '/opt/go' }),
    says: ['emptySavedRoot root=/opt/go file=/home/me/env'],
  },
  {
    rule: 'version/shadowed-go',
    text: MOD + machine({ path: '/opt/go', isGo: true, version: 'go1.25.1' }, { GOROOT: '/opt/go' }),
    says: ['otherSavedRoot root=/opt/go file=/home/me/env rootVersion=go1.25.1 go=/go/bin/go version=go1.26.8'],
  },
  {
    rule: 'preflight/unused-suppression',
    text: '-- a.go --\npackage app\n\n//preflight:ignore\nfunc f() {}\n',
    says: ['noRule', 'removeFix'],
  },
];

describe('messages about builds, experiments and versions', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const found = (text: string) => findingsOf(engine, readExample({ kind: 'bad', text }));

  for (const { rule, text, says, count = 1 } of ROWS) {
    it(`${rule}: ${says[0]}`, () => {
      const all = found(text).filter(f => f.rule === rule);
      assert.equal(all.length, count);
      const said = sentencesOf(all[0]!);
      assert.deepEqual(
        said.map(m => m.id),
        says.map(s => idOf(s, rule)),
      );
      says.forEach((wanted, i) => {
        for (const [name, value] of argumentsOf(wanted)) assert.equal(String(said[i]!.args[name!]), value, `${name} of ${wanted}`);
      });
    });
  }

  it('build/missing-module: in the words of go, which looks for a path without a dot in the standard library', () => {
    const error = (module: string) => {
      const program = `-- go.mod --\nmodule ${module}\n\ngo 1.26\n-- main.go --\npackage main\n\nimport _ "${module}/pkg"\n\nfunc main() {}\n-- pkg/a.go --\npackage pkg\n`;
      const image = '-- Dockerfile --\nFROM golang:1.26\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN go build -o /app .\n';
      return found(program + image).flatMap(f => (f.rule === 'build/missing-module' ? [f.message.args.error] : []));
    };
    assert.deepEqual(error('example.com/app'), ['no required module provides package example.com/app/pkg']);
    assert.deepEqual(error('app'), ['package app/pkg is not in std']);
  });

  it('are all said by an example or here', () => {
    const rules = RULES.filter(r => FAMILIES.test(r.id));
    const texts = [...rules.flatMap(r => r.examples.map(e => e.text)), ...ROWS.map(r => r.text)];
    const said = new Set(
      texts
        .flatMap(found)
        .flatMap(sentencesOf)
        .map(m => m.id),
    );
    const all = rules.flatMap(r => Object.keys(r.messages).map(key => `${r.id}/${key}`));
    assert.ok(all.length > 70, `${all.length}`);
    assert.deepEqual(
      all.filter(id => !said.has(id)),
      [],
    );
  });
});

/** Those of the message, of steps, and titles of fixes. */
function sentencesOf({ message, steps, fixes }: Finding): Message[] {
  return [message, ...steps.map(s => s.message), ...fixes.map(f => f.title)].flatMap(sentences);
}

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
    .map(a => [a.slice(0, a.indexOf('=')), a.slice(a.indexOf('=') + 1)]);
