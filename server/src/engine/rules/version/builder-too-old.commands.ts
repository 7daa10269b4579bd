/** Which commands read go.mod, and since which release they check its go line. */
import type { GoVersion } from '../../base/go-version.js';
import type { BuildUnit } from '../../builds/facts.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';

const IN_MODULE = new Set(['build', 'install', 'test', 'vet', 'run', 'list', 'generate', 'mod']);

/** From here on a release checks the go line, and understands one with a patch. */
export const CHECKS: GoVersion = { major: 1, minor: 21 };

/** `go install tool@version` does not look at go.mod. */
export function inModule(command: GoCommand): boolean {
  return command.verb !== undefined && IN_MODULE.has(command.verb) && !command.packages.some(p => p === undefined || p.includes('@'));
}

/** A recipe or an argument may set another value. */
export function keepsToolchain(command: GoCommand): boolean {
  const setting = goSetting(command, 'GOTOOLCHAIN');
  return setting === undefined || (setting !== 'unknown' && setting.text === 'local');
}

/** golangci-lint asks go for the packages of the folder that it runs in. */
export function lintCommands({ steps = [], environment }: BuildUnit): GoCommand[] {
  return steps.flatMap(step => {
    if (step.kind !== 'run' || step.command.name !== 'golangci-lint' || step.command.words[1] !== 'run') return [];
    const { span, certain, cwd } = step.command;
    const flags = { values: new Map(), written: [], complete: true };
    return [{ verb: 'list', span, certain, environment, written: new Map(), cwd, flags, packages: ['./...'] }];
  });
}

/** No image brings its Go. */
export const isSetUp = ({ kind, image }: BuildUnit): boolean => kind === 'ci job' && image === undefined;
