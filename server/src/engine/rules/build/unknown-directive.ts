import type { RelativeFix } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import type { DirectiveComment, GoFileFacts } from '../../go/package/facts.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('build/unknown-directive', {
  inline:
    '`go:inline` is not a compiler directive, so this comment is ignored. Whether a function is inlined depends only on its cost.\nDelete the comment.',
  malformed: 'The compiler ignores this comment: a directive has nothing between `//` and its name.\nWrite `{directive}`.',
  misspelt: '`go:{name}` is not a compiler directive, so this comment is ignored. Did you mean `go:{guess}`?',
  deleteFix: 'Delete the comment',
  writeFix: 'Write `{directive}`',
});

/** Directives that mean something above a declaration, with the declaration they stand above and whether they take arguments. */
const DIRECTIVES = table<{ above: DirectiveComment['above']; arguments: RegExp }>({
  noinline: { above: 'function', arguments: /^$/ },
  nosplit: { above: 'function', arguments: /^$/ },
  noescape: { above: 'function', arguments: /^$/ },
  norace: { above: 'function', arguments: /^$/ },
  nocheckptr: { above: 'function', arguments: /^$/ },
  uintptrescapes: { above: 'function', arguments: /^$/ },
  embed: { above: 'variable', arguments: /^[\w./*"`-]+$/ },
  linkname: { above: 'function', arguments: /^\w+( [\w./()*-]+)?$/ },
});

/** Everything else that a Go tool reads, now or in the past (`pragmaFlag`, cmd/go, TinyGo): never reported. */
const KNOWN = new Set(
  (
    'build generate debug fix wasmimport wasmexport nointerface systemstack nowritebarrier nowritebarrierrec yeswritebarrierrec ' +
    'cgo_unsafe_args uintptrkeepalive registerparams notinheap linknamestd ' +
    'cgo_export_static cgo_export_dynamic cgo_import_static cgo_import_dynamic cgo_dynamic_linker cgo_ldflag ' +
    'binary-only-package export extern section align interrupt volatile nobounds inheap'
  ).split(' '),
);

const IMPORT_NEEDED = table<string>({ embed: 'embed', linkname: 'unsafe' });

export default rule({
  id: 'build/unknown-directive',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A comment that looks like a compiler directive and is ignored',
  inTests: true,
  docs: {
    what: 'A comment directly above a declaration that is meant as a compiler directive and is not one: `//go:inline`, `// go:noinline` with a space, `//+go:noinline`, or a misspelled name.',
    why: 'The compiler reads `//go:name` only in exactly that form and silently ignores everything else; `go vet` says nothing either. The function is inlined although a benchmark relies on it not being, or the embedded file is simply empty.',
    fix: 'Write the directive as `//go:name`, without spaces or a plus sign, at the beginning of the line. There is no directive that forces inlining: delete `//go:inline` and look at the reason with `go build -gcflags=-m=2`.',
    limits:
      'Only a comment that holds nothing but the directive, directly above a declaration of the kind it is for. Names that no Go tool knows and that are not close to one are left alone, and so are `//go:generate` lines, which are often switched off by a space.',
    sources: ['src/cmd/compile/internal/noder/lex.go (pragmaFlag)', 'Run on Go 1.18 to 1.27: ignored without a message'],
  },
  examples: [
    bad('package app\n\n«//go:inline»\nfunc f() int { return 1 }\n', 'package app\n\nfunc f() int { return 1 }\n'),
    bad('package app\n\n«// go:noinline»\nfunc f() int { return 1 }\n', 'package app\n\n//go:noinline\nfunc f() int { return 1 }\n'),
    bad(
      '// does not compile: gofmt would change the comment\npackage app\n\n«//+go:noinline»\nfunc f() int { return 1 }\n',
      '// does not compile: gofmt would change the comment\npackage app\n\n//go:noinline\nfunc f() int { return 1 }\n',
    ),
    bad(
      'package app\n\n// f is measured.\n//\n«// +go:noinline»\nfunc f() int { return 1 }\n',
      'package app\n\n// f is measured.\n//\n//go:noinline\nfunc f() int { return 1 }\n',
    ),
    bad('package app\n\n«//go:noinlne»\nfunc f() int { return 1 }\n', 'package app\n\n//go:noinline\nfunc f() int { return 1 }\n'),
    bad('package app\n\nimport _ "embed"\n\n«// go:embed index.html»\nvar page string\n\nfunc f() string { return page }\n'),
    good('package app\n\n// f is measured.\n//\n//go:noinline\nfunc f() int { return 1 }\n'),
    silent('it is prose', 'package app\n\n// go:noinline is ignored when it is written like this.\nfunc f() int { return 1 }\n'),
    silent('no declaration follows it', 'package app\n\n// go:noinline\n\nfunc f() int { return 1 }\n'),
    silent(
      'tools other than the compiler read it',
      'package app\n\n//go:generate stringer -type=T\n//go:generate:custom x\ntype T int\n\n//go:export add\nfunc add() {}\n',
    ),
    silent('a switched-off generator is not a mistake', 'package app\n\n// go:generate stringer -type=T\ntype T int\n'),
    silent('above a type it would not be a directive either', 'package app\n\n// go:noinline\ntype T int\n'),
  ],
  checks: {
    go({ file, report }) {
      for (const comment of file.directives) {
        const found = judge(comment);
        if (found) report({ span: trimmed(comment), message: found.message, fixes: fixOf(file, comment, found.canonical) });
      }
    },
  },
});

interface Verdict {
  readonly message: Message;
  /** The comment as it should be; '' when it should go. */
  readonly canonical: string;
  readonly name?: string;
}

function judge(comment: DirectiveComment): Verdict | undefined {
  if (!comment.above || !comment.atLineStart) return undefined;
  const m = /^\/\/(\s*(?:\+\s*)?)go:([\w-]+)(?:[ \t]+(.*))?$/s.exec(comment.text.trimEnd());
  if (!m) return undefined;
  const [, prefix = '', name = '', rest = ''] = m;
  if (name === 'inline')
    return comment.above === 'function' && rest === ''
      ? {
          canonical: '',
          message: say.inline,
        }
      : undefined;
  const canonical = DIRECTIVES[name] ? name : prefix === '' && !KNOWN.has(name) ? nearest(name) : undefined;
  const directive = canonical === undefined ? undefined : DIRECTIVES[canonical]!;
  if (!directive || (prefix === '' && canonical === name) || directive.above !== comment.above || !directive.arguments.test(rest))
    return undefined;
  const text = `//go:${canonical}${rest === '' ? '' : ` ${rest}`}`;
  return {
    canonical: text,
    message: canonical === name ? say.malformed({ directive: text }) : say.misspelt({ name, guess: canonical! }),
  };
}

function nearest(name: string): string | undefined {
  const close = Object.keys(DIRECTIVES).filter(d => distance(name, d) <= (d.length > 5 ? 2 : 1));
  return close.length === 1 ? close[0] : undefined;
}

/** Levenshtein distance; a swap of neighbours counts as one. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  }
  return rows[a.length]![b.length]!;
}

const trimmed = ({ text, span }: DirectiveComment) => ({ start: span.start, end: span.start + text.trimEnd().length });

function fixOf(file: GoFileFacts, comment: DirectiveComment, canonical: string): RelativeFix[] {
  const span = trimmed(comment);
  if (canonical === '') {
    // The comment stands alone on its line and a declaration follows, so the line's end goes with it.
    const newline = comment.text.length > comment.text.trimEnd().length ? comment.span.end + 1 : span.end + 1;
    return [{ title: say.deleteFix, safe: true, edits: [{ span: { start: span.start, end: newline }, newText: '' }] }];
  }
  const needed = IMPORT_NEEDED[/^\/\/go:(\w+)/.exec(canonical)?.[1] ?? ''];
  if (needed !== undefined && !file.imports.some(i => i.path === needed)) return [];
  return [{ title: say.writeFix({ directive: canonical }), safe: false, edits: [{ span, newText: canonical }] }];
}
