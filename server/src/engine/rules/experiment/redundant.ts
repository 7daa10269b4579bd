import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import { experimentPlaces } from '../../builds/experiment-places.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import { releaseInForce } from '../../program/release-in-force.js';
import { type ExperimentItem, experimentName } from '../../shell/experiment-items.js';
import { defaultSince } from '../../tables/experiment-set.js';
import { experimentRelease } from '../../tables/experiments.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';

const say = messages('experiment/redundant', {
  offByDefault: '`{item}` has no effect: `{name}` is off by default in Go {release}.\nRemove `{item}`.',
  onByDefault: '`{name}` has no effect: it is on by default in Go {release}.\nRemove `{name}`.',
  onSince: '`{name}` has no effect: it is on by default in Go {release} (since {since}).\nRemove `{name}`.',
});

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  const settled = new Map<readonly ExperimentItem[], ReadonlySet<string> | 'all'>();
  for (const { item, name, uses } of experimentPlaces(file)) {
    if (uses.some(({ items }) => isSettled(items, name, settled))) continue;
    // Each job of a matrix has its release; the item must be idle in all of them.
    const found = uses.map(({ unit }) => {
      const version = releaseInForce(file.path, unit, workspace);
      return version && redundant(item, name, version, unit);
    });
    if (found[0] && found.every(f => f !== undefined)) report(found[0]);
  }
}

/** `none,x` and `nox,x` mean x although the release has it on. `known`: names that stand twice, by list. */
function isSettled(
  items: readonly ExperimentItem[],
  name: string,
  known: Map<readonly ExperimentItem[], ReadonlySet<string> | 'all'>,
): boolean {
  let twice = known.get(items);
  if (!twice) {
    const names = items.map(i => experimentName(i.text));
    const first = new Set<string>();
    const again = names.filter(n => first.size === first.add(n).size);
    twice = items.some(i => i.text === 'none') ? 'all' : new Set(again);
    known.set(items, twice);
  }
  return twice === 'all' || twice.has(name);
}

function redundant(item: ExperimentItem, name: string, version: GoVersion, unit: BuildUnit): Report | undefined {
  const entry = experimentRelease(version);
  if (!entry?.known.includes(name) || name.startsWith('regabi')) return undefined;
  const arch = unit.environment.get('GOARCH');
  const named = arch !== undefined && arch !== 'unknown' && arch.text ? [arch.text] : ['amd64', 'arm64'];
  const isOn = (a: string) => entry.baseline[a]?.includes(name);
  const off = item.text !== name;
  const same = named.every(a => entry.baseline[a] !== undefined && isOn(a) === !off);
  if (!same || name === 'dwarf5') return undefined;
  const release = formatGoVersion({ major: version.major, minor: version.minor });
  const since = defaultSince(name);
  const message = off
    ? say.offByDefault({ item: item.text, name, release })
    : since === undefined || since === release
      ? say.onByDefault({ name, release })
      : say.onSince({ name, release, since });
  return {
    span: item.span,
    message,
    fixes: item.written
      ? [{ title: shared.removeFix({ text: item.text }), safe: false, edits: [{ span: item.removal, newText: '' }] }]
      : [],
  };
}

export default rule({
  id: 'experiment/redundant',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'GOEXPERIMENT item that the Go release has by default',
  docs: {
    what: 'Reports an item of `GOEXPERIMENT` that asks for what the Go release in force does anyway.',
    why: 'The item has no effect today. When a later release removes the experiment because it has become part of Go, every go command fails with `unknown GOEXPERIMENT`.',
    fix: 'Remove the item.',
    limits:
      'The release must be known: an official image, setup-go, or go.mod through go-version-file; where go.mod asks for a newer release than the place has, it is silent. It compares with the defaults of linux on amd64 and arm64 unless GOARCH is given. `dwarf5`, whose default depends on the operating system, is left out.',
    sources: ['`go list -f "{{context.ToolTags}}"` of Go 1.18 to 1.27 (go-facts §2.5)'],
  },
  examples: [
    bad(
      `-- go.mod --
module example.com/app

go 1.26
-- Dockerfile --
FROM golang:1.27
ENV GOEXPERIMENT=«jsonv2»,arenas
COPY . .
RUN go build -o /app .
`,
      `FROM golang:1.27
ENV GOEXPERIMENT=arenas
COPY . .
RUN go build -o /app .
`,
    ),
    bad(`-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: '1.26'
      - run: GOEXPERIMENT=«greenteagc» go test ./...
      - run: go test ./...
        env:
          GOEXPERIMENT: «nojsonv2»
`),
    good(`FROM golang:1.26
ENV GOEXPERIMENT=jsonv2
COPY . .
RUN go build -o /app .
`),
    silent(
      'none clears the defaults first',
      `FROM golang:1.27
RUN GOEXPERIMENT=none,jsonv2 go build -o /app .
`,
    ),
    silent(
      'the release is not known',
      `FROM golang:latest
RUN GOEXPERIMENT=greenteagc go build -o /app .
`,
    ),
  ],
  checks: { builds: check },
});
