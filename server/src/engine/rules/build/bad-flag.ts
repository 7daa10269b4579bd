import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { BuildSource } from '../../builds/facts.js';
import type { GoCommand, WrittenFlag } from '../../shell/go-command.js';
import { filledText, linkerFlagsIn } from '../../shell/linker-variables.js';
import { didYouMean } from '../../tables/did-you-mean.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';

const say = messages('build/bad-flag', {
  unknownFlag: '`go build` has no flag `-{flag}` and fails with “flag provided but not defined: -{flag}”. Did you mean `-{guess}`?',
  unknownBuildmode:
    '`{mode}` is not a build mode; `go build` fails with “buildmode={mode} not supported”.\nUse `exe`, `pie`, `plugin`, `shared`, `archive`, `c-archive`, `c-shared` or `default`.',
  unknownMod: '`{mode}` is not a mode of `-mod`; `go build` fails with “-mod={mode} not supported”.\nUse `readonly`, `vendor` or `mod`.',
  notBoolean:
    '`-{flag}` takes only true or false; `go build` fails with “invalid boolean value "{value}" for -{flag}”.\nWrite `-{flag}` to switch it on, `-{flag}=false` to switch it off.',
  gluedFlags:
    '`{flags}` is not a flag: each letter needs a dash of its own. The build fails with “flag provided but not defined: {flags}”.\nWrite `{apart}`.',
  sanitizerForLinker:
    '`-{flag}` in `-ldflags` reaches only the linker, so nothing is instrumented. The build succeeds and prints “loadinternal: cannot find runtime/{flag}”.\nWrite `-{flag}` outside of `-ldflags`.',
  notForLinker:
    '`-{flag}` is not a flag of the linker. The build fails with “flag provided but not defined: -{flag}”.\nWrite it outside of `-ldflags`.',
  compilerFlag:
    '`-{flag}` is a flag of the compiler, not of the linker. The build fails with “flag provided but not defined: -{flag}”.\nWrite `-gcflags=-{flag}`.',
  staticForLinker:
    '`-static` is not a flag of the Go linker. The build fails with “flag provided but not defined: -static”.\nWrite `-extldflags "-static"` with `-linkmode external`, or build with `CGO_ENABLED=0`.',
  linkerFlag:
    '`-{flag}` is a flag of the linker, not of `go build`. The build fails with “flag provided but not defined: -{flag}”.\nWrite it in `-ldflags`.',
  noValue:
    '`-X {definition}` has no value. The linker fails with “-X flag requires argument of the form importpath.name=value”.\nWrite `-X {definition}=VALUE`.',
  notDashed:
    '`{text}` has no dash: go reads a pattern of packages, and the build fails with “missing =<value> in <pattern>=<value>”.\nWrite `-{text}`.',
  pattern:
    '`{text}` has no dash: go takes the text before `=` for a pattern of packages. It matches none, and the flags are ignored.\nWrite `-{text}`.',
  startsWithQuote:
    'The value of `-{flag}` begins with a quote, which `go build` refuses.\nQuote it for the shell alone: `-{flag}="-s -w"`.',
});

/** Flags of go build, Go 1.18 to 1.27; an unknown name that is none of these and close to one is a slip. */
const BUILD_FLAGS = new Set(
  'C a asan asmflags buildmode buildvcs compiler cover covermode coverpkg debug-actiongraph debug-runtime-trace debug-trace gccgoflags gcflags installsuffix json ldflags linkshared mod modcacherw modfile msan n o overlay p pgo pkgdir race tags toolexec trimpath v work x i'.split(
    ' ',
  ),
);
const BUILDMODES = new Set('archive c-archive c-shared default shared exe pie plugin'.split(' '));
const MODS = new Set(['readonly', 'vendor', 'mod']);
const BOOLEANS = new Set('a asan race msan n v work x trimpath linkshared modcacherw cover'.split(' '));
const TRUTH = /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/;

function check({ file, report }: RuleContext<BuildSource>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    for (const command of unit.commands) {
      if (command.verb !== 'build') continue;
      for (const flag of command.flags.written) {
        if (seen.has(flag.span.start)) continue;
        seen.add(flag.span.start);
        const found = problem(flag, command);
        if (found) report(found);
      }
    }
  }
}

