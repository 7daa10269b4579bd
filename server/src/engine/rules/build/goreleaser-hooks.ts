import { messages } from '../../base/message.js';
import type { BuildFileFacts, Misplaced } from '../../builds/facts.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';

const say = messages('build/goreleaser-hooks', {
  lostVariable: 'Each hook runs in a process of its own, so the build does not see `{name}`.\nSet `{name}` under `env` of the build.',
  noShell:
    'This hook needs a shell, and goreleaser starts none: `{name}` is not a program. The release fails with “exec: "{name}": executable file not found in $PATH”.\nWrite `sh -c "…"` around the hook, or call a script.',
  dropped:
    'This hook needs a shell, and goreleaser starts none: `{operator}` and all that follows is ignored.\nWrite one hook for each command, or `sh -c "…"` around this one.',
  noSuchKey: '`hooks.{key}` does not exist in a goreleaser build.\nUse `hooks.{right}`.',
  renameFix: 'Rename to `{key}`',
});

function checkFile({ file, report }: RuleContext<BuildFileFacts>): void {
  for (const place of file.misplaced) report(reportOf(place));
}

function reportOf({ kind, span, name }: Misplaced): Report {
  if (kind === 'hook-variable') {
    return { span, message: say.lostVariable({ name: name ?? '' }) };
  }
  if (kind === 'hook-builtin') return { span, message: say.noShell({ name: name ?? '' }) };
  if (kind === 'hook-operator') return { span, message: say.dropped({ operator: name ?? '' }) };
  const { key, right } = kind === 'build-hooks-before' ? { key: 'before', right: 'pre' } : { key: 'after', right: 'post' };
  return {
    span,
    message: say.noSuchKey({ key, right }),
    fixes: [{ title: say.renameFix({ key: right }), safe: false, edits: [{ span, newText: right }] }],
  };
}

export default rule({
  id: 'build/goreleaser-hooks',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'goreleaser hook under a key that does not exist, one that sets a variable for itself alone, or one that needs a shell',
  docs: {
    what: 'Reports `hooks.before` and `hooks.after` of a build in goreleaser files, hooks that only `export` a variable of Go, and hooks that need a shell: `cd web && npm ci`, `CGO_ENABLED=0 go build`.',
    why: 'The hooks of a build are `hooks.pre` and `hooks.post`; `before.hooks` belongs to the whole file. Each hook is a process of its own, so a variable that it exports never reaches the build that is meant to see it. No shell runs it: `cd` and `CGO_ENABLED=0` are not found, and of `a && b` only `a` runs.',
    fix: 'Name the hooks `pre` and `post`. Write variables under `env` of the build, or of the whole file.',
    limits: 'It looks at `builds` and at `before.hooks` of goreleaser files only.',
    sources: [
      'goreleaser.com/customization: builds and global hooks',
      'go-facts C20',
      'goreleaser v2.5.0 internal/pipe/before; runs of caarlos0/go-shellwords v1.0.12, which it splits hooks with; SnapdragonPartners/maestro#52',
    ],
  },
  examples: [
    bad(
      `-- .goreleaser.yaml --
builds:
  - id: app
    hooks:
      «before»: make generate
`,
      `builds:
  - id: app
    hooks:
      pre: make generate
`,
    ),
    bad(`-- .goreleaser.yml --
before:
  hooks:
    - «export GOEXPERIMENT=jsonv2»
builds:
  - main: ./cmd/app
`),
    good(`-- .goreleaser.yaml --
before:
  hooks:
    - go mod tidy
builds:
  - id: app
    env: [CGO_ENABLED=0]
    hooks:
      pre: make generate
      post: upx dist/app
`),
    bad(`-- .goreleaser.yaml --
before:
  hooks:
    - go mod tidy
    - «cd web && npm ci»
`),
    bad(`-- .goreleaser.yaml --
before:
  hooks:
    - «go mod tidy && go generate ./...»
`),
    bad(`-- .goreleaser.yaml --
before:
  hooks:
    - «CGO_ENABLED=0 go build -o assets/agent ./cmd/agent»
`),
    silent(
      'a shell is called, or the sign is quoted',
      `-- .goreleaser.yaml --
before:
  hooks:
    - sh -c "cd web && npm ci"
    - env CGO_ENABLED=0 go build -o assets/agent ./cmd/agent
    - ./scripts/completions.sh
    - go run ./cmd/docs --sep ' && '
    - go generate -run "a | b" ./...
`,
    ),
    silent(
      'the shell that exports it also uses it',
      `-- .goreleaser.yaml --
before:
  hooks:
    - sh -c "export GOEXPERIMENT=jsonv2; go generate ./..."
builds:
  - main: ./cmd/app
`,
    ),
  ],
  checks: { builds: inBuildFiles(checkFile) },
});
