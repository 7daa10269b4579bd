/** The text of a new rule: small, true, and already passing the tester. Its author replaces it from the examples down. */
import { version } from '../src/node/host/version.js';

export const TEMPLATE_KINDS = ['go', 'dockerfile', 'builds', 'module', 'compiler'] as const;
/** The check that the rule has, or `compiler` for what only the compiler's output tells. */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

interface Template {
  readonly about: string;
  readonly constant?: string;
  readonly sentence: string;
  readonly summary: string;
  readonly more?: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly limits: string;
  readonly source: string;
  readonly examples: readonly string[];
  readonly check: string;
}

const TEMPLATES: Readonly<Record<TemplateKind, Template>> = {
  go: {
    about: 'Imports of io/ioutil',
    constant: "const PATH = 'io/ioutil';",
    sentence: '`{path}` is deprecated since Go 1.16.\\nUse the function of `io` or `os` that the deprecation notice names.',
    summary: 'An import of io/ioutil',
    more: '  inTests: true,\n',
    what: 'An import of the package `io/ioutil`.',
    why: 'The package has been deprecated since Go 1.16; its functions live in `io` and `os` and new ones are added there only.',
    fix: 'Use the function of `io` or `os` that the deprecation notice names.',
    limits: 'Says nothing about imports in generated files.',
    source: 'src/io/ioutil/ioutil.go in the Go source tree',
    examples: [
      String.raw`bad('package app\n\nimport «"io/ioutil"»\n\nvar Discard = ioutil.Discard\n')`,
      String.raw`good('package app\n\nimport "io"\n\nvar Discard = io.Discard\n')`,
      String.raw`silent('a package of another module', 'package app\n\nimport "example.com/io/ioutil"\n\nvar Discard = ioutil.Discard\n')`,
    ],
    check: `go({ file, report }) {
      for (const spec of file.imports) {
        if (spec.path === PATH) report({ span: spec.span, message: say.found({ path: PATH }) });
      }
    }`,
  },
  dockerfile: {
    about: 'Final stages that name themselves "todo"',
    constant: "const NAME = 'todo';",
    sentence: 'The final stage is named `{name}`, which says nothing about the image.\\nName the stage after the image that it makes.',
    summary: 'A final stage with the name todo',
    what: 'A last stage whose name is `todo`.',
    why: 'The name of a final stage is what `docker build --target` takes, so it should say what the image is.',
    fix: 'Name the stage after the image it makes.',
    limits: 'Says nothing about other stages.',
    source: 'Dockerfile reference, FROM',
    examples: [
      String.raw`bad('FROM «golang:1.26» AS todo\n')`,
      String.raw`good('FROM golang:1.26 AS build\n')`,
      String.raw`silent('only the last stage makes the image', 'FROM golang:1.26 AS todo\nFROM golang:1.26 AS build\n')`,
    ],
    check: `dockerfile({ file, report }) {
      const last = file.stages.at(-1);
      if (last?.name === NAME) report({ span: last.from.imageSpan, message: say.found({ name: NAME }) });
    }`,
  },
  builds: {
    about: 'Builds that are told to print every command',
    constant: "const FLAG = 'x';",
    sentence: '`-{flag}` prints every command of this build.\\nLeave it out.',
    summary: 'A build with -x',
    what: 'A go command with the flag `-x`, in a Dockerfile or another file that builds.',
    why: 'The log of such a build is long, and what matters in it is hard to find.',
    fix: 'Leave the flag out once the build works.',
    limits: 'Says nothing where the flag comes from a variable.',
    source: 'go help build',
    examples: [
      String.raw`bad('FROM golang:1.26\nRUN go build «-x» .\n')`,
      String.raw`good('FROM golang:1.26\nRUN go build .\n')`,
      String.raw`silent('the flag is a variable', 'FROM golang:1.26\nARG FLAGS\nRUN go build $FLAGS .\n')`,
    ],
    check: `builds({ file, report }) {
      for (const { commands } of file.units) {
        for (const { flags } of commands) {
          for (const { name, span } of flags.written) if (name === FLAG) report({ span, message: say.found({ flag: name }) });
        }
      }
    }`,
  },
  module: {
    about: 'Modules without a domain',
    sentence: 'The module `{module}` has no domain in its path.\\nName it after the place that its code lives in.',
    summary: 'A module path without a domain',
    what: 'A module whose path has no dot in its first element.',
    why: 'Such paths are reserved for the standard library, and nobody can download the module.',
    fix: 'Begin the path with a domain, as in `example.com/app`.',
    limits: 'Says nothing about go.mod files without a go line.',
    source: 'go.dev/ref/mod, module paths',
    examples: [
      String.raw`bad('-- go.mod --\nmodule app\n\ngo «1.26»\n')`,
      String.raw`good('-- go.mod --\nmodule example.com/app\n\ngo 1.26\n')`,
      String.raw`silent('there is no go line', '-- go.mod --\nmodule app\n')`,
    ],
    check: `module({ file, report }) {
      const first = file.module.split('/')[0] ?? '';
      if (file.go && first !== '' && !first.includes('.')) report({ span: file.go.span, message: say.found({ module: file.module }) });
    }`,
  },
  compiler: {
    about: 'What the Go compiler alone can tell: channels of functions that are called Todo',
    constant: "const NAME = 'Todo';",
    sentence: '`{text}` makes a channel, which is always on the heap.\\nMake it once, where the program starts.',
    summary: 'A channel made by a function called Todo',
    more: `  compiler: {
    only: true,
    names: ({ site, text }) => (site.kind === 'channel' && site.declaration === NAME ? say.found({ text }) : undefined),
  },
`,
    what: 'A channel that a function with the name `Todo` makes, once the compiler has compiled it.',
    why: 'Each allocation costs time, and the garbage collector more of it later.',
    fix: 'Make the channel once, where the program starts.',
    limits: 'Says nothing before the compiler has run, and nothing about functions with other names.',
    source: 'go-facts §4.1: channels always allocate',
    examples: [
      String.raw`bad('package app\n\nfunc Todo() chan int {\n\treturn «make(chan int)»\n}\n')`,
      String.raw`good('package app\n\nvar Todo = make(chan int)\n')`,
      String.raw`silent('the function has another name', 'package app\n\nfunc Open() chan int {\n\treturn make(chan int)\n}\n')`,
    ],
    check: '',
  },
};

export function ruleTemplate(kind: TemplateKind, id: string): string {
  const t = TEMPLATES[kind];
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  return `/** ${t.about}: replace this sentence, then the examples, then the check. */
import { messages } from '../../base/message.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('${id}', {
  found: '${t.sentence}',
});
${t.constant === undefined ? '' : `\n${t.constant}\n`}
export default rule({
  id: '${id}',
  severity: 'hint',
  since: '${version()}',
  summary: ${quote(t.summary)},
${t.more ?? ''}  docs: {
    what: ${quote(t.what)},
    why: ${quote(t.why)},
    fix: ${quote(t.fix)},
    limits: ${quote(t.limits)},
    sources: [${quote(t.source)}],
  },
  examples: [
${t.examples.map(e => `    ${e},`).join('\n')}
  ],
  messages: say,
  checks: ${
    t.check === ''
      ? '{}'
      : `{
    ${t.check},
  }`
  },
});
`;
}
