/** Puts the Go examples of all rules under the real Go tools, in one batch: gofmt, and a compile of each as a package of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ExampleFile, readExample } from '../../src/engine/rules/examples.js';
import type { Rule } from '../../src/engine/rules/rule.js';

const MODULE = 'example.com/batch';

export interface ExampleSource {
  /** For messages: `pool/copied example 2`. */
  readonly title: string;
  readonly files: readonly ExampleFile[];
}

/** Bad and good examples with Go files, and the texts after fixes. `// does not compile` in the text opts out. */
export function exampleSources(rules: readonly Rule[]): ExampleSource[] {
  return rules.flatMap(rule =>
    rule.examples.flatMap((example, i) => {
      if (example.kind === 'silent' || /does not compile/.test(example.text)) return [];
      const files = readExample(example);
      const title = `${rule.id} example ${i + 1}`;
      const marked = files.find(f => f.marks.length > 0);
      const fixed =
        marked && example.fixed !== undefined
          ? files.map(f => (f === marked ? { ...f, text: example.fixed!.replace(/^\r?\n/, '') } : f))
          : [];
      return [
        { title, files },
        { title: `${title}, fixed`, files: fixed },
      ].filter(s => s.files.some(f => f.name.endsWith('.go')) && compilable(s));
    }),
  );
}

/** What needs modules from elsewhere or a C compiler cannot be compiled here. */
function compilable({ files }: ExampleSource): boolean {
  return !files.some(f => (f.name.endsWith('go.mod') && /^\s*require\b/m.test(f.text)) || /^import "C"$/m.test(f.text));
}

/** One line per problem; undefined when there is no go command. */
export function goToolsProblems(sources: readonly ExampleSource[]): string[] | undefined {
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'go-preflight-examples-'));
  try {
    writeFileSync(join(dir, 'go.mod'), `module ${MODULE}\n\ngo 1.26\n`);
    for (const [i, source] of sources.entries()) writeSource(dir, `ex${i}`, source);
    return [...gofmtProblems(dir, sources), ...compileProblems(dir, sources)];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** All examples become packages of one module, so that one run of `go list` compiles them: their own module path is rewritten. */
function writeSource(dir: string, name: string, source: ExampleSource): void {
  const own = /^module\s+(\S+)/m.exec(source.files.find(f => f.name === 'go.mod')?.text ?? '')?.[1] ?? 'example.com/app';
  const embeds = source.files.some(f => f.text.includes('//go:embed'));
  for (const file of source.files.filter(f => f.name.endsWith('.go') || (embeds && f.name.endsWith('.html')))) {
    const path = join(dir, name, file.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text.replaceAll(`"${own}/`, `"${MODULE}/${name}/`));
  }
}

function gofmtProblems(dir: string, sources: readonly ExampleSource[]): string[] {
  const run = spawnSync('gofmt', ['-l', '.'], { cwd: dir, encoding: 'utf8' });
  const names = run.stdout.split('\n').filter(n => n !== '');
  return names.map(n => `${titleOf(n, sources)}: ${n.slice(n.indexOf('/') + 1)} is not gofmt-clean`);
}

function compileProblems(dir: string, sources: readonly ExampleSource[]): string[] {
  const run = spawnSync('go', ['list', '-e', '-export', '-f', '{{if .Error}}{{.ImportPath}}\t{{printf "%q" .Error.Err}}{{end}}', './...'], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local' },
  });
  return run.stdout.split('\n').flatMap(line => {
    const [importPath, quoted] = line.split('\t');
    if (importPath === undefined || quoted === undefined) return [];
    // An example may be a main package in part: a missing main function is no error here.
    const errors = (JSON.parse(quoted) as string)
      .split('\n')
      .filter(e => e !== '' && !e.startsWith('# ') && !e.includes('function main is undeclared'));
    return errors.length > 0 ? [`${titleOf(importPath.slice(MODULE.length + 1), sources)} does not compile: ${errors.join('; ')}`] : [];
  });
}

function titleOf(path: string, sources: readonly ExampleSource[]): string {
  return sources[Number(/^ex(\d+)/.exec(path)?.[1])]?.title ?? path;
}
