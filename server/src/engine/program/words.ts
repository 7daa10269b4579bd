/** Names of the places that build a program: of their kinds, and of the one without a file. Names of tools stay as they are. */
import { type Message, messages } from '../base/message.js';
import { plain } from '../base/wording.js';
import type { BuildContext } from './build-contexts.js';

const say = messages('place', {
  thisMachine: 'this machine',
  module: 'module',
  localToolchain: 'local toolchain',
  dockerfileStage: 'Dockerfile stage',
  ciJob: 'CI job',
  makeTarget: 'make target',
  task: 'task',
  script: 'script',
  composeService: 'compose service',
  container: 'container',
  vscodeSettings: 'VS Code settings',
});

const NAMES: Readonly<Partial<Record<BuildContext['kind'], Message>>> = {
  module: say.module,
  'local toolchain': say.localToolchain,
  'dockerfile stage': say.dockerfileStage,
  'ci job': say.ciJob,
  'make target': say.makeTarget,
  task: say.task,
  script: say.script,
  'compose service': say.composeService,
  container: say.container,
  'vscode settings': say.vscodeSettings,
};

/** The name of the machine's go command among the places that build. */
export const thisMachine = () => plain(say.thisMachine);

/** For people. */
export function kindName(kind: BuildContext['kind']): string {
  const name = NAMES[kind];
  return name === undefined ? kind : plain(name);
}
