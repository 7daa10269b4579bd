import type { RelativeFix } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import { experimentUse } from '../../builds/dockerfile/experiment-use.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { experimentPlaces, strongest } from '../../builds/experiment-places.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { type ExperimentItem, experimentItems, experimentName } from '../../shell/experiment-items.js';
import type { GoCommand } from '../../shell/go-command.js';
import { allExperiments } from '../../tables/experiments.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';

const say = messages('experiment/syntax', {
  offPrefix: 'GOEXPERIMENT has no prefix `{prefix}`.\nWrite `no` before the name to switch an experiment off.',
  onPrefix: 'GOEXPERIMENT has no prefix `+`.\nWrite the name alone to switch an experiment on.',
  value: 'GOEXPERIMENT takes names without values.\nWrite the name alone to switch an experiment on, `no` before it to switch it off.',
  separator: 'Items of GOEXPERIMENT are separated by commas only.\nWrite a comma between items, and no blanks.',
  blanks: 'GOEXPERIMENT allows no blanks around its items.\nRemove the blanks.',
  upperCase: 'Names in GOEXPERIMENT are in lower case.\nWrite the name in lower case.',
  impossible: '`{item}` cannot be the name of an experiment.',
  failsWith: 'Experiment names must match exactly; the go command fails with “go: unknown GOEXPERIMENT {name}”.',
});

const WELL_FORMED = /^[a-z0-9]+$/;

function check({ file, report }: RuleContext<DockerfileFacts>): void {
  for (const setting of file.experiments) {
    const use = experimentUse(file, setting);
    if (use.idle) continue;
    for (const item of experimentItems(setting.value)) {
      if (!WELL_FORMED.test(item.text)) report(problem(item, use.command, use.command?.certain === true));
    }
  }
}

function checkFile({ file, report }: RuleContext<BuildFileFacts>): void {
  for (const { item, uses } of experimentPlaces(file)) {
    if (WELL_FORMED.test(item.text)) continue;
    const { command, unit } = strongest(uses);
    report(problem(item, command, command?.certain === true && unit.kind === 'ci job'));
  }
}

function problem(item: ExperimentItem, command: GoCommand | undefined, certain: boolean): Report {
  return {
    span: item.span,
    message: followedBy(reason(item.text), say.failsWith({ name: experimentName(item.text) })),
    severity: certain ? 'error' : 'warning',
    steps: command ? [{ message: shared.readsExperiments, span: command.span }] : [],
    fixes: item.written ? fixOf(item) : [],
  };
}

function reason(item: string): Message {
  if (/^[-!]/.test(item)) return say.offPrefix({ prefix: item[0]! });
  if (item.startsWith('+')) return say.onPrefix;
  if (item.includes('=')) return say.value;
  if (/[;\s]/.test(item.trim())) return say.separator;
  if (item !== item.trim()) return say.blanks;
  if (/[A-Z]/.test(item)) return say.upperCase;
  return say.impossible({ item });
}

/** Offered when every name it leaves is one that some release knows: then there is one way to read what is meant. */
function fixOf(item: ExperimentItem): RelativeFix[] {
  const items = item.text
    .split(/[;\s]+/)
    .filter(i => i !== '')
    .map(plain);
  if (items.length === 0 || !items.every(i => i === 'none' || allExperiments().has(experimentName(i)))) return [];
  const newText = items.join(',');
  return [{ title: shared.replaceFix({ text: newText }), safe: true, edits: [{ span: item.span, newText }] }];
}

function plain(item: string): string {
  const m = /^([-+!]?)([^=]*)(?:=(.*))?$/.exec(item.toLowerCase());
  if (!m) return item;
  const off = m[1] === '-' || m[1] === '!' || /^(?:0|false|off|no)$/.test(m[3] ?? '');
  return off ? `no${m[2]}` : m[2]!;
}

