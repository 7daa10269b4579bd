/** `version/builder-too-old` where a job gives the release to another workflow of the repository, and its examples. */

import { formatGoVersion, parseGoVersion } from '../../base/go-version.js';
import { joinPath } from '../../base/paths.js';
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import { releaseOf } from '../../builds/release-tag.js';
import type { WorkflowCall } from '../../builds/workflow-calls.js';
import { rootOf } from '../../program/build-contexts.js';
import { moduleRunIn } from '../../program/build-folders.js';
import { calledCommands } from '../../program/called-commands.js';
import { isNewer } from '../../program/release-in-force.js';
import type { RuleContext } from '../report.js';
import { bad, type Example, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { CHECKS, inModule, keepsToolchain, lintCommands } from './builder-too-old.commands.js';
import { isReplaced, mayDiffer } from './builder-too-old.otherwise.js';
import { say } from './builder-too-old.words.js';

export function checkCalled(context: RuleContext<BuildFileFacts>): void {
  for (const call of context.file.calls ?? []) {
    const called = context.workspace.buildFacts(joinPath(rootOf(context.file.path), call.workflow));
    for (const unit of called?.units ?? []) if (unit.go?.fixed && unit.go.input !== undefined) checkUnit(call, called!, unit, context);
  }
}

function checkUnit(call: WorkflowCall, called: BuildFileFacts, unit: BuildUnit, { workspace, report }: RuleContext<BuildFileFacts>): void {
  const commands = [...unit.commands, ...calledCommands(called, unit, workspace), ...lintCommands(unit)];
  // What a step runs only under a condition may look at the release itself.
  const command = commands.find(c => inModule(c) && c.certain && c.onFailure !== 'goes on' && keepsToolchain(c));
  const module = command && moduleRunIn(called, command, workspace);
  if (!command || !module?.go || mayDiffer(called, unit, workspace) || isReplaced(called, unit, workspace)) return;
  const wanted = formatGoVersion(module.go.version);
  for (const { text, span } of call.inputs.get(unit.go!.input!) ?? []) {
    const release = parseGoVersion(releaseOf(text.replace(/\.x$/, '')) ?? '');
    if (!release || isNewer(CHECKS, release) || !isNewer(module.go.version, release)) continue;
    report({
      span,
      severity: call.certain ? 'error' : 'warning',
      message: say.job({ release: formatGoVersion(release), wanted }),
      steps: [
        { message: shared.moduleRequires({ release: wanted }), file: module.path, span: module.go.span },
        { message: say.stepCommand, file: command.recipe?.file ?? called.path, span: command.recipe?.span ?? command.span },
      ],
    });
  }
}

const called = (steps: string, uses = 'actions/setup-go@v6') => `-- .github/workflows/test.yml --
on:
  workflow_call:
    inputs:
      go-version: {required: true, type: string}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: ${uses}
        with:
          go-version: \${{ inputs.go-version }}
${steps}`;
const caller = (releases: string) => `-- .github/workflows/ci.yml --
on: [push]
jobs:
  all:
    strategy:
      matrix:
        go: [${releases}]
    uses: ./.github/workflows/test.yml
    with:
      go-version: \${{ matrix.go }}
`;
const MODULE = (go: string) => `-- go.mod --\nmodule example.com/app\n\ngo ${go}\n-- app.go --\npackage app\n`;
const TEST = '      - run: go test ./...\n';

export const CALLED_EXAMPLES: readonly Example[] = [
  bad(`${MODULE('1.26')}${called(TEST)}${caller('«1.25.x», 1.26.x')}`),
  bad(`${MODULE('1.26.4')}${called(TEST)}${caller('«1.26.3»')}`),
  silent('no release is older', `${MODULE('1.25')}${called(TEST)}${caller('1.25.x, 1.26.x')}`),
  silent('version 5 leaves the toolchain to the go command', `${MODULE('1.26')}${called(TEST, 'actions/setup-go@v5')}${caller('1.25.x')}`),
  silent(
    'a step looks at the release first',
    `${MODULE('1.26')}${called("      - id: check\n        run: ./skip.sh\n      - if: steps.check.outputs.skip != 'true'\n        run: go test ./...\n")}${caller('1.25.x')}`,
  ),
  silent(
    'another module is tested',
    `${MODULE('1.26')}${called('      - run: cd tools && go test ./...\n')}${caller('1.25.x')}-- tools/go.mod --\nmodule example.com/tools\n\ngo 1.24\n`,
  ),
  silent(
    'no go command looks at the module',
    `${MODULE('1.26')}${called('      - run: go install example.com/tool@latest\n')}${caller('1.25.x')}`,
  ),
  silent('the job sets GOTOOLCHAIN', `${MODULE('1.26')}${called('      - run: GOTOOLCHAIN=auto go test ./...\n')}${caller('1.25.x')}`),
  silent('nobody knows the release', `${MODULE('1.26')}${called(TEST)}${caller('1.25.x').replace('matrix.go ', 'vars.GO ')}`),
  silent('a newest release', `${MODULE('1.26')}${called(TEST)}${caller('stable')}`),
];
