/** What the doctor finds in files, as facts for rules. Starts no process. */

import { join } from 'node:path';
import type { GoInstallation, MachineFacts } from '../../engine/program/machine.js';
import type { ProcessEnvironment } from '../go/find-go.js';
import { examine } from './examine.js';
import { readAssignments } from './go-env-file.js';
import type { InstalledGo } from './installed-go.js';
import { readSmall } from './installed-go.js';

/** Variables that decide which Go runs and how. */
const NAMES = ['GOROOT', 'GOEXPERIMENT', 'GOTOOLCHAIN', 'GOENV'];
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** For a folder and the go command that settings name (empty: that on PATH). Never rejects. */
export async function machineFacts(dir: string, configured: string, env: ProcessEnvironment): Promise<MachineFacts> {
  const { go, onPath, goEnvFile, otherGoroot } = await examine({ dir, configured, env, mayRun: false });
  return {
    arch: ARCHITECTURES[process.arch] ?? process.arch,
    ...(go && { go: installation(go) }),
    onPath: onPath.map(installation),
    goEnvFile,
    environment: Object.fromEntries(NAMES.flatMap(name => (env[name] ? [[name, env[name]]] : []))),
    ...(otherGoroot && {
      goroot: {
        path: otherGoroot.path,
        isGo: otherGoroot.isGo,
        ...(otherGoroot.version !== undefined && { version: otherGoroot.version }),
      },
    }),
  };
}

function installation({ path, version, goroot, isScript }: InstalledGo): GoInstallation {
  const toolchain = goroot === undefined ? undefined : readAssignments(readSmall(join(goroot, 'go.env')) ?? '').GOTOOLCHAIN;
  return { path, ...(version !== undefined && !isScript && { version }), ...(toolchain && { toolchain }) };
}