export default rule({
  id: 'experiment/syntax',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'an image or a CI job cannot succeed without a go command that reads it' },
  since: '0.1.0',
  summary: 'GOEXPERIMENT item that no Go release can read: `-x`, `+x`, blanks, upper case, `x=1`',
  docs: {
    what: 'Reports an item of `GOEXPERIMENT` that is not a lower-case name, or `no` and a name: `-x`, `+x`, `!x`, `x=1`, blanks, semicolons, upper case.',
    why: 'The value is split at commas and each item must match a name exactly. Anything else is an unknown experiment, and every go command except `go help` fails with exit status 2.',
    fix: 'Write `nox` to switch `x` off, the plain name to switch it on, commas without blanks between items.',
    limits:
      'It reports an error when a go command of the Dockerfile or of a CI job surely reads the value, otherwise a warning. Values that nobody can read before the build, and in Dockerfiles those that come out of a variable, are not looked at. Empty items (`a,,b`) are allowed and not reported.',
    sources: ['internal/buildcfg/exp.go ParseGOEXPERIMENT, the same from Go 1.18 to 1.27', 'each spelling run with Go 1.18 to 1.27'],
  },
  examples: [
    bad(
      `FROM golang:1.26
ENV GOEXPERIMENT=«-greenteagc»
RUN go build -o /app .
`,
      `FROM golang:1.26
ENV GOEXPERIMENT=nogreenteagc
RUN go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
RUN GOEXPERIMENT="jsonv2,« greenteagc»" go build -o /app .
`,
      `FROM golang:1.25
RUN GOEXPERIMENT="jsonv2,greenteagc" go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
RUN env GOEXPERIMENT=«JSONv2» go build -o /app .
`,
      `FROM golang:1.25
RUN env GOEXPERIMENT=jsonv2 go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
ENV GOEXPERIMENT=«jsonv2=1»
RUN go build -o /app .
`,
      `FROM golang:1.25
ENV GOEXPERIMENT=jsonv2
RUN go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
ENV GOEXPERIMENT="«jsonv2;greenteagc»"
RUN go build -o /app .
`,
      `FROM golang:1.25
ENV GOEXPERIMENT="jsonv2,greenteagc"
RUN go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
RUN export GOEXPERIMENT=«+jsonv2» && go vet ./... && go build -o /app .
`,
      `FROM golang:1.25
RUN export GOEXPERIMENT=jsonv2 && go vet ./... && go build -o /app .
`,
    ),
    bad(
      `FROM golang:1.25
ENV GOEXPERIMENT jsonv2,«!dwarf5»
RUN make
`,
      `FROM golang:1.25
ENV GOEXPERIMENT jsonv2,nodwarf5
RUN make
`,
    ),
    bad(
      `-- .github/workflows/ci.yml --
env:
  GOEXPERIMENT: jsonv2,« arenas»
jobs:
  test:
    steps:
      - run: go test ./...
`,
      `env:
  GOEXPERIMENT: jsonv2,arenas
jobs:
  test:
    steps:
      - run: go test ./...
`,
    ),
    bad(
      `-- Makefile --
export GOEXPERIMENT := «jsonv2 arenas»

build:
	go build -o app .
`,
      `export GOEXPERIMENT := jsonv2,arenas

build:
	go build -o app .
`,
    ),
    good(`FROM golang:1.26
ENV GOEXPERIMENT=jsonv2,nodwarf5
RUN go build -o /app .
`),
    silent(
      'empty items are skipped by the go command',
      `FROM golang:1.25
ENV GOEXPERIMENT=,jsonv2,
RUN go build -o /app .
`,
    ),
    silent(
      'the value comes out of a variable',
      `FROM golang:1.25
ARG OFF=-dwarf5
ENV GOEXPERIMENT=$OFF
RUN go build -o /app .
`,
    ),
  ],
  checks: { dockerfile: check, builds: inBuildFiles(checkFile) },
});
