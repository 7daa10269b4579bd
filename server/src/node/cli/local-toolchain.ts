/** The go command of this machine as a row of the build table. The probe survives a GOEXPERIMENT that stops every other go command. */

import { experimentSet } from '../../engine/data/experiment-set.js';
import { parseGoVersion } from '../../engine/facts/build/go-mod.js';
import type { BuildContext, Cell } from '../../engine/workspace/build-contexts.js';
import { findGo } from '../goTool/find-go.js';
import { runProcess } from '../goTool/process.js';

const TIMEOUT_MS = 10_000;

/** Undefined when there is no go command, or it does not answer. `goPath`: the one to take instead of that on PATH. */
export async function localToolchain(cwd: string, env: NodeJS.ProcessEnv, goPath = ''): Promise<BuildContext | undefined> {
  const go = findGo(goPath, env);
  if (go === undefined) return undefined;
  // GOEXPERIMENT is read from the environment and from the file that `go env -w` writes, which a bad value there would stop as well.
  const written = await goEnv(go, cwd, { ...env, GOEXPERIMENT: ',' });
  if (!written) return undefined;
  const set = (name: string): Cell => {
    const value = written[name] ?? '';
    return { value, isSet: value !== '' };
  };
  const version = parseGoVersion((written.GOVERSION ?? '').split(' ')[0]!);
  const experiment = env.GOEXPERIMENT || (await writtenExperiment(go, cwd, env));
  const on = version && experimentSet(version, written.GOARCH ?? 'amd64', experiment);
  const difference = on && [
    ...[...on.on].filter(x => !on.baseline.has(x)).sort(),
    ...[...on.baseline].filter(x => !on.on.has(x)).map(x => `no${x}`),
  ];
  const unset: Cell = { value: '', isSet: false };
  return {
    kind: 'local toolchain',
    name: 'this machine',
    file: go,
    span: { start: 0, end: 0 },
    goVersion: { value: written.GOVERSION?.replace(/^go/, ''), isSet: true },
    ...(version && { release: version }),
    goexperiment: { value: experiment, isSet: experiment !== '' },
    experiments: difference,
    cgoEnabled: set('CGO_ENABLED'),
    goos: set('GOOS'),
    goarch: set('GOARCH'),
    tags: unset,
    ldflags: unset,
    buildmode: unset,
    finalImage: unset,
    builds: true,
  };
}

/** What `go env -w GOEXPERIMENT=…` left behind. With such a value only `go env` still answers. */
async function writtenExperiment(go: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return (await goEnv(go, cwd, { ...env, GOEXPERIMENT: '' }))?.GOEXPERIMENT ?? '';
}

async function goEnv(go: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Readonly<Record<string, string>> | undefined> {
  let text = '';
  const end = await runProcess({
    file: go,
    args: ['env', '-json'],
    cwd,
    env,
    timeoutMs: TIMEOUT_MS,
    onStdout: chunk => {
      if (text.length < 1 << 20) text += chunk;
    },
    onStderr: () => undefined,
  });
  if (end.kind !== 'exit' || end.code !== 0) return undefined;
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return undefined;
  }
}
