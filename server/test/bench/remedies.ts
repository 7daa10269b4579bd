/**
 * What becomes of every remedy that is offered on real code: does it build, and does the compiler agree that it helps? Run by hand:
 *
 *   npx tsx server/test/bench/remedies.ts [--dir MODULE] [--max N] [--remedy ID,ID…] [--list] [--diff] PACKAGE…
 *
 * PACKAGE is what `go list` takes, resolved in --dir. Each remedy is compiled alone, by -overlay, as the light bulb does; nothing is
 * written. --max N takes at most N of each remedy per package; --list prints what does not build or is not verified; --diff prints
 * what each verified one changes.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/engine/base/finding.js';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { plain } from '../../src/engine/base/wording.js';
import { type NamedRemedy, remediesFor } from '../../src/engine/compiler/remedies/registry.js';
import { editedText, isProven } from '../../src/engine/compiler/remedies/verdict.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { ruleById } from '../../src/engine/rules/registry.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import type { VerifyOutcome } from '../../src/lsp/core/host.js';
import { NO_TOOLS } from '../../src/lsp/core/settings.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { PackageJoin } from '../../src/node/host/package-join.js';
import { fromPath } from '../../src/node/host/paths.js';
import { verifyFixes } from '../../src/node/host/verify-fixes.js';
import { loadEngine } from '../support/engine-for-tests.js';

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Module?: { readonly GoMod?: string };
}

interface Score {
  offered: number;
  builds: number;
  verified: number;
}

const argv = process.argv.slice(2);
const option = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const dir = option('--dir') ?? process.cwd();
const max = Number(option('--max') ?? Number.POSITIVE_INFINITY);
const only = option('--remedy');
const patterns = argv.filter((a, i) => !a.startsWith('--') && !['--dir', '--max', '--remedy'].includes(argv[i - 1] ?? ''));

async function main(): Promise<void> {
  const engine = await loadEngine();
  const tool = GoTool.find('')!;
  const scores = new Map<string, Score>();
  let findingCount = 0;
  for (const pkg of list()) {
    const overlay = new Map<string, string>();
    const run = await tool.analyzePackages({ env: {}, tags: '', flows: false, overlay, dir: pkg.Dir, patterns: ['.'] });
    const result = run.packages[0];
    if (!result || result.error) {
      console.error(`${pkg.ImportPath}: ${result?.error?.message ?? JSON.stringify(run.status)}`);
      continue;
    }
    const workspace = new Workspace(engine);
    const directory = fromPath(pkg.Dir);
    const mod = pkg.Module?.GoMod ?? join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'src/go.mod');
    workspace.set(fromPath(mod), readFileSync(mod, 'utf8'));
    for (const name of goFiles(pkg.Dir)) workspace.set(`${directory}/${name}`, readFileSync(join(pkg.Dir, name), 'utf8'));
    const parsed = new Map<string, SourceFile>();
    const source = (path: string): SourceFile => {
      if (!parsed.has(path)) {
        const text = workspace.text(path)!;
        const syntax = engine.go.parse(text);
        parsed.set(path, {
          path,
          lines: new LineIndex(text),
          syntax,
          facts: readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites)),
        });
      }
      return parsed.get(path)!;
    };
    const path = `${directory}/${result.files[0]}`;
    const request = { path, open: overlay, tools: NO_TOOLS, workspace, engine };
    const join_ = new PackageJoin(result, directory, request);
    const offers: { finding: Finding; remedy: NamedRemedy }[] = [];
    const taken = new Map<string, number>();
    for (const base of result.files) {
      const compiled = await join_.file(base);
      const file = `${directory}/${base}`;
      if (!compiled) continue;
      workspace.evidence.set(file, compiled.evidence, compiled.source.lines.text);
      const findings = workspace.findings(file).filter(f => f.site);
      findingCount += findings.length;
      for (const finding of findings) {
        const packageFiles = (name: string) =>
          [...workspace.paths()].filter(p => p.endsWith('.go') && workspace.text(p)!.includes(name)).map(source);
        const language = workspace.module(file)?.go?.version ?? { major: 1, minor: 16 };
        for (const remedy of remediesFor({ finding, source: source(file), pkg: workspace.goPackage(file), language, packageFiles })) {
          const count = taken.get(remedy.id) ?? 0;
          taken.set(remedy.id, count + 1);
          if (count < max && (only === undefined || only.split(',').includes(remedy.id))) offers.push({ finding, remedy });
        }
      }
    }
    const variants = offers.map(({ remedy }) => {
      const paths = [...new Set(remedy.edits.map(e => e.file))];
      return new Map(
        paths.map(p => {
          const edits = remedy.edits.filter(e => e.file === p);
          const text = editedText(workspace.text(p)!, edits);
          if (text === undefined) throw new Error(`edits overlap: ${remedy.id} ${p}`);
          return [p, text] as const;
        }),
      );
    });
    const tell = (i: number, outcome: VerifyOutcome) => {
      const { finding, remedy } = offers[i]!;
      const score = scores.get(remedy.id) ?? { offered: 0, builds: 0, verified: 0 };
      scores.set(remedy.id, score);
      score.offered++;
      const position = workspace.lineIndex(finding.file)!.position(finding.span.start);
      const place = `${finding.file}:${position.line + 1}:${position.character + 1} ${remedy.id}: ${plain(remedy.title)}`;
      if (outcome.status === 'built') {
        score.builds++;
        const before = (p: string) => engine.go.parse(workspace.text(p)!);
        const after = (p: string) => engine.go.parse(variants[i]!.get(p) ?? workspace.text(p)!);
        const mayBeUnprinted = ruleById(finding.rule)?.compiler?.silentSince !== undefined;
        const proven = isProven({ finding, mayBeUnprinted }, remedy, outcome, { before, after });
        if (proven) score.verified++;
        else if (argv.includes('--list')) console.log(`NOT VERIFIED ${place}`);
        if (proven && argv.includes('--diff'))
          for (const [p, text] of variants[i]!) console.log(`${place}\n${diff(workspace.text(p)!, text)}`);
      } else console.log(`DOES NOT BUILD ${place}: ${outcome.status === 'broken' ? outcome.message : outcome.status}`);
      const clean = [...variants[i]!.values()].every((text, k) => gofmt(text) || !gofmt(workspace.text([...variants[i]!.keys()][k]!)!));
      if (!clean) console.log(`NOT GOFMT-CLEAN ${place}`);
    };
    await verifyFixes(tool, { ...request, variants }, pkg.Dir, new AbortController().signal, tell);
    console.error(`${pkg.ImportPath}: ${offers.length} remedies`);
  }
  console.log(`escape findings: ${findingCount}`);
  console.table(Object.fromEntries([...scores].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function diff(before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'remedies-'));
  try {
    writeFileSync(join(folder, 'a'), before);
    writeFileSync(join(folder, 'b'), after);
    return spawnSync('diff', ['-U1', 'a', 'b'], { cwd: folder, encoding: 'utf8' }).stdout.split('\n').slice(2).join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gofmt(text: string): boolean {
  return execFileSync('gofmt', [], { input: text, encoding: 'utf8' }) === text;
}

function goFiles(folder: string): string[] {
  return execFileSync('ls', [folder], { encoding: 'utf8' })
    .split('\n')
    .filter(n => n.endsWith('.go'));
}

function list(): Listed[] {
  const out = execFileSync('go', ['list', '-json=ImportPath,Dir,Module', ...patterns], { cwd: dir, encoding: 'utf8' });
  return JSON.parse(`[${out.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Listed[];
}

void main();
