import { messages } from '../../base/message.js';
import type { BuildSource } from '../../builds/facts.js';
import { settingsNamed } from '../../builds/settings.js';
import { disabledCgo } from '../../program/linkage.js';
import { goSetting } from '../../shell/go-command.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as words } from '../words.js';

const say = messages('cgo/wrong-variable', {
  ignored: '`{name}` is ignored by the go command: cgo reads its flags from `{right}`.\nReplace it with `{right}`.',
  misspelled:
    '`{name}` is ignored by the go command, which reads `CGO_ENABLED`. Cgo stays on where it is on by default.\nReplace it with `CGO_ENABLED`.',
});

const NAMES = ['CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'];

/** As people have written it. */
const MISSPELLED = ['CGO_ENABLE', 'CGOENABLED', 'CGO_ENABLED_', 'GO_ENABLED'];

function check(context: RuleContext<BuildSource>): void {
  checkFlags(context);
  checkSpelling(context);
}

function checkSpelling({ file, report }: RuleContext<BuildSource>): void {
  for (const { setting, command } of settingsNamed(file, name => MISSPELLED.includes(name))) {
    if (!command || !setting.span || !BUILDS.has(command.verb ?? '') || (setting.text !== '0' && setting.text !== '1')) continue;
    // Somebody hands its value on, or the other name is there too.
    const right = goSetting(command, 'CGO_ENABLED');
    if (right !== undefined && right !== 'unknown') continue;
    // A name that may mean something else counts only right before the command.
    const isOwn = setting.origin === 'shell' && setting.span.end <= command.span.start && command.span.start - setting.span.end < 100;
    if (setting.name === 'GO_ENABLED' && !isOwn) continue;
    const span = { start: setting.span.start, end: setting.span.start + setting.name.length };
    const fix = { title: words.replaceFix({ text: 'CGO_ENABLED' }), safe: false, edits: [{ span, newText: 'CGO_ENABLED' }] };
    report({ span, message: say.misspelled({ name: setting.name }), fixes: [fix] });
  }
}

const BUILDS: ReadonlySet<string> = new Set(['build', 'install', 'test', 'run']);

function checkFlags({ file, report }: RuleContext<BuildSource>): void {
  for (const { setting, command } of settingsNamed(file, name => NAMES.includes(name))) {
    const right = `CGO_${setting.name}`;
    if (!command || !setting.span || setting.text === '' || setting.origin !== 'shell') continue;
    // Only a variable that is set for this go command alone is meant for it.
    if (setting.span.end > command.span.start || setting.span.end + 200 < command.span.start) continue;
    const own = goSetting(command, right);
    if ((own !== undefined && own !== 'unknown') || disabledCgo(command)) continue;
    if (command.verb !== 'build' && command.verb !== 'install' && command.verb !== 'test') continue;
    if (setting.name === 'LDFLAGS' && !/(?:^|\s)-[lL]\S/.test(setting.text ?? '')) continue;
    report({
      span: { start: setting.span.start, end: setting.span.start + setting.name.length },
      message: say.ignored({ name: setting.name, right }),
      fixes: [
        {
          title: words.replaceFix({ text: right }),
          safe: false,
          edits: [{ span: { start: setting.span.start, end: setting.span.start + setting.name.length }, newText: right }],
        },
      ],
    });
  }
}

export default rule({
  id: 'cgo/wrong-variable',
  severity: 'warning',
  since: '0.1.0',
  summary: '`CFLAGS=… go build` and `CGO_ENABLE=0`, which the go command ignores',
  docs: {
    what: 'Reports `CFLAGS`, `CPPFLAGS`, `CXXFLAGS` and `LDFLAGS` (with `-l` or `-L`) that shell text sets for a go command, and misspelled names of `CGO_ENABLED`.',
    why: 'Cgo takes the flags of the C compiler from `CGO_CFLAGS`, `CGO_CPPFLAGS`, `CGO_CXXFLAGS` and `CGO_LDFLAGS`. The plain names are those of make and autoconf; the go command ignores them, so headers are not found or optimisations are missing. With `CGO_ENABLE=0` cgo stays on: a program that should be static needs the C library of its build machine.',
    fix: 'Write `CGO_CFLAGS` and its relatives.',
    limits:
      'Only variables that the shell text itself sets shortly before the go command, and only where cgo is not disabled. `LDFLAGS` that hold other flags are silent: many Makefiles hand a variable of that name to `-ldflags`.',
    sources: [
      'go help environment',
      'cmd/go/internal/work/exec.go CFlags',
      'dcherman/image-cache-daemon#10 and influxdata/telegraf#458: misspelled names in Makefiles',
    ],
  },
  messages: say,
  examples: [
    bad(
      `FROM golang:1.26
COPY . .
RUN «CFLAGS»=-O3 go build -o /app .
`,
      `FROM golang:1.26
COPY . .
RUN CGO_CFLAGS=-O3 go build -o /app .
`,
    ),
    bad(`-- build.sh --
export «LDFLAGS»="-L/opt/lib -lfoo"
go build -o app .
`),
    bad(
      `-- Makefile --
image:
	«CGO_ENABLE»=0 GOOS=linux go build -o bin/app .
	docker build -t app .
`,
      `image:
	CGO_ENABLED=0 GOOS=linux go build -o bin/app .
	docker build -t app .
`,
    ),
    silent(
      'the value is handed on under the right name',
      `FROM golang:1.26
ARG CGO_ENABLE=0
ENV CGO_ENABLED=$CGO_ENABLE
COPY . .
RUN go build -o /app .
`,
    ),
    good(`-- build.sh --
CGO_CFLAGS=-O3 CGO_LDFLAGS=-lfoo go build -o app .
`),
    silent(
      'the variable is handed to the go linker',
      `-- build.sh --
LDFLAGS="-s -w"
go build -ldflags "$LDFLAGS" -o app .
`,
    ),
    silent(
      'cgo is off',
      `-- build.sh --
CGO_ENABLED=0 CFLAGS=-O3 go build -o app .
`,
    ),
  ],
  checks: { builds: check },
});
