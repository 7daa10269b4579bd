/** The text of a new rule: small, true, and already passing the tester. Its author replaces it from the examples down. */
import { version } from '../src/node/host/version.js';

export type TemplateLanguage = 'go' | 'dockerfile';

export function ruleTemplate(language: TemplateLanguage, id: string): string {
  return language === 'go' ? goTemplate(id) : dockerfileTemplate(id);
}

function goTemplate(id: string): string {
  return `/** Imports of io/ioutil: replace this sentence, then the examples, then the check. */
import { t } from '../../base/l10n.js';
import { bad, goRule, good, silent } from '../rule.js';

const PATH = 'io/ioutil';

export default goRule({
  id: '${id}',
  severity: 'hint',
  since: '${version()}',
  summary: 'An import of io/ioutil',
  inTests: true,
  docs: {
    what: 'An import of the package \`io/ioutil\`.',
    why: 'The package has been deprecated since Go 1.16; its functions live in \`io\` and \`os\` and new ones are added there only.',
    fix: 'Use the function of \`io\` or \`os\` that the deprecation notice names.',
    limits: 'Says nothing about imports in generated files.',
    sources: ['src/io/ioutil/ioutil.go in the Go source tree'],
  },
  examples: [
    bad('package app\\n\\nimport «"io/ioutil"»\\n\\nvar Discard = ioutil.Discard\\n'),
    good('package app\\n\\nimport "io"\\n\\nvar Discard = io.Discard\\n'),
    silent('another module may have a package of that name', 'package app\\n\\nimport "example.com/io/ioutil"\\n\\nvar Discard = ioutil.Discard\\n'),
  ],
  check({ file, report }) {
    for (const spec of file.imports) {
      if (spec.path === PATH) report({ span: spec.span, message: t('\`{0}\` has been deprecated since Go 1.16.', PATH) });
    }
  },
});
`;
}

function dockerfileTemplate(id: string): string {
  return `/** Final stages that name themselves "todo": replace this sentence, then the examples, then the check. */
import { t } from '../../base/l10n.js';
import { bad, dockerfileRule, good, silent } from '../rule.js';

const NAME = 'todo';

export default dockerfileRule({
  id: '${id}',
  severity: 'hint',
  since: '${version()}',
  summary: 'A final stage with the name todo',
  docs: {
    what: 'A last stage whose name is \`todo\`.',
    why: 'The name of a final stage is what \`docker build --target\` takes, so it should say what the image is.',
    fix: 'Name the stage after the image it makes.',
    limits: 'Says nothing about other stages.',
    sources: ['Dockerfile reference, FROM'],
  },
  examples: [
    bad('FROM «golang:1.26» AS todo\\n'),
    good('FROM golang:1.26 AS build\\n'),
    silent('only the last stage makes the image', 'FROM golang:1.26 AS todo\\nFROM golang:1.26 AS build\\n'),
  ],
  check({ file, report }) {
    const last = file.stages.at(-1);
    if (last?.name === NAME) report({ span: last.from.imageSpan, message: t('The final stage is named \`{0}\`, which says nothing about the image.', NAME) });
  },
});
`;
}
