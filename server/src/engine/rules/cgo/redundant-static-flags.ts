import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { BuildSource } from '../../builds/facts.js';
import { flagsNamed } from '../../builds/settings.js';
import { disabledCgo } from '../../program/linkage.js';
import { type GoCommand, goFlag, type WrittenFlag } from '../../shell/go-command.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('cgo/redundant-static-flags', {
  noEffect:
    '`-extldflags "-static"` has no effect with `CGO_ENABLED=0`. The Go linker makes a static binary by itself and starts no external linker.\nRemove `-extldflags "-static"`.',
  removeFix: 'Remove -extldflags "-static"',
});

const STATIC = /(?:^|\s)--?extldflags[= ](?:"\s*-static\s*"|'\s*-static\s*'|-static)(?=\s|$)/;

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  for (const { flag, command } of flagsNamed(file, ['ldflags'])) {
    if (disabledCgo(command)?.args.length !== 0 || mayLinkExternally(command) || !STATIC.test(flag.value.text ?? '')) continue;
    report({
      span: flag.span,
      message: say.noEffect,
      fixes: withoutStatic(flag, workspace.text(file.path) ?? ''),
    });
  }
}

/** A position independent program or another build mode may still ask for the external linker. */
function mayLinkExternally(command: GoCommand): boolean {
  const mode = goFlag(command, 'buildmode');
  const flags = command.flags.values.get('ldflags');
  return (mode !== undefined && mode !== 'unknown' && mode.text !== 'exe') || /linkmode[= ]\s*external/.test(flags?.text ?? '');
}

/** Takes the words out of the flag; the flag goes when nothing else is in it. Only where it is written on one line as it is read. */
function withoutStatic(flag: WrittenFlag, text: string): RelativeFix[] {
  const source = text.slice(flag.span.start, flag.span.end);
  const title = say.removeFix;
  const alone = /^--?ldflags[= ](['"]?)\s*--?extldflags[= ](?:\\?["']\s*-static\s*\\?["']|-static)\s*\1$/.test(source);
  if (alone) {
    const end = text[flag.span.end] === ' ' ? flag.span.end + 1 : flag.span.end;
    return [{ title, safe: false, edits: [{ span: { start: flag.span.start, end }, newText: '' }] }];
  }
  const m = /(?<!\s)\s+--?extldflags[= ](?:\\?["']\s*-static\s*\\?["']|-static(?=[\s'"]|$))/.exec(source);
  if (!m || source.includes('\n')) return [];
  const start = flag.span.start + m.index;
  return [{ title, safe: false, edits: [{ span: { start, end: start + m[0].length }, newText: '' }] }];
}

export default rule({
  id: 'cgo/redundant-static-flags',
  severity: 'hint',
  since: '0.1.0',
  summary: '`-extldflags "-static"` on a build with CGO_ENABLED=0, where it has no effect',
  docs: {
    what: 'Reports `-ldflags` with `-extldflags "-static"` on a go command that certainly runs with `CGO_ENABLED=0`.',
    why: 'The flags for the external linker are used only when there is one, and without cgo the Go linker works alone: the sections of the two binaries are identical. The flag makes readers believe that it is what makes the binary static.',
    fix: 'Remove the flag. Keep `CGO_ENABLED=0`.',
    limits: 'With `-buildmode` or `-linkmode=external` it is silent, and also where CGO_ENABLED comes from a build argument.',
    sources: ['run: .text, .rodata, .data, .go.buildinfo and .gopclntab of both binaries are identical (go-facts C6)'],
  },
  messages: say,
  examples: [
    bad(
      `FROM golang:1.26
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build «-ldflags='-s -w -extldflags "-static"'» -o /app .
`,
      `FROM golang:1.26
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags='-s -w' -o /app .
`,
    ),
    bad(
      `-- Makefile --
build:
	CGO_ENABLED=0 go build «-ldflags '-extldflags "-static"'» -o app .
`,
      `build:
	CGO_ENABLED=0 go build -o app .
`,
    ),
    good(`-- Makefile --
build:
	CGO_ENABLED=0 go build -ldflags='-s -w' -o app .
`),
    silent(
      'with cgo the flag is what makes the binary static',
      `-- Makefile --
build:
	CGO_ENABLED=1 go build -ldflags='-linkmode external -extldflags "-static"' -o app .
`,
    ),
    silent(
      'nobody knows whether cgo is on',
      `-- Makefile --
build:
	go build -ldflags='-extldflags "-static"' -o app .
`,
    ),
  ],
  checks: { builds: check },
});
