/** What imports what: every import of our own source files, type imports too, by the file it leads to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from '../../tools/generate.js';

const SKIPPED = new Set(['node_modules', 'dist', 'out', '.git', 'fixtures', '.vscode-test']);

/** Repository paths, `/`-separated, of our own source files. */
export function sources(under: string): string[] {
  const walk = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap(e => {
      if (SKIPPED.has(e.name)) return [];
      if (e.isDirectory()) return walk(join(dir, e.name));
      return /\.(ts|mjs)$/.test(e.name) ? [slashes(relative(ROOT, join(dir, e.name)))] : [];
    });
  return walk(join(ROOT, under));
}

export interface Import {
  /** The file that imports. */
  readonly file: string;
  /** Repository path of one of our own files, else the package. */
  readonly to: string;
}

const STATEMENT = /^\s*(?:import|export)\s+(?:type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;

export function imports(under: string): Import[] {
  return sources(under).flatMap(file =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(STATEMENT)].map(m => ({ file, to: target(file, m[1] ?? m[2] ?? '') })),
  );
}

function target(file: string, from: string): string {
  if (!from.startsWith('.')) return from;
  const path = slashes(relative(ROOT, join(ROOT, dirname(file), from)));
  const source = path.replace(/\.js$/, '.ts');
  return existsSync(join(ROOT, source)) ? source : path;
}

/** Groups of files that import each other in a circle, the largest first. */
export function circles(all: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { file, to } of all) next.set(file, [...(next.get(file) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || next.get(file)?.includes(file)) found.push(group.sort());
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return found.sort((a, b) => b.length - a.length);
}

const slashes = (path: string) => path.split(sep).join('/');
