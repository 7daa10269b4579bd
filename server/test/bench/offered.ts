/** What is offered for the escapes of real packages, as the light bulb does it: each change is compiled alone, by -overlay; nothing is written. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/engine/base/finding.js';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { Message } from '../../src/engine/base/message.js';
import { remediesFor } from '../../src/engine/compiler/remedies/registry.js';
import type { Remedy } from '../../src/engine/compiler/remedies/remedy.js';
import { editedTexts, isProven } from '../../src/engine/compiler/remedies/verdict.js';
import { type SourceFile, typesOf } from '../../src/engine/compiler/source-file.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { ruleById } from '../../src/engine/rules/registry.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import type { VerifyOutcome } from '../../src/lsp/core/host.js';
import { NO_TOOLS } from '../../src/lsp/core/settings.js';
import type { GoTool } from '../../src/node/go/go-tool.js';
import { PackageJoin } from '../../src/node/host/package-join.js';
import { fromPath } from '../../src/node/host/paths.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { verifyFixes } from '../../src/node/host/verify-fixes.js';

export interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Module?: { readonly GoMod?: string };
}

export interface Offer {
  readonly finding: Finding;
  /** Of a remedy its id; of a rule's own fix the rule's. */
  readonly id: string;
  readonly title: Message;
  /** Texts of the changed files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly outcome: VerifyOutcome;
  readonly proven: boolean;
}

export interface Offered {
  readonly pkg: Listed;
  readonly workspace: Workspace;
  /** The findings about allocations, of all files. */
  readonly findings: readonly Finding[];
  readonly offers: readonly Offer[];
}

/** Which of the changes are compiled, by id: called once for each. */
export type Wanted = (id: string) => boolean;

type Candidate = Omit<Offer, 'outcome' | 'proven'> & Pick<Remedy, 'edits' | 'proof' | 'saves'>;

/** Undefined, and a word on stderr, for a package that cannot be compiled. */
export async function offered(engine: Engine, tool: GoTool, pkg: Listed, wanted: Wanted): Promise<Offered | undefined> {
  const overlay = new Map<string, string>();
  const run = await tool.analyzePackages({ env: {}, tags: '', flows: true, overlay, dir: pkg.Dir, patterns: ['.'] });
  const result = run.packages[0];
  if (!result || result.error) {
    console.error(`${pkg.ImportPath}: ${result?.error?.message ?? JSON.stringify(run.status)}`);
    return undefined;
  }
  const directory = fromPath(pkg.Dir);
  const workspace = workspaceOf(engine, pkg, directory);
  const request = { path: `${directory}/${result.files[0]}`, open: overlay, tools: NO_TOOLS, workspace, engine };
  const joined = new PackageJoin(result, directory, request);
  const source = sources(engine, workspace);
  const findings: Finding[] = [];
  const candidates: Candidate[] = [];
  for (const base of result.files) {
    const compiled = await joined.file(base);
    const file = `${directory}/${base}`;
    if (!compiled) continue;
    workspace.evidence.set(file, compiled.evidence, compiled.source.lines.text);
    const own = workspace.findings(file).filter(f => f.site);
    findings.push(...own);
    for (const finding of own) candidates.push(...candidatesOf(finding, workspace, source).filter(({ id }) => wanted(id)));
  }
  const outcomes: VerifyOutcome[] = [];
  const variants = candidates.map(c => c.texts);
  await verifyFixes(tool, { ...request, variants }, pkg.Dir, new AbortController().signal, (i, outcome) => {
    outcomes[i] = outcome;
  });
  const offers = candidates.map((c, i): Offer => {
    const outcome = outcomes[i]!;
    const before = (p: string) => engine.go.parse(workspace.text(p)!);
    const after = (p: string) => engine.go.parse(c.texts.get(p) ?? workspace.text(p)!);
    const mayBeUnprinted = ruleById(c.finding.rule)?.compiler?.silentSince !== undefined;
    const proven = outcome.status === 'built' && isProven({ finding: c.finding, mayBeUnprinted }, c, outcome, { before, after });
    return { ...c, outcome, proven };
  });
  return { pkg, workspace, findings, offers };
}

function workspaceOf(engine: Engine, pkg: Listed, directory: string): Workspace {
  const workspace = new Workspace(engine);
  const mod = pkg.Module?.GoMod ?? join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'src/go.mod');
  workspace.set(fromPath(mod), readFileSync(mod, 'utf8'));
  const names = goFiles(pkg.Dir);
  for (const name of names) workspace.set(`${directory}/${name}`, readFileSync(join(pkg.Dir, name), 'utf8'));
  const interests = names.map(name => ({ kind: 'imports', path: `${directory}/${name}` }) as const);
  drive(workspace.reading(...interests), { table: ({ importPath }) => readTable(importPath) });
  return workspace;
}

function sources(engine: Engine, workspace: Workspace): (path: string) => SourceFile {
  const parsed = new Map<string, SourceFile>();
  return path => {
    const known = parsed.get(path);
    if (known) return known;
    const text = workspace.text(path)!;
    const syntax = engine.go.parse(text);
    const facts = readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites));
    const read = { path, lines: new LineIndex(text), syntax, facts, ...typesOf(() => workspace.typed(path), syntax) };
    parsed.set(path, read);
    return read;
  };
}

/** The rule's own fixes, which only have to build, and the remedies. */
function candidatesOf(finding: Finding, workspace: Workspace, source: (path: string) => SourceFile): Candidate[] {
  const packageFiles = (name: string) =>
    [...workspace.paths()].filter(p => p.endsWith('.go') && workspace.text(p)!.includes(name)).map(source);
  const language = workspace.module(finding.file)?.go?.version ?? { major: 1, minor: 16 };
  const pkg = workspace.goPackage(finding.file);
  const own = finding.fixes.map(fix => ({ ...fix, id: finding.rule, proof: 'builds' as const }));
  const remedies = remediesFor({ finding, source: source(finding.file), pkg, language, packageFiles });
  return [...own, ...remedies].map(fix => {
    const texts = editedTexts(fix.edits, p => workspace.text(p));
    if (texts === undefined) throw new Error(`edits overlap: ${fix.id} ${finding.file}`);
    return { ...fix, finding, texts };
  });
}

function goFiles(folder: string): string[] {
  return execFileSync('ls', [folder], { encoding: 'utf8' })
    .split('\n')
    .filter(n => n.endsWith('.go'));
}

/** The packages that `go list` finds from `dir`. */
export function listed(dir: string, patterns: readonly string[]): Listed[] {
  const out = execFileSync('go', ['list', '-json=ImportPath,Dir,Module', ...patterns], { cwd: dir, encoding: 'utf8' });
  return JSON.parse(`[${out.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Listed[];
}
