import type { RelativeFix } from '../../base/finding.js';
import { t } from '../../base/l10n.js';
import { experimentUse } from '../../builds/dockerfile/experiment-use.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { experimentPlaces, strongest } from '../../builds/experiment-places.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { type ExperimentItem, experimentItems, experimentName } from '../../shell/experiment-items.js';
import type { GoCommand } from '../../shell/go-command.js';
import { allExperiments } from '../../tables/experiments.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';

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
    message: `${reason(item.text)} ${t('The go command takes items letter by letter and stops with “go: unknown GOEXPERIMENT {0}”.', experimentName(item.text))}`,
    severity: certain ? 'error' : 'warning',
    steps: command ? [{ message: t('This command reads GOEXPERIMENT.'), span: command.span }] : [],
    fixes: item.written ? fixOf(item) : [],
  };
}

function reason(item: string): string {
  if (/^[-!]/.test(item)) return t('GOEXPERIMENT has no {0} prefix; an experiment is switched off by “no” before its name.', item[0]!);
  if (item.startsWith('+')) return t('GOEXPERIMENT has no + prefix; the name alone switches an experiment on.');
  if (item.includes('=')) return t('GOEXPERIMENT takes no values; the name alone switches an experiment on, “no” before it off.');
  if (/[;\s]/.test(item.trim())) return t('Items of GOEXPERIMENT are separated by commas and nothing else.');
  if (item !== item.trim()) return t('GOEXPERIMENT allows no blanks around its items.');
  if (/[A-Z]/.test(item)) return t('Names in GOEXPERIMENT are in lower case.');
  return t('“{0}” cannot be the name of an experiment.', item);
}

/** Offered when every name it leaves is one that some release knows: then there is one way to read what is meant. */
function fixOf(item: ExperimentItem): RelativeFix[] {
  const items = item.text
    .split(/[;\s]+/)
    .filter(i => i !== '')
    .map(plain);
  if (items.length === 0 || !items.every(i => i === 'none' || allExperiments().has(experimentName(i)))) return [];
  const newText = items.join(',');
  return [{ title: t('Replace it with {0}', newText), safe: true, edits: [{ span: item.span, newText }] }];
}

function plain(item: string): string {
  const m = /^([-+!]?)([^=]*)(?:=(.*))?$/.exec(item.toLowerCase());
  if (!m) return item;
  const off = m[1] === '-' || m[1] === '!' || /^(?:0|false|off|no)$/.test(m[3] ?? '');
  return off ? `no${m[2]}` : m[2]!;
}

export default rule({
  id: 'experiment/syntax',
  severity: 'warning',
  since: '0.1.0',
  summary: 'GOEXPERIMENT item that no Go release can read: `-x`, `+x`, blanks, upper case, `x=1`',
  docs: {
    what: 'Reports an item of `GOEXPERIMENT` that is not a lower-case name, or `no` and a name: `-x`, `+x`, `!x`, `x=1`, blanks, semicolons, upper case.',
    why: 'The value is split at commas and each item is compared letter by letter. Anything else is an unknown experiment, and every go command except `go help` stops with exit status 2.',
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
