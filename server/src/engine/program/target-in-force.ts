/** The one place that decides what a Go file is built for, and tells by whose word. */

import type { ProjectTarget } from '../base/config.js';
import type { Location } from '../base/finding.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { BuildTarget } from '../go/package/build-target.js';
import { splitTags } from '../shell/go-command.js';
import type { BuildContext } from './build-contexts.js';
import { type MachineFacts, releaseHere } from './machine.js';
import { flagOf, type GoHome } from './modules/go-home.js';

/** Who says so: nobody; a variable of go on the machine; the project's file; what builds the module, all places alike or the editor's settings; the go command. */
export type TargetSource =
  | { readonly kind: 'default' }
  | { readonly kind: 'go env'; readonly name: string }
  | { readonly kind: 'project' }
  | { readonly kind: 'build'; readonly at: Location }
  | { readonly kind: 'toolchain' };

export interface TargetInForce {
  readonly target: BuildTarget & { readonly os: string };
  readonly from: Readonly<Record<'os' | 'arch' | 'cgo' | 'tags' | 'experiment' | 'release', TargetSource>>;
}

export interface TargetSources {
  /** What builds the module. */
  readonly contexts: readonly BuildContext[];
  readonly module: GoModFacts | undefined;
  readonly machine: MachineFacts | undefined;
  /** What the project's file says. */
  readonly project?: ProjectTarget | undefined;
}

interface Told<T> {
  readonly value: T;
  readonly from: TargetSource;
}

type Column = 'goos' | 'goarch' | 'cgoEnabled' | 'tags' | 'goexperiment';

const DEFAULT: TargetSource = { kind: 'default' };

/** What go is told on the machine comes first, then the project's file, then what builds the module, then linux/amd64 with cgo. */
export function targetInForce(home: GoHome, { contexts, module, machine, project }: TargetSources): TargetInForce {
  const tell = (name: string, set: string | undefined, column: Column, otherwise: string, agreedOn?: string): Told<string> => {
    if (set) return { value: set, from: { kind: 'go env', name } };
    if (agreedOn !== undefined) return { value: agreedOn, from: { kind: 'project' } };
    return agreed(contexts, column) ?? { value: otherwise, from: DEFAULT };
  };
  const { settings } = home;
  const os = tell('GOOS', settings.GOOS, 'goos', 'linux', project?.os);
  const arch = tell('GOARCH', settings.GOARCH, 'goarch', 'amd64', project?.arch);
  const cgo = tell('CGO_ENABLED', settings.CGO_ENABLED, 'cgoEnabled', '1');
  const tags = tell('GOFLAGS', flagOf(home, 'tags'), 'tags', '', project?.tags?.join());
  const experiment = tell('GOEXPERIMENT', settings.GOEXPERIMENT, 'goexperiment', '');
  const release = releaseHere(module, machine);
  return {
    target: {
      os: os.value,
      arch: arch.value,
      cgo: cgo.value !== '0',
      tags: splitTags(tags.value),
      ...(experiment.value !== '' && { experiment: experiment.value }),
      ...(release && { release }),
    },
    from: {
      ...{ os: os.from, arch: arch.from, cgo: cgo.from, tags: tags.from, experiment: experiment.from },
      release: release ? { kind: 'toolchain' } : DEFAULT,
    },
  };
}

/** What every place that builds the module says; the editor's settings are about the editor, so they count alone. */
function agreed(contexts: readonly BuildContext[], column: Column): Told<string> | undefined {
  const building = contexts.filter(c => c.builds && !c.foreign);
  const editor = building.find(c => c.kind === 'vscode settings' && c[column].isSet && c[column].value);
  const rows = editor ? [editor] : building;
  const first = rows[0]?.[column];
  if (!first?.value || !first.at || !rows.every(row => row[column].value === first.value)) return undefined;
  return { value: first.value, from: { kind: 'build', at: first.at } };
}
