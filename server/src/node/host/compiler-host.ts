/**
 * The compiler tier on node: runs `go` on what a request names and turns its words into findings, file by file, giving way to other work
 * between files.
 */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { type WrittenProfile, writtenProfiles } from '../../engine/program/written-profiles.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type {
  CompiledPackage,
  CompiledSource,
  CompilerHost,
  CompilerOutcome,
  CompilerRequest,
  Host,
  VerifyOutcome,
  VerifyRequest,
} from '../../lsp/core/host.js';
import type { CompilerRun } from '../go/compiler-run.js';
import { GoTool } from '../go/go-tool.js';
import { moduleRoot } from '../go/module-root.js';
import { doesNotBuild, hasNothingToCompile, isCutOff, isLeftOut } from '../go/package-words.js';
import { describeStatus } from '../go/status.js';
import { say } from '../go/words.js';
import { PackageJoin } from './package-join.js';
import { fromPath, toPath } from './paths.js';
import { verifyFixes } from './verify-fixes.js';

export class GoCompilerHost implements CompilerHost {
  private readonly tools = new Map<string, GoTool>();
  private verifier: GoTool | undefined;

  constructor(private readonly host: Pick<Host, 'listFiles' | 'defer'>) {}

  async analyze(request: CompilerRequest, token: CancellationToken, progress: (message: string) => void): Promise<CompilerOutcome> {
    const path = toPath(request.path);
    if (path === undefined) return unavailable(say.onDiskOnly);
    const tool = this.tool(request.tools.goPath);
    if (tool === undefined) return unavailable(describeStatus({ kind: 'missing', configured: request.tools.goPath }));
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) controller.abort();
    try {
      return await this.run(tool, request, path, controller.signal, progress);
    } finally {
      listener.dispose();
    }
  }

  async verify(request: VerifyRequest, token: CancellationToken, tell: (index: number, outcome: VerifyOutcome) => void): Promise<void> {
    const path = toPath(request.path);
    const found = this.tool(request.tools.goPath);
    if (path === undefined || found === undefined) {
      for (const i of request.variants.keys()) tell(i, { status: 'unknown' });
      return;
    }
    // A go command of its own: the runs of one end each other.
    this.verifier = this.verifier?.path === found.path ? this.verifier : GoTool.find(found.path);
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) controller.abort();
    try {
      if (this.verifier) await verifyFixes(this.verifier, request, dirname(path), controller.signal, tell);
    } finally {
      listener.dispose();
    }
  }

  private async run(
    tool: GoTool,
    request: CompilerRequest,
    path: string,
    signal: AbortSignal,
    progress: (message: string) => void,
  ): Promise<CompilerOutcome> {
    const whole = request.scope === 'workspace';
    const { env, buildTags: tags, withoutCgo } = request.tools;
    const { tests, open, files } = request;
    // Flows take a fifth longer than decisions alone, and without them a cause is a guess.
    const settings = { env, tags, withoutCgo, tests, flows: true, isUnasked: files === 'open', overlay: overlay(open) };
    const runs: CompilerRun[] = [];
    for (const dir of whole ? await this.modules(request.path, path) : [dirname(path)]) {
      const profiles = profilesOnDisk(request.workspace, fromPath(dir));
      runs.push(await tool.analyzePackages({ ...settings, profiles, dir, patterns: [whole ? './...' : '.'] }, signal, progress));
      if (signal.aborted) return unavailable(undefined);
    }
    // Of `./...` nothing may be left; the package of a file is there.
    if (!whole && runs.every(({ status, packages }) => status.kind === 'ok' && packages.length === 0))
      return { status: 'failed', message: runs[0]?.complaint ?? say.noAnswer, files: new Map() };
    const packages = runs.flatMap(run => run.packages).filter(result => !hasNothingToCompile(result));
    const failed = runs.find(run => run.status.kind !== 'ok');
    if (packages.length === 0 && failed !== undefined) {
      const status = failed.status.kind === 'missing' || failed.status.kind === 'tooOld' ? 'unavailable' : 'failed';
      return { status, message: describeStatus(failed.status), files: new Map() };
    }
    const broken = packages.find(({ error }) => error !== undefined) ?? packages.find(({ testError }) => testError !== undefined);
    const leftOut = packages.map(isLeftOut).find(message => message !== undefined);
    const cut = packages.find(({ truncated }) => truncated);
    const message =
      failed !== undefined ? describeStatus(failed.status) : leftOut ? leftOut : broken ? doesNotBuild(broken) : cut && isCutOff(cut);
    const compiled = packages.filter(({ error }) => error === undefined);
    const joined = await this.join(compiled, request, signal);
    const texts = joined.flatMap(p => p.files.map(({ source, evidence }) => [source.path, { text: source.lines.text, evidence }] as const));
    const outcome = {
      status: compiled.length === 0 && message !== undefined ? ('failed' as const) : ('ok' as const),
      message,
      ...(failed === undefined && broken !== undefined && { directory: keyOfPackage(request, broken) }),
      files: new Map(texts),
    };
    if (request.files === 'open') return outcome;
    const unbuilt = packages.filter(({ error }) => error !== undefined).map(result => ({ result, files: [] }));
    return { ...outcome, packages: [...joined, ...unbuilt] };
  }

  private async join(
    packages: readonly CompilerPackageResult[],
    request: CompilerRequest,
    signal: AbortSignal,
  ): Promise<readonly CompiledPackage[]> {
    const out: CompiledPackage[] = [];
    for (const result of packages) {
      const directory = keyOfPackage(request, result);
      const join = new PackageJoin(result, directory, request);
      const files: CompiledSource[] = [];
      out.push({ result, files });
      for (const base of result.files) {
        const key = `${directory}/${base}`;
        // A run that nobody asked for speaks about open files; the others get theirs when they are opened.
        if (request.files === 'open' && !request.open.has(key)) continue;
        if (request.scope === 'file' && key !== request.path) continue;
        const compiled = await join.file(base);
        if (compiled !== undefined) files.push(compiled);
        await new Promise<void>(resolve => this.host.defer(resolve));
        if (signal.aborted) return out;
      }
    }
    return out;
  }

  private tool(goPath: string): GoTool | undefined {
    const known = this.tools.get(goPath);
    if (known !== undefined && existsSync(known.path)) return known;
    const found = GoTool.find(goPath);
    if (found !== undefined) this.tools.set(goPath, found);
    return found;
  }

  /** Directories to run `./...` in: the folder when it lies in a module, and every module below it. */
  private async modules(folder: string, path: string): Promise<readonly string[]> {
    const found = new Set(existsSync(join(moduleRoot(path), 'go.mod')) ? [path] : []);
    for await (const keys of this.host.listFiles(folder, ['go.mod'], true)) {
      for (const key of keys) found.add(dirname(toPath(key) ?? path));
    }
    return found.size > 0 ? [...found].sort() : [path];
  }
}

/** The directory as the editor spells it, which may differ from go's through symbolic links. */
function keyOfPackage({ scope, path }: CompilerRequest, { dir }: CompilerPackageResult): string {
  return scope === 'workspace' ? fromPath(dir) : dirName(path);
}

function overlay(open: ReadonlyMap<string, string>): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, text] of open) {
    const path = toPath(key);
    if (path !== undefined) out.set(path, text);
  }
  return out;
}

function unavailable(message: Message | undefined): CompilerOutcome {
  return { status: 'unavailable', message, files: new Map() };
}

/** What the files say that build the module of a folder, with paths of the disk. */
function profilesOnDisk(workspace: Workspace, dir: string): WrittenProfile[] {
  const onDisk = (keys: readonly string[]) => keys.flatMap(key => toPath(key) ?? []);
  return writtenProfiles(workspace, `${dir}/_`).map(({ folders, below, profile }) => ({
    ...{ folders: onDisk(folders), below },
    profile: typeof profile === 'string' ? profile : onDisk(profile),
  }));
}
