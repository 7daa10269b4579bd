/**
 * The Go toolchain as the compiler tier uses it: probe it, compile packages with `-m`, hand back facts. Whatever goes wrong is a status.
 *
 * `go list -e -export` compiles without linking, covers packages that do not build, and keeps JSON and compiler text apart; the compiler's
 * text comes from the build cache when nothing changed (go-facts §3.1).
 */

import { compareGoVersions, type GoVersion, parseGoVersion } from '../../engine/base/go-version.js';
import { LineSplitter } from '../../engine/compiler/line-splitter.js';
import { CompilerOutputParser } from '../../engine/compiler/parser.js';
import { type Asked, askByPrograms } from './by-programs.js';
import { cgoFiles } from './cgo-files.js';
import type { AnalyzeRequest, CompilerRun } from './compiler-run.js';
import { findGo, type ProcessEnvironment } from './find-go.js';
import { type BuildSettings, compilerFlags, overrides, runEnvironment } from './go-flags.js';
import { LIST_FIELDS, ListOutput } from './list-output.js';
import { oddModuleFile } from './module-files.js';
import { fromRoot, moduleRoot } from './module-root.js';
import { type Overlay, writeOverlay } from './overlay.js';
import { packageResults, withoutCgo } from './package-results.js';
import type { Probe } from './probe.js';
import { ProbeCache } from './probe-cache.js';
import { type ProcessEnd, runProcess } from './process.js';
import { Programs } from './programs.js';
import { oddSource } from './source-files.js';
import { describeStatus, failure, firstMessage, type GoStatus, OLDEST_GO } from './status.js';

/** GOFLAGS itself may hold `-json`. */
const QUESTION = ['env', '-json=false', 'GOVERSION', 'GOFLAGS'];
const PROBE_SECONDS = 30;
const PROBE_BYTES = 1_000_000;
const RUN_SECONDS = 300;
const MAX_OUTPUT = 1_000_000_000;

export class GoTool {
  /** One run per set of packages; a newer one stops and replaces the older. */
  private readonly runs = new Map<string, { controller: AbortController; done: Promise<unknown> }>();
  private readonly probes = new ProbeCache();
  private readonly programs = new Programs();

  private constructor(
    readonly path: string,
    private readonly environment: ProcessEnvironment,
  ) {}

  /** The configured go command, or `go` on PATH; undefined when there is none (see `findGo`). */
  static find(configured: string, environment: ProcessEnvironment = process.env): GoTool | undefined {
    const path = findGo(configured, environment);
    return path === undefined ? undefined : new GoTool(path, environment);
  }

  /** Which toolchain answers in `dir`. A GOEXPERIMENT it does not know stops every go command, so that is told apart (go-facts §2.2). */
  async probe(dir: string, settings: BuildSettings, signal?: AbortSignal): Promise<Probe> {
    const env = runEnvironment(this.environment, settings, dir);
    const odd = oddModuleFile(dir, env);
    if (odd !== undefined) return { status: { kind: 'oddFile', path: odd }, goFlags: '' };
    const first = await this.capture(QUESTION, dir, env, signal);
    const probe = this.readProbe(first);
    if (probe.status.kind !== 'failed' || !/unknown GOEXPERIMENT/.test(probe.status.firstError)) return probe;
    const plain = await this.capture(QUESTION, dir, { ...env, GOENV: 'off', GOEXPERIMENT: '' }, signal);
    return { ...this.readProbe(plain), status: probe.status };
  }

  /** Compiles the packages and reads what the compiler says. Never rejects; `onProgress` gets each import path once. */
  async analyzePackages(request: AnalyzeRequest, signal?: AbortSignal, onProgress?: (importPath: string) => void): Promise<CompilerRun> {
    const key = JSON.stringify([request.dir, request.patterns]);
    const controller = new AbortController();
    const cancel = () => controller.abort();
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const older = this.runs.get(key);
    older?.controller.abort();
    const done = (older?.done ?? Promise.resolve()).then(() => this.analyze(request, controller.signal, onProgress));
    this.runs.set(key, { controller, done });
    try {
      return await done;
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (this.runs.get(key)?.controller === controller) this.runs.delete(key);
    }
  }

  private async analyze(request: AnalyzeRequest, signal: AbortSignal, onProgress?: (importPath: string) => void): Promise<CompilerRun> {
    const cwd = moduleRoot(request.dir);
    const probe = await this.probes.get(cwd, request.env, () => this.probe(cwd, request, signal));
    if (probe.status.kind !== 'ok' || !probe.version) return { status: probe.status, packages: [] };
    const env = runEnvironment(this.environment, request, cwd);
    const odd = await oddSource({ dir: request.dir, patterns: request.patterns, root: cwd, env });
    if (odd !== undefined) return { status: { kind: 'oddFile', path: odd }, packages: [] };
    let overlay: Overlay;
    try {
      overlay = await writeOverlay(request.overlay);
    } catch (e) {
      return { status: { kind: 'failed', firstError: e instanceof Error ? e.message : String(e) }, packages: [] };
    }
    const flags = [...overrides(probe.goFlags), ...(request.tags === '' ? [] : [`-tags=${request.tags}`])];
    const run = { cwd, env, version: probe.version, flags, overlay, signal, onProgress };
    const ask = (asked: Asked) => this.compile({ ...request, ...asked }, run);
    try {
      if (request.buildOnly) return await ask({});
      return await askByPrograms({ go: this.path, request, ...run, goFlags: probe.goFlags, programs: this.programs, ask });
    } finally {
      await overlay.dispose();
    }
  }

