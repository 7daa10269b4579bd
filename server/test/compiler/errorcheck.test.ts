/**
 * The Go compiler's own tests of escape analysis (GOROOT/test/escape*.go, `// errorcheck`): every `// ERROR` expectation is met by a parsed
 * fact on its line, and every finding covers whole syntax nodes. The files come with the Go distribution and are not copied here.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { CompilerOutputParser } from '../../src/engine/compiler/parser.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { loadEngine } from '../support/engine-for-tests.js';

const go = GoTool.find(process.env.GO_FOR_TESTS ?? '')?.path;
const run = (args: readonly string[]) => execFileSync(go!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const folder = go === undefined ? '' : join(run(['env', 'GOROOT']), 'test');
const names = existsSync(folder) ? readdirSync(folder).filter(n => /^escape.*\.go$/.test(n)) : [];

interface Case {
  readonly name: string;
  readonly text: string;
  readonly flags: readonly string[];
}

/** Files that expect nothing of escape analysis as it is: programs to be run, and an analysis that an experiment must switch on. */
const others: string[] = [];
const NOTHING_EXPECTED = /^\/\/ run$|^\/\/go:build goexperiment\.\w+$/m;

const cases: readonly Case[] = names.flatMap(name => {
  const text = readFileSync(join(folder, name), 'utf8');
  const header = /^\/\/ errorcheck(.*)$/m.exec(text.slice(0, 200));
  if (!header || NOTHING_EXPECTED.test(text)) {
    others.push(name);
    return [];
  }
  // `-0` tells the test runner that the compiler succeeds.
  return [{ name, text, flags: header[1]!.trim().split(/\s+/).slice(1) }];
});

/** Expectations by 1-based line (cmd/internal/testdir, wantedErrors): each text in quotes is a pattern, `LINE` is the line's number. */
function expectations(text: string): Map<number, RegExp[]> {
  const out = new Map<number, RegExp[]>();
  for (const [i, line] of text.split('\n').entries()) {
    const all = /\/\/ (?:GC_)?ERROR (.*)/.exec(line)?.[1];
    if (all === undefined || line.includes('////')) continue;
    out.set(
      i + 1,
      [...all.matchAll(/"([^"]*)"/g)].map(
        m => new RegExp(m[1]!.replace(/LINE(?:([+-])(\d+))?/g, (_, sign, n) => lineNumber(i + 1, sign, n))),
      ),
    );
  }
  return out;
}

const lineNumber = (line: number, sign?: string, n?: string) => `:${sign === '-' ? line - Number(n) : line + Number(n ?? 0)}`;

/** The line that the fact was read from, so that the patterns of the tests can be asked. */
function printed({ kind, expression, detail }: CompilerFact): string {
  switch (kind) {
    case 'moved':
      return `moved to heap: ${expression}`;
    case 'escapes':
      return `${expression} escapes to heap`;
    case 'stays':
      return `${expression} does not escape`;
    case 'leaking':
      return detail === 'content' ? `leaking param content: ${expression}` : `leaking param: ${expression}${detail ? ` to ${detail}` : ''}`;
    case 'inlinable':
      return `can inline ${expression}`;
    case 'notInlinable':
      return `cannot inline ${expression}: ${detail}`;
    case 'inlined':
      return `inlining call to ${expression}`;
    default:
      return expression;
  }
}

describe('the compiler’s own errorcheck tests of escape analysis', function () {
  this.timeout(120_000);
  let temporary = '';
  const config = () => join(temporary, 'importcfg');

  before(function () {
    if (cases.length === 0) {
      console.log('      SKIPPED: no GOROOT/test/escape*.go here; the parser was NOT run against the compiler’s own tests');
      this.skip();
    }
    temporary = mkdtempSync(join(tmpdir(), 'go-preflight-errorcheck-'));
    const imports = new Set(cases.flatMap(c => [...c.text.matchAll(/^(?:import |\t)"([a-z/]+)"$/gm)].map(m => m[1]!)));
    imports.delete('unsafe');
    const format = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
    writeFileSync(config(), run(['list', '-export', '-deps', '-f', format, '--', ...imports]));
  });
  after(() => temporary !== '' && rmSync(temporary, { recursive: true, force: true }));

  function factsOf({ name, flags }: Case): readonly CompilerFact[] {
    const args = ['tool', 'compile', '-e', '-p=p', `-importcfg=${config()}`, '-o', join(temporary, 'p.o'), ...flags, join(folder, name)];
    const done = spawnSync(go!, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(done.status, 0, done.stdout + done.stderr);
    const parser = new CompilerOutputParser();
    parser.pushLine('# p');
    for (const line of (done.stdout + done.stderr).split('\n')) if (line !== '') parser.pushLine(line);
    assert.deepEqual(parser.messages, [], 'every line is understood');
    return parser.finish()[0]?.facts ?? [];
  }

  it('are run, all of them: what is left out expects nothing of escape analysis', () => {
    assert.ok(cases.filter(c => expectations(c.text).size > 0).length >= 27, `${cases.length} files`);
    assert.equal(cases.length + others.length, names.length);
    for (const name of others) assert.match(readFileSync(join(folder, name), 'utf8').slice(0, 200), NOTHING_EXPECTED, name);
    // escape.go, escape3.go, and escape_alias.go about the experiment runtimefreegc.
    assert.ok(others.length <= 3, others.join());
  });

  for (const c of cases) {
    it(`${c.name} ${c.flags.join(' ')}`, async () => {
      const facts = factsOf(c);
      const expected = expectations(c.text);
      // Nothing but packages that must compile is wanted of escape_hash_maphash.go.
      assert.ok(expected.size > 0 || !c.text.includes('ERROR'));
      const missing = [...expected].flatMap(([line, patterns]) => {
        const said = facts.filter(f => f.line === line).map(printed);
        return patterns.filter(p => !said.some(s => p.test(s))).map(p => `${line}: ${p.source} not in ${JSON.stringify(said)}`);
      });
      assert.deepEqual(missing, []);
      await assertWholeNodes(c, facts);
    });
  }
});

/** Every site of the file covers a syntax node from its first to its last character. */
async function assertWholeNodes({ name, text }: Case, facts: readonly CompilerFact[]): Promise<void> {
  const engine = await loadEngine();
  const syntax = engine.go.parse(text);
  const path = `/w/${name}`;
  const source = {
    path,
    lines: new LineIndex(text),
    syntax,
    facts: readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites)),
  };
  const own = facts.map(f => ({ ...f, file: name }));
  const result = { importPath: 'p', dir: '/w', files: [name], facts: own, goVersion: { major: 1, minor: 26 }, truncated: false };
  const { sites } = joinFile(name, source, result, new GoPackage([source.facts]), () => undefined);
  const nodes = new Set(
    syntax.declarations.flatMap(({ tree, offset }) => Array.from(tree.starts, (start, n) => `${offset + start}-${offset + tree.ends[n]!}`)),
  );
  // A closure is marked by its signature, which is a node's beginning, also one whose call is deferred.
  const starts = new Set([...nodes].map(node => node.split('-')[0]));
  for (const { span, site, text } of sites) {
    const isWhole = nodes.has(`${span.start}-${span.end}`);
    assert.ok(
      site.kind === 'closure' || (site.kind === 'deferCall' && text.startsWith('func')) ? starts.has(`${span.start}`) : isWhole,
      `${name}: ${text}`,
    );
  }
}
