import { compareGoVersions, formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { type GoInstallation, type MachineFacts, releaseIn, releaseOfGo } from '../../program/machine.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('version/shadowed-go', {
  emptyRoot: 'GOROOT is `{root}`, where no Go is installed, so builds fail.\nUnset GOROOT: go finds its own.',
  emptySavedRoot:
    'GOROOT in `{file}` is `{root}`, where no Go is installed, so builds fail.\nRemove GOROOT from that file: go finds its own.',
  otherRoot:
    'GOROOT is `{root}` with {rootVersion}, but `{go}` is {version}. Builds fail with “compile: version "{rootVersion}" does not match go tool version "{version}"”.\nUnset GOROOT: go finds its own.',
  otherSavedRoot:
    'GOROOT in `{file}` is `{root}` with {rootVersion}, but `{go}` is {version}. Builds fail with “compile: version "{rootVersion}" does not match go tool version "{version}"”.\nRemove GOROOT from that file: go finds its own.',
  tooOld:
    '`{go}`, which runs here, is Go {release} and does not switch to Go {wanted}, which go.mod requires. `{other}` on the same PATH is Go {otherRelease}.\nPut the folder of `{other}` first on PATH.',
  several:
    'Several Go installations are on PATH. This editor builds with `{go}` (Go {release}); a shell with another PATH order would build with `{other}` (Go {otherRelease}).',
});

function check({ file, workspace, report }: RuleContext<GoModFacts>): void {
  const { machine } = workspace;
  const here = machine && releaseIn(file, machine.go, machine);
  if (!machine?.go || !here || !file.go) return;
  // A go command that hands over sets GOROOT for the other one.
  const found = (here.switches ? undefined : otherRoot(machine, machine.go)) ?? otherCommand(file, machine, machine.go, here.version);
  if (found) report({ span: file.go.span, ...found });
}

/** GOROOT decides the compiler and the standard library; the go command itself is the one that was found. */
function otherRoot({ goroot, goEnvFile }: MachineFacts, go: GoInstallation): Omit<Report, 'span'> | undefined {
  if (!goroot || go.version === undefined || goroot.version === go.version) return undefined;
  const root = goroot.path;
  const file = goEnvFile.values.GOROOT === root ? goEnvFile.path : undefined;
  if (!goroot.isGo) return { message: file === undefined ? say.emptyRoot({ root }) : say.emptySavedRoot({ root, file }) };
  if (goroot.version === undefined) return undefined;
  const names = { root, rootVersion: goroot.version, go: go.path, version: go.version };
  return { message: file === undefined ? say.otherRoot(names) : say.otherSavedRoot({ ...names, file }) };
}

/** Another command on PATH that ends up as another release in this module. */
function otherCommand(module: GoModFacts, machine: MachineFacts, go: GoInstallation, here: GoVersion): Omit<Report, 'span'> | undefined {
  const others = machine.onPath.flatMap(other => {
    const end = other.path === go.path ? undefined : releaseIn(module, other, machine);
    const own = releaseOfGo(other);
    return end && own && minor(end.version) !== minor(here) ? [{ other, own, end: end.version }] : [];
  });
  const wanted = module.go!.version;
  const enough = others.find(o => compareGoVersions(o.end, wanted) >= 0);
  if (compareGoVersions(here, wanted) < 0 && enough) {
    return {
      message: say.tooOld({
        ...{ go: go.path, release: formatGoVersion(here), wanted: formatGoVersion(wanted) },
        ...{ other: enough.other.path, otherRelease: formatGoVersion(enough.own) },
      }),
    };
  }
  const first = others[0];
  if (!first) return undefined;
  return {
    severity: 'hint',
    message: say.several({ go: go.path, release: minor(here), other: first.other.path, otherRelease: minor(first.end) }),
  };
}

function minor({ major, minor }: GoVersion): string {
  return formatGoVersion({ major, minor });
}

interface Installed {
  readonly path: string;
  readonly version: string;
  readonly toolchain?: string;
}

