/**
 * What a host found out about Go on the machine: plain data, so that rules stay pure. Hosts that may not look (browsers, untrusted
 * workspaces) give none, and rules about the machine are silent then.
 */

import { compareGoVersions, type GoVersion, parseGoVersion } from '../base/go-version.js';
import type { GoModFacts } from '../builds/go-mod.js';

export interface MachineFacts {
  /** As Go calls it: `amd64`, `arm64`. */
  readonly arch: string;
  /** The go command that runs; absent when there is none. */
  readonly go?: GoInstallation;
  /** Every go command that PATH leads to, in its order. */
  readonly onPath: readonly GoInstallation[];
  /** The file that `go env -w` writes, with what it sets; an empty path when GOENV=off. */
  readonly goEnvFile: { readonly path: string; readonly values: Readonly<Record<string, string>> };
  /** Variables of go in the environment that are not empty. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that GOROOT names, in the environment or the written file. */
  readonly goroot?: { readonly path: string; readonly version?: string; readonly isGo: boolean };
}

export interface GoInstallation {
  readonly path: string;
  /** From the file VERSION beside it, such as `go1.26.8`; absent for scripts that choose another command, and for builds from a checkout. */
  readonly version?: string;
  /** GOTOOLCHAIN in the installation's go.env; absent where it says nothing. */
  readonly toolchain?: string;
}

/** The release of an installation; undefined when it is not known. */
export function releaseOfGo(go: GoInstallation | undefined): GoVersion | undefined {
  return go?.version === undefined ? undefined : parseGoVersion(go.version);
}

/** First release that can hand over to a newer one. */
const FIRST_SWITCHING: GoVersion = { major: 1, minor: 21 };

/** The release that builds the module on the machine; undefined where nobody may look, or nobody can say. */
export function releaseHere(module: GoModFacts | undefined, machine: MachineFacts | undefined): GoVersion | undefined {
  return module && machine && releaseIn(module, machine.go, machine)?.version;
}

/** The release that `go` ends up as in a module, and whether it hands over to get there; undefined when nobody can say. */
export function releaseIn(
  module: GoModFacts,
  go: GoInstallation | undefined,
  { environment, goEnvFile }: MachineFacts,
): { readonly version: GoVersion; readonly switches: boolean } | undefined {
  const own = releaseOfGo(go);
  if (!own) return undefined;
  const setting = environment.GOTOOLCHAIN || goEnvFile.values.GOTOOLCHAIN || go?.toolchain || 'auto';
  if (setting === 'local' || compareGoVersions(own, FIRST_SWITCHING) < 0) return { version: own, switches: false };
  const named = /^go\d+\.\d+\.\d+$/.test(setting) ? parseGoVersion(setting) : undefined;
  if (named) return { version: named, switches: compareGoVersions(named, own) !== 0 };
  if (setting !== 'auto' && setting !== 'path') return undefined;
  const wanted = [module.go?.version, module.toolchain?.version]
    .filter(v => v !== undefined)
    .sort(compareGoVersions)
    .at(-1);
  return wanted && compareGoVersions(wanted, own) > 0 ? { version: wanted, switches: true } : { version: own, switches: false };
}
