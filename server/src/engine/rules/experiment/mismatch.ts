import type { RelativeStep } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { BuildSource } from '../../builds/facts.js';
import type { BuildContext } from '../../program/build-contexts.js';
import { contextsOfFile } from '../../program/contexts-of-file.js';
import { experimentSet } from '../../tables/experiment-set.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('experiment/mismatch', {
  untested:
    'This release build sets `GOEXPERIMENT={value}`, but no CI job builds or tests with it.\nSet it in a CI job too, or remove it here.',
  disagree:
    'Release builds disagree: this one sets `GOEXPERIMENT={value}`, `{file}` builds with other experiments.\nGive all release builds the same GOEXPERIMENT.',
  stepSets: '{place} sets `GOEXPERIMENT={value}`.',
  stepDoesNotSet: '{place} does not set GOEXPERIMENT.',
});

/** Places whose program is handed out. */
const RELEASES = new Set<BuildContext['kind']>(['dockerfile stage', 'goreleaser build', 'ko build']);
const MAX_STEPS = 4;

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  // Few files set it, and a module may have thousands of places that build.
  const candidates = contextsOfFile(file.path, workspace).filter(c => c.goexperiment.value && c.builds && makesProgram(c));
  if (candidates.length === 0) return;
  const { jobs, besides } = comparedIn(workspace.buildContexts(file.path));
  const seen = new Set<number>();
  for (const own of candidates) {
    const { at, value } = own.goexperiment;
    if (!at || !value || seen.has(at.span.start) || isArgument(own)) continue;
    seen.add(at.span.start);
    const differs = (c: BuildContext) => c.goexperiment.value !== undefined && !isArgument(c) && !hasSameExperiments(own, c);
    // Several Dockerfiles may be variants on purpose; an image and an archive of one program are not.
    const elsewhere = besides.get(own.kind)!;
    const others = elsewhere.distinct.every(differs) ? elsewhere.all : [];
    // One job that nobody can read may be the one that agrees.
    const untested = jobs.all.length > 0 && jobs.distinct.every(differs);
    if (others.length === 0 && !untested) continue;
    const shown = [...others, ...(untested ? jobs.all : [])].slice(0, MAX_STEPS);
    report({
      span: at.span,
      message: untested ? say.untested({ value }) : say.disagree({ value, file: fileName(others[0]!.file) }),
      steps: shown.map(stepOf),
    });
  }
}

interface Places {
  readonly all: readonly BuildContext[];
  /** One of those that are the same for a comparison. */
  readonly distinct: readonly BuildContext[];
}

interface Compared {
  readonly jobs: Places;
  /** Of each kind of release, those of other kinds whose experiments are known. */
  readonly besides: ReadonlyMap<BuildContext['kind'], Places>;
}

/** The same for every file of a module. */
const compared = new WeakMap<readonly BuildContext[], Compared>();

function comparedIn(contexts: readonly BuildContext[]): Compared {
  let known = compared.get(contexts);
  if (!known) {
    const all = contexts.filter(c => c.builds);
    const released = all.filter(c => makesProgram(c) && !isArgument(c) && c.goexperiment.value !== undefined);
    const besides = [...RELEASES].map(kind => [kind, placesOf(released.filter(c => c.kind !== kind))] as const);
    known = { jobs: placesOf(all.filter(c => c.kind === 'ci job')), besides: new Map(besides) };
    compared.set(contexts, known);
  }
  return known;
}

function placesOf(all: readonly BuildContext[]): Places {
  const distinct = new Map<string, BuildContext>();
  for (const c of all) {
    const key = keyOf(c);
    if (!distinct.has(key)) distinct.set(key, c);
  }
  return { all, distinct: [...distinct.values()] };
}

/** Tens of thousands of cells, which are looked at again whenever a file of the module comes. */
const keys = new WeakMap<BuildContext, string>();

/** What is compared of a place. */
function keyOf(c: BuildContext): string {
  let key = keys.get(c);
  if (key === undefined) {
    const { value } = c.goexperiment;
    const { major, minor, patch } = c.release ?? {};
    key = `${isArgument(c)}\n${value === undefined ? '' : `=${value}`}\n${major}.${minor}.${patch}\n${c.goarch.value}`;
    keys.set(c, key);
  }
  return key;
}

function makesProgram(c: BuildContext): boolean {
  const verb = c.command?.verb;
  return (
    RELEASES.has(c.kind) && (verb === 'build' || verb === 'install') && !c.command?.packages.some(p => p === undefined || p.includes('@'))
  );
}

