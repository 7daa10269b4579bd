import { messages } from '../../base/message.js';
import type { BuildSource } from '../../builds/facts.js';
import { flagsNamed } from '../../builds/settings.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('build/debug-flags-in-release', {
  race: 'This release build uses `-race`, which costs 5 to 10 times the memory and 2 to 20 times the time. It also needs cgo.\nRemove `-race`.',
  unoptimised:
    'This release build uses `-N`, which switches off the optimisations of the compiler. It is meant for debuggers.\nRemove `-N`.',
});

/** `-N` without optimisation, `-l` without inlining, as words of the compiler's flags. */
const UNOPTIMISED = /(?:^|[\s=])-N(?=\s|$)/;

function check({ file, report }: RuleContext<BuildSource>): void {
  for (const { flag, unit, command } of flagsNamed(file, ['gcflags', 'race'])) {
    if (!unit.release || command.verb !== 'build') continue;
    const { text } = flag.value;
    if (flag.name === 'race' && text === 'true') {
      report({
        span: flag.span,
        message: say.race,
      });
    } else if (flag.name === 'gcflags' && text !== undefined && UNOPTIMISED.test(text)) {
      report({
        span: flag.span,
        message: say.unoptimised,
      });
    }
  }
}

export default rule({
  id: 'build/debug-flags-in-release',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'release build with the race detector or without optimisation',
  docs: {
    what: 'Reports `-race` and `-gcflags` with `-N` in the builds of goreleaser and ko files.',
    why: 'The race detector multiplies the time and memory that a program takes and makes it depend on a C library. `-N` switches optimisation off, so that every variable lives in memory. Both are meant for development.',
    fix: 'Build the released program without these flags; build another one for the debugger or the race detector.',
    limits:
      'It looks at tools that make releases only. Dockerfiles and CI jobs build for tests as well, and nobody can tell from the file.',
    sources: ['go.dev/doc/articles/race_detector: typical cost', 'cmd/compile: -N disables optimisations, -l disables inlining'],
  },
  examples: [
    bad(`-- .goreleaser.yaml --
builds:
  - id: app
    flags:
      - «-race»
    gcflags:
      - «all=-N -l»
`),
    good(`-- .goreleaser.yaml --
builds:
  - id: app
    flags: [-trimpath]
    ldflags: [-s -w]
`),
    silent(
      'only inlining is off',
      `-- .goreleaser.yaml --
builds:
  - id: app
    gcflags: [-l]
`,
    ),
    silent(
      'a CI job tests with the race detector',
      `-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - run: go test -race ./...
`,
    ),
  ],
  checks: { builds: check },
});
