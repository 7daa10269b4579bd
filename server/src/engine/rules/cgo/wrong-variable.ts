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
});

const NAMES = ['CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'];

function check({ file, report }: RuleContext<BuildSource>): void {
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
  summary: '`CFLAGS=… go build`, which the go command ignores',
  docs: {
    what: 'Reports `CFLAGS`, `CPPFLAGS`, `CXXFLAGS` and `LDFLAGS` (with `-l` or `-L`) that shell text sets for a go command.',
    why: 'Cgo takes the flags of the C compiler from `CGO_CFLAGS`, `CGO_CPPFLAGS`, `CGO_CXXFLAGS` and `CGO_LDFLAGS`. The plain names are those of make and autoconf; the go command ignores them, so headers are not found or optimisations are missing.',
    fix: 'Write `CGO_CFLAGS` and its relatives.',
    limits:
      'Only variables that the shell text itself sets shortly before the go command, and only where cgo is not disabled. `LDFLAGS` that hold other flags are silent: many Makefiles hand a variable of that name to `-ldflags`.',
    sources: ['go help environment', 'cmd/go/internal/work/exec.go CFlags'],
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