/** A machine as the examples need it; the first command runs. */
const machine = (onPath: readonly Installed[], more = {}) => `-- machine.json --
${JSON.stringify(
  { arch: 'amd64', go: onPath[0], onPath, goEnvFile: { path: '/home/me/.config/go/env', values: {} }, environment: {}, ...more },
  undefined,
  2,
)}
`;
const LOCAL: Installed = { path: '/usr/local/go/bin/go', version: 'go1.26.8' };
const OLD: Installed = { path: '/usr/bin/go', version: 'go1.19.8' };
const PACKAGED: Installed = { path: '/usr/bin/go', version: 'go1.24.4' };
const MOD = 'module example.com/app\n\ngo «1.26»\n';
const PLAIN_MOD = MOD.replace(/[«»]/g, '');
const OLDER_MOD = 'module example.com/app\n\ngo «1.22»\n';

export default rule({
  id: 'version/shadowed-go',
  messages: say,
  severity: 'warning',
  otherSeverities: { hint: 'the go command that runs here can build the module, and another one would build it with another release' },
  since: '0.1.0',
  summary: 'several Go installations on this machine: GOROOT of another version, or an old go before a new one on PATH',
  docs: {
    what: 'Reports, at the go line of go.mod, a GOROOT that is set to another version than the go command that runs, a go command that is too old for the module and comes before a newer one on PATH, and, as a hint, commands on PATH that would build the module with another release.',
    why: 'The go command takes the compiler and the standard library from GOROOT and refuses a compiler of another version, even of another patch release. Who updates Go in a second folder keeps the old command where the older folder comes first on PATH. The errors name neither GOROOT nor PATH.',
    fix: 'Do not set GOROOT: each go command finds its own. Put the folder of the Go that should run first on PATH, or remove the other one.',
    limits:
      'Only in the editor, on the desktop and in trusted workspaces; `go-preflight doctor` says the same on the command line, while `check` does not look at the machine. The machine is looked at when go.mod is opened or saved. Versions are read from the file VERSION of an installation, so scripts such as those of asdf and goenv are not judged. From Go 1.21 on the command may hand over to the release that go.mod asks for (GOTOOLCHAIN=auto): then it sets GOROOT for that release, and two commands that hand over to the same one do not differ. In the examples `machine.json` stands for what was found on the machine.',
    sources: [
      'run with Go 1.20 to 1.27, each with the GOROOT of another release: compile: version "go1.24.4" does not match go tool version "go1.27.3"',
      'run: with GOTOOLCHAIN=auto and a newer go line the chosen toolchain gets a GOROOT of its own',
      'run: Go 1.20 in a module with go 1.26: cannot compile Go 1.26 code; Go 1.24 with GOTOOLCHAIN=local: go.mod requires go >= 1.26',
    ],
  },
  examples: [
    bad(
      `-- go.mod --\n${MOD}${machine([LOCAL], {
        environment: { GOROOT: '/opt/go1.24' },
        goroot: { path: '/opt/go1.24', version: 'go1.24.4', isGo: true },
      })}`,
    ),
    bad(`-- go.mod --\n${MOD}${machine([OLD, LOCAL])}`),
    bad(`-- go.mod --\n${OLDER_MOD}${machine([LOCAL, PACKAGED])}`),
    good(`-- go.mod --\n${PLAIN_MOD}${machine([LOCAL])}`),
    silent(
      'both commands hand over to the release that go.mod asks for',
      `-- go.mod --\nmodule example.com/app\n\ngo 1.27\n${machine([LOCAL, PACKAGED])}`,
    ),
    silent(
      'GOROOT names the installation that runs',
      `-- go.mod --\n${PLAIN_MOD}${machine([LOCAL], {
        environment: { GOROOT: '/usr/local/go' },
        goroot: { path: '/usr/local/go', version: 'go1.26.8', isGo: true },
      })}`,
    ),
    silent(
      'the toolchain that go hands over to gets a GOROOT of its own',
      `-- go.mod --\nmodule example.com/app\n\ngo 1.27\n${machine([LOCAL], {
        environment: { GOROOT: '/opt/go1.24' },
        goroot: { path: '/opt/go1.24', version: 'go1.24.4', isGo: true },
      })}`,
    ),
  ],
  checks: { module: check },
});
