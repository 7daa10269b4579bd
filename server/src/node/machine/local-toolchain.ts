/** The go command of this machine as a row of the build table. The probe survives a GOEXPERIMENT that stops every other go command. */

import { parseGoVersion } from '../../engine/base/go-version.js';
import type { BuildContext, ContextValue } from '../../engine/program/build-contexts.js';
import { thisMachine } from '../../engine/program/words.js';
import { parseGoFlagsVariable } from '../../engine/shell/go-command.js';
import { experimentSet } from '../../engine/tables/experiment-set.js';
import { findGo, type ProcessEnvironment } from '../go/find-go.js';
import { GO_ENV, OFFLINE } from '../go/go-flags.js';
import { oddWrittenFile } from '../go/module-files.js';
import { runProcess } from '../go/process.js';
import { goEnvFile } from './go-env-file.js';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1 << 20;

/** No go.mod of the folder makes go hand over to another release, and nothing is downloaded. */
const ALONE = { ...OFFLINE, GO111MODULE: 'off' };

/** Undefined when there is no go command, or it does not answer. `goPath`: the one to take instead of that on PATH. */
export async function localToolchain(cwd: string, env: ProcessEnvironment, goPath = ''): Promise<BuildContext | undefined> {
  const go = findGo(goPath, env);
  if (go === undefined || oddWrittenFile(env) !== undefined) return undefined;
  // GOEXPERIMENT is read from the environment and from the file that `go env -w` writes, which a bad value there would stop as well.
  const alone = { ...env, ...ALONE, GOEXPERIMENT: ',' };
  const answer = (await goEnv(go, cwd, alone)) ?? (await goEnv(go, cwd, { ...alone, GOTOOLCHAIN: 'local' }));
  if (!answer) return undefined;
  const file = goEnvFile(env).values;
  /** What go itself works out counts as not set. */
  const set = (name: string): ContextValue => ({ value: answer[name] ?? '', isSet: (env[name] || file[name] || '') !== '' });
  const version = parseGoVersion((answer.GOVERSION ?? '').split(' ')[0]!);
  const experiment = env.GOEXPERIMENT || (await writtenExperiment(go, cwd, { ...env, ...ALONE }));
  const on = version && experimentSet(version, answer.GOARCH ?? 'amd64', experiment);
  const difference = on && [
    ...[...on.on].filter(x => !on.baseline.has(x)).sort(),
    ...[...on.baseline].filter(x => !on.on.has(x)).map(x => `no${x}`),
  ];
  const flags = parseGoFlagsVariable(answer.GOFLAGS ?? '');
  const flag = (name: string): ContextValue => ({ value: flags.get(name)?.text ?? '', isSet: flags.has(name) });
  return {
    kind: 'local toolchain',
    name: thisMachine(),
    file: go,
    span: { start: 0, end: 0 },
    goVersion: { value: answer.GOVERSION?.replace(/^go/, ''), isSet: true },
    ...(version && { release: version }),
    switches: /auto|path/.test(answer.GOTOOLCHAIN ?? ''),
    goexperiment: { value: experiment, isSet: experiment !== '' },
    experiments: difference,
    cgoEnabled: set('CGO_ENABLED'),
    goos: set('GOOS'),
    goarch: set('GOARCH'),
    tags: flag('tags'),
    ldflags: flag('ldflags'),
    buildmode: flag('buildmode'),
    finalImage: { value: '', isSet: false },
    builds: true,
  };
}

/** What `go env -w GOEXPERIMENT=…` left behind. With such a value only `go env` still answers. */
async function writtenExperiment(go: string, cwd: string, env: ProcessEnvironment): Promise<string> {
  return (await goEnv(go, cwd, { ...env, GOEXPERIMENT: '' }))?.GOEXPERIMENT ?? '';
}

async function goEnv(go: string, cwd: string, env: ProcessEnvironment): Promise<Readonly<Record<string, string>> | undefined> {
  let text = '';
  const end = await runProcess({
    file: go,
    args: GO_ENV,
    cwd,
    env,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    onStdout: chunk => {
      text += chunk;
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