/** The default of a build argument, which each build may replace. */
function isArgument(c: BuildContext): boolean {
  const setting = c.command?.environment.get('GOEXPERIMENT');
  return setting === 'unknown' || (setting !== undefined && setting.args.length > 0);
}

/** Asked of the release of either side: `jsonv2,greenteagc` is `jsonv2` where greenteagc is the default. */
function hasSameExperiments(a: BuildContext, b: BuildContext): boolean {
  const release = b.release ?? a.release;
  const [left, right] = [a.goexperiment.value ?? '', b.goexperiment.value ?? ''];
  const sets = release && [left, right].map(v => experimentSet(release, a.goarch.value || b.goarch.value || 'amd64', v)?.on);
  const [x, y] = sets ?? [];
  return x && y ? x.size === y.size && [...x].every(i => y.has(i)) : sameItems(left, right);
}

function sameItems(a: string, b: string): boolean {
  const items = (text: string) =>
    text
      .split(',')
      .filter(i => i !== '')
      .sort()
      .join();
  return items(a) === items(b);
}

function stepOf(c: BuildContext): RelativeStep {
  const at = c.goexperiment.at ?? { file: c.file, span: c.span };
  const message = c.goexperiment.value
    ? say.stepSets({ place: placeOf(c), value: c.goexperiment.value })
    : say.stepDoesNotSet({ place: placeOf(c) });
  return { message, file: at.file, span: at.span };
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const placeOf = ({ file, name }: BuildContext): string => (name === '' ? fileName(file) : `${fileName(file)} (${name})`);

export default rule({
  id: 'experiment/mismatch',
  messages: say,
  severity: 'information',
  since: '0.1.0',
  summary: 'release build with experiments that CI never tests, or that another release build does not have',
  docs: {
    what: 'Reports a GOEXPERIMENT of a Dockerfile stage, goreleaser or ko build that no CI job of the module has, or that no build of another of these kinds has.',
    why: 'GOEXPERIMENT changes the compiler, the runtime or the standard library. When tests run without it, what is shipped is a program that nobody tested; when the image and the archive differ, users of one see what users of the other do not.',
    fix: 'Give the same GOEXPERIMENT to every place, or take it out. `go-preflight matrix` shows them beside each other.',
    limits:
      'All places of one module are compared, as far as their values are known; one CI job that runs go with an unknown GOEXPERIMENT silences the first half. Values that are defaults of build arguments are not compared. Several Dockerfiles are not compared with each other: they may be variants on purpose. The order of items does not count.',
    sources: ['go-facts §2: what GOEXPERIMENT changes, and that it is recorded in the binary (go version -m)'],
  },
  examples: [
    bad(`-- Dockerfile --
FROM golang:1.26
ENV «GOEXPERIMENT=jsonv2»
COPY . .
RUN go build -o /app .
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`),
    bad(`-- Dockerfile --
FROM golang:1.26
COPY . .
RUN go build -o /app .
-- .goreleaser.yaml --
builds:
  - id: app
    env:
      - «GOEXPERIMENT=jsonv2»
`),
    good(`-- Dockerfile --
FROM golang:1.26
ENV GOEXPERIMENT=jsonv2,arenas
COPY . .
RUN go build -o /app .
-- .github/workflows/ci.yml --
env:
  GOEXPERIMENT: arenas,jsonv2
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`),
    silent(
      'one of the jobs tests it',
      `-- Dockerfile --
FROM golang:1.26
RUN GOEXPERIMENT=jsonv2 go build -o /app .
-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        exp: ['', jsonv2]
    env:
      GOEXPERIMENT: \${{ matrix.exp }}
    steps:
      - run: go test ./...
`,
    ),
    silent(
      'Go 1.26 has greenteagc by default, so the job tests the same',
      `-- .goreleaser.yaml --
builds:
  - env: [GOEXPERIMENT=jsonv2]
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: GOEXPERIMENT=jsonv2,greenteagc go test ./...
`,
    ),
    silent(
      'two Dockerfiles may be variants on purpose',
      `-- Dockerfile --
FROM golang:1.26
COPY . .
RUN go build -o /app .
-- Dockerfile.fips --
FROM golang:1.26
ENV GOEXPERIMENT=boringcrypto
COPY . .
RUN go build -o /app .
`,
    ),
    silent(
      'a build argument is given by each build',
      `-- Dockerfile --
FROM golang:1.26
ARG GOEXPERIMENT=jsonv2
COPY . .
RUN go build -o /app .
-- .goreleaser.yaml --
builds:
  - id: app
`,
    ),
  ],
  checks: { builds: check },
});