function problem(flag: WrittenFlag, command: GoCommand): Report | undefined {
  const { name, span } = flag;
  const { text } = flag.value;
  const severity = command.certain ? 'error' : 'warning';
  if (!BUILD_FLAGS.has(name)) {
    if (name === 'static') return { span, severity, message: say.staticForLinker };
    if (FOR_LINKER.has(name)) return { span, severity, message: say.linkerFlag({ flag: name }) };
    const guess = didYouMean(name, BUILD_FLAGS);
    // Other names may be flags of a release that is not known here.
    if (guess === undefined || guess.length < 3) return undefined;
    return {
      span,
      severity,
      message: say.unknownFlag({ flag: name, guess }),
      fixes: rename(flag, guess),
    };
  }
  if (PER_PACKAGE.has(name)) {
    const found = notFlags(flag, command, severity);
    if (found) return found;
  }
  const inLinker = name === 'ldflags' ? misplaced(flag, command, severity) : undefined;
  if (inLinker || text === undefined) return inLinker;
  if (name === 'buildmode' && !BUILDMODES.has(text)) {
    return { span, severity, message: say.unknownBuildmode({ mode: text }) };
  }
  if (name === 'mod' && text !== '' && !MODS.has(text)) {
    return { span, severity, message: say.unknownMod({ mode: text }) };
  }
  if (BOOLEANS.has(name) && !TRUTH.test(text)) {
    return {
      span,
      severity,
      message: say.notBoolean({ flag: name, value: text }),
    };
  }
  return compilerFlags(flag, text, severity);
}

/** Flags of the linker that go build does not have, each run. */
const FOR_LINKER = new Set('X s w extld extldflags linkmode'.split(' '));

/** Flags whose value may begin with the packages that they are for. */
const PER_PACKAGE = new Set('asmflags gccgoflags gcflags ldflags'.split(' '));

/** What go takes for a pattern of packages (cmd/go/internal/load/flag.go). */
function notFlags(flag: WrittenFlag, command: GoCommand, severity: 'error' | 'warning'): Report | undefined {
  const { name, span } = flag;
  const text = filledText(flag, command)?.trim() ?? '';
  const equals = text.indexOf('=');
  const pattern = equals < 0 ? text : text.slice(0, equals).trim();
  if (text === '' || text.startsWith('-') || pattern.includes('\uFFFF')) return undefined;
  if (text.startsWith('"') || text.startsWith("'")) return { span, severity, message: say.startsWithQuote({ flag: name }) };
  if (equals < 0) return { span, severity, message: say.notDashed({ text }) };
  return pattern.includes(' ') ? { span, severity: 'warning', message: say.pattern({ text: `${pattern}=…` }) } : undefined;
}

/** Flags of go build that the linker does not have, each run. */
const NOT_FOR_LINKER = new Set(
  'asmflags buildvcs cover covermode coverpkg gcflags ldflags mod modfile overlay pgo tags trimpath'.split(' '),
);
const SANITIZERS = new Set(['race', 'msan', 'asan']);

/** Flags in `-ldflags` that are meant for go build or the compiler. */
function misplaced(flag: WrittenFlag, command: GoCommand, severity: 'error' | 'warning'): Report | undefined {
  const { span } = flag;
  for (const name of linkerFlagsIn(flag, command)) {
    if (SANITIZERS.has(name) && command.flags.values.get(name)?.text !== 'true')
      return { span, severity: 'warning', message: say.sanitizerForLinker({ flag: name }) };
    if (NOT_FOR_LINKER.has(name)) return { span, severity, message: say.notForLinker({ flag: name }) };
    if (name === 'N' || name === 'l') return { span, severity, message: say.compilerFlag({ flag: name }) };
    if (name === 'static') return { span, severity, message: say.staticForLinker };
  }
  return undefined;
}