  private async compile(request: AnalyzeRequest & Asked, around: RunContext): Promise<CompilerRun> {
    const { cwd, env, version, flags, overlay, signal, onProgress } = around;
    const list = new ListOutput();
    const parser = new CompilerOutputParser();
    const lines = new LineSplitter(line => {
      if (line.startsWith('# ')) onProgress?.(line.slice(2));
      parser.pushLine(line);
    });
    let size = 0;
    const { timeoutSeconds: seconds = RUN_SECONDS, maxOutput = MAX_OUTPUT } = request;
    const which = [
      ...flags,
      ...(request.pgo === undefined ? [] : [`-pgo=${request.pgo}`]),
      ...(overlay.file === undefined ? [] : [`-overlay=${overlay.file}`]),
      '--',
      ...request.patterns.map(p => fromRoot(cwd, request.dir, p)),
    ];
    const end = await runProcess({
      file: this.path,
      args: [
        'list',
        '-e',
        '-export',
        ...(request.tests ? ['-test'] : []),
        compareGoVersions(version, { major: 1, minor: 19 }) < 0 ? '-json' : `-json=${LIST_FIELDS}`,
        ...(request.buildOnly ? [] : [compilerFlags(request.flows)]),
        ...which,
      ],
      cwd,
      env,
      timeoutMs: seconds * 1000,
      // What comes last says which packages there are.
      maxBytes: maxOutput + MAX_OUTPUT,
      signal,
      onStdout: chunk => list.push(chunk),
      onStderr: chunk => {
        size += chunk.length;
        if (size <= maxOutput) lines.push(chunk);
      },
    });
    list.end();
    // A line that the cap cut in two says something else.
    if (size <= maxOutput) lines.end();
    const outputs = parser.finish();
    const message = firstMessage(parser.messages);
    const status = this.statusOf(end, list, message, seconds);
    if (status.kind !== 'ok') return { status, packages: [] };
    const missing = size > maxOutput ? 'anywhere' : parser.isFull ? 'whole packages' : 'nothing';
    const packages = packageResults(cwd, list.packages, outputs, version, overlay.replacements, missing);
    const failed = end.kind === 'exit' && end.code !== 0;
    const cgo = request.withoutCgo ? await cgoFiles({ go: this.path, cwd, env, args: which, signal }) : [];
    return {
      status,
      packages: withoutCgo(packages, cgo, version),
      ...(failed && { complaint: describeStatus(failure(message, end.code)) }),
    };
  }

  private statusOf(end: ProcessEnd, list: ListOutput, message: string | undefined, seconds: number): GoStatus {
    if (end.kind === 'cancelled') return end;
    if (end.kind === 'timeout') return { kind: 'timeout', seconds };
    if (end.kind === 'crash') return { kind: 'failed', firstError: end.reason };
    if (end.kind === 'tooMuch' || list.isFull) return { kind: 'tooMuch' };
    if (list.garbage) return { kind: 'garbage', command: this.path };
    if (end.code !== 0 && list.packages.length === 0) return failure(message, end.code);
    return { kind: 'ok' };
  }

  private readProbe(captured: Captured): Probe {
    const { end, stdout, stderr } = captured;
    // GOFLAGS is the rest: line breaks stand in it as other blanks do.
    const [name = '', ...rest] = stdout.split(/\r?\n/);
    const goFlags = rest.join('\n').trimEnd();
    if (end.kind === 'cancelled') return { status: end, goFlags };
    if (end.kind === 'timeout') return { status: { kind: 'timeout', seconds: PROBE_SECONDS }, goFlags };
    if (end.kind === 'crash') return { status: { kind: 'failed', firstError: end.reason }, goFlags };
    if (end.kind === 'tooMuch') return { status: { kind: 'garbage', command: this.path }, goFlags };
    if (end.code !== 0) return { status: failure(firstMessage(stderr.split(/\r?\n/)), end.code), goFlags };
    // go1.26.8 | go1.27rc1 | devel go1.28-0123abc Mon Jan … | go1.26.8 X:nodwarf5 | go1.25.3-custom
    const version = parseGoVersion(/^(?:devel )?(go\d+\.\d+(?:\.\d+)?)/.exec(name)?.[1] ?? '');
    if (!version) return { status: { kind: 'garbage', command: this.path }, goFlags };
    if (compareGoVersions(version, OLDEST_GO) < 0) return { status: { kind: 'tooOld', version }, version, goFlags };
    return { status: { kind: 'ok' }, version, goFlags };
  }

  private async capture(args: readonly string[], cwd: string, env: ProcessEnvironment, signal?: AbortSignal): Promise<Captured> {
    let stdout = '';
    let stderr = '';
    const end = await runProcess({
      file: this.path,
      args,
      cwd,
      env,
      timeoutMs: PROBE_SECONDS * 1000,
      maxBytes: PROBE_BYTES,
      ...(signal && { signal }),
      onStdout: chunk => {
        stdout += chunk;
      },
      onStderr: chunk => {
        stderr += chunk;
      },
    });
    return { end, stdout, stderr };
  }
}

/** What the runs for one request share. */
interface RunContext {
  /** Root of the module. */
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  readonly version: GoVersion;
  readonly flags: readonly string[];
  readonly overlay: Overlay;
  readonly signal: AbortSignal;
  readonly onProgress: ((importPath: string) => void) | undefined;
}

interface Captured {
  readonly end: ProcessEnd;
  readonly stdout: string;
  readonly stderr: string;
}