/** Forms that the compiler or the linker refuses, each run. */
function compilerFlags({ name, span }: WrittenFlag, text: string, severity: 'error' | 'warning'): Report | undefined {
  const glued =
    name === 'gcflags' ? /(?:^|[\s=])(-N-l|-l-N|-NL|-Nl|-lN)(?=\s|$)/ : name === 'ldflags' ? /(?:^|\s)(-s-w|-w-s|-sw|-ws)(?=\s|$)/ : null;
  const m = glued?.exec(text);
  if (m) {
    const apart = m[1]!.startsWith('-s') || m[1]!.startsWith('-w') ? '-s -w' : '-N -l';
    return {
      span,
      severity,
      message: say.gluedFlags({ flags: m[1]!, apart }),
    };
  }
  if (name === 'ldflags') {
    const define = /(?:^|\s)-X[\s=](?:(["'])([^"']*)\1|(\S+))/g;
    for (const d of text.matchAll(define)) {
      const definition = d[2] ?? d[3] ?? '';
      if (!definition.includes('=') && definition !== '') {
        return { span, severity, message: say.noValue({ definition }) };
      }
    }
  }
  return undefined;
}

/** `-ldflag=…` to `-ldflags=…`, where the flag is written as it is read. */
function rename({ name, span }: WrittenFlag, guess: string): RelativeFix[] {
  return [
    {
      title: shared.replaceFix({ text: `-${guess}` }),
      safe: false,
      edits: [{ span: { start: span.start + 1, end: span.start + 1 + name.length }, newText: guess }],
    },
  ];
}

export default rule({
  id: 'build/bad-flag',
  messages: say,
  severity: 'error',
  otherSeverities: {
    warning:
      'the build can succeed without this command, or with the flag: `-race` in `-ldflags` has no effect, nor have flags after a pattern that matches no package',
  },
  since: '0.1.0',
  summary: 'flag that `go build` refuses',
  docs: {
    what: 'Reports flags on `go build` that the go command, the compiler or the linker refuses: misspelt names, build modes that do not exist, glued letters such as `-ldflags=-sw`, `-X` without a value, flags of `go build` or the compiler inside of `-ldflags`, values of `-ldflags` and `-gcflags` that do not begin with a dash. `-ldflags=-race` is not refused, but makes no race build.',
    why: 'The build fails, in a CI job or an image often minutes after the change, and the message is followed by a page of usage.',
    fix: 'Write the flag as `go help build`, `go tool compile -help` or `go tool link -help` name it.',
    limits:
      'Only `go build`, in every kind of build file. An unknown name is reported when it is close to exactly one flag; others may belong to a Go release that is not known here. Values with parts that come out of variables are not looked at.',
    sources: [
      'each form run with Go 1.26',
      'go help build of Go 1.18 to 1.27',
      'go-facts §8.4: flags inside of -ldflags',
      'goreleaser/goreleaser#4031',
    ],
  },
  examples: [
    bad(
      `-- Makefile --
build:
	go build «-ldflag="-s -w"» -o app .
`,
      `build:
	go build -ldflags="-s -w" -o app .
`,
    ),
    bad(`FROM golang:1.26
COPY . .
RUN go build «-ldflags=-sw» «-buildmode=static» -o /app .
`),
    bad(`-- build.sh --
set -e
go build «-gcflags="all=-N-l"» -o app .
go build «-ldflags "-X main.version"» «-race=yes» .
`),
    bad(`-- Makefile --
LDFLAGS := -s -w -trimpath
race:
	go build «-ldflags "-race"» -o app .
release:
	go build «-ldflags="$(LDFLAGS)"» -o app .
debug:
	go build «-ldflags='-N'» -o app .
static:
	go build «-ldflags='-w -static'» -o app .
`),
    bad(`-- .goreleaser.yaml --
builds:
  - id: app
    ldflags:
      - "«s -w -X main.version={{.Version}}»"
`),
    bad(`-- .goreleaser.yaml --
builds:
  - id: app
    flags:
      - -trimpath
      - «-static»
`),
    bad(`-- build.sh --
set -e
go build «-X main.version=1» .
go build «-s=true» .
`),
    bad(`-- build.sh --
set -e
go build «-ldflags="s -w"» -o app .
go build «-ldflags="'-s -w'"» -o app .
`),
    silent(
      'flags for the packages that a pattern names',
      `-- build.sh --
go build -gcflags='all=-N -l' -ldflags="all=-s -w" -asmflags='./...=-trimpath' .
go build -gcflags="std=-l" -gcflags "example.com/app/...=-m" -ldflags='' .
`,
    ),
    silent(
      'the variable may begin with a dash',
      `-- build.sh --
go build -ldflags="$LDFLAGS -X main.version=1" .
go build -ldflags="\${LDFLAGS:-s} w" .
`,
    ),
    good(`-- build.sh --
go build -trimpath -buildmode=pie -gcflags='all=-N -l' -ldflags="-s -w -X main.version=1.2" -race=true -o app .
`),
    silent(
      'the flags are for the C linker',
      `-- build.sh --
go build -ldflags '-linkmode external -extldflags "-static -pie"' -o app .
go build -ldflags "-X main.flags=-race -extldflags -static" -o app .
`,
    ),
    silent(
      'the version comes out of a variable',
      `-- build.sh --
go build -ldflags "-X main.version=$VERSION" $FLAGS .
`,
    ),
    silent(
      'the variable may end in -extldflags',
      `-- Makefile --
build:
	go build -ldflags="$(LINK) -static" -o app .
static:
	go build -ldflags="$(LINK) -extldflags -static" -o app .
`,
    ),
    silent(
      'ko splits its flags at blanks',
      `-- .ko.yaml --
builds:
- id: app
  flags: -v -trimpath
`,
    ),
    silent(
      'it is close to no flag',
      `-- build.sh --
go build -experimentalnewflag=1 .
`,
    ),
  ],
  checks: { builds: check },
});
