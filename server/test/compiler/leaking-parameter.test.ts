/** What `leaking param` says at the parameter: with the words of recorded releases, and with the flows of the go command on this machine. */

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Message } from '../../src/engine/base/message.js';
import type { CompilerFact, CompilerPackageResult } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { CompilerOutputParser } from '../../src/engine/compiler/parser.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { typedSource } from '../support/typed-sources.js';
import { FUNCTIONS, HEAD } from './leaking-parameter-cases.js';
import { RELEASES, recordedPackage } from './recorded.js';

/** The keys of a message's sentences with their arguments. */
function keys(message: Message): string {
  const one = ({ id, args }: Message) => [id.slice(id.indexOf('/') + 1), ...Object.values(args)].join(' ');
  return [message, ...(message.then ?? [])].map(one).join(' + ');
}

describe('leaking parameters', function () {
  this.timeout(120_000);

  async function read(text: string): Promise<SourceFile> {
    return { ...typedSource(await loadEngine(), '/a/a.go', text), path: 'a.go' };
  }
  const resultOf = (facts: readonly CompilerFact[]): CompilerPackageResult => ({
    ...{ importPath: 'a', dir: '/a', files: ['a.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false },
  });
  async function said(text: string, output: readonly string[]): Promise<string[]> {
    const parser = new CompilerOutputParser();
    for (const line of ['# a', ...output]) parser.pushLine(line);
    const source = await read(text);
    const { leaks } = joinFile('a.go', source, resultOf(parser.finish()[0]!.facts), new GoPackage([source.facts]), () => undefined);
    return leaks.map(l => keys(l.message));
  }

  it('are explained by the flow, each shape of a type in its own words, and silent where nothing can be done', async function () {
    const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, so no flow was read');
      this.skip();
    }
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-leaks-')));
    try {
      const text = `${HEAD}${FUNCTIONS.map(([line]) => `${line}\n`).join('')}`;
      writeFileSync(join(dir, 'go.mod'), 'module a\n\ngo 1.20\n');
      writeFileSync(join(dir, 'a.go'), text);
      const run = await tool.analyzePackages({ dir, patterns: ['.'], overlay: new Map(), flows: true, env: {}, tags: '' });
      const result = run.packages[0]!;
      assert.equal(result.error, undefined);
      const source = await read(text);
      const { leaks } = joinFile('a.go', source, result, new GoPackage([source.facts]), () => undefined);
      const byLine = new Map<number, string[]>();
      for (const { span, message, steps } of leaks) {
        const { line } = source.lines.position(span.start);
        const shown = `${text.slice(span.start, span.end)}: ${keys(message)} [${steps.map(s => keys(s.message)).join('; ')}]`;
        byLine.set(line, [...(byLine.get(line) ?? []), shown]);
        assert.ok(steps.every(s => source.lines.position(s.span.start).line === line));
      }
      const first = HEAD.split('\n').length - 1;
      assert.deepEqual(
        FUNCTIONS.map(([line], i) => [line, ...(byLine.get(first + i) ?? [])]),
        FUNCTIONS,
      );
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('give a reason without flows only where the source is sure', async () => {
    const text = (body: string) =>
      `package a\n\ntype t struct{ p *int }\n\nvar g *int\n\nfunc f(p *int, to *t, ch chan *int) {\n\t${body}\n}\n`;
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['g = p; print(*p)', 'becauseStored g'],
      ['to.p = p; print(*p)', 'becauseStored to.p'],
      ['ch <- p; print(*p)', 'becauseSentOn ch'],
      ['go func() { print(*p) }(); print(*p)', 'becauseGoroutine'],
      ['keep(p)', 'becausePassedTo keep'],
      ['keep(p); look(p)', undefined],
      ['var own t; own.p = p; look(p)', undefined],
    ];
    for (const [body, reason] of cases) {
      const because = reason === undefined ? '' : ` + ${reason}`;
      assert.deepEqual(await said(text(body), ['./a.go:7:8: leaking param: p']), [`pointer p${because}`], body);
    }
  });

  it('are read from both formats of the flow, which names the way to the heap and not the one to the result', async () => {
    const text = 'package a\n\nvar g *int\n\nfunc f(p **int) **int { g = *p; return p }\n';
    for (const [arrow, inF] of [
      ['=', ''],
      ['←', ' for f'],
    ]) {
      const parser = new CompilerOutputParser();
      const lines = [
        `./a.go:5:8: parameter p leaks to ~r0${inF} with derefs=0:`,
        `./a.go:5:8:   flow: ~r0 ${arrow} p:`,
        './a.go:5:8:     from return p (return) at ./a.go:5:33',
        `./a.go:5:8: parameter p leaks to {heap}${inF} with derefs=1:`,
        `./a.go:5:8:   flow: {heap} ${arrow} *p:`,
        './a.go:5:8:     from g = *p (assign) at ./a.go:5:27',
        './a.go:5:8: leaking param content: p',
        './a.go:5:8: leaking param: p to result ~r0 level=0',
      ];
      for (const line of ['# a', ...lines]) parser.pushLine(line);
      const [content, result] = parser.finish()[0]!.facts;
      assert.deepEqual([content?.flow?.[0]?.destination, result?.flow?.[0]?.destination], ['{heap}', '~r0']);
      const [message] = await said(text, lines);
      assert.equal(message, 'contentOfPointer p + becauseOutlives g = *p');
    }
  });

  it('are found alike in the words of every recorded release, with flows and without', async () => {
    for (const release of RELEASES) {
      const seen = await Promise.all(
        ([1, 2] as const).map(async level => {
          const p = await recordedPackage(release, level, 'shape');
          const pkg = new GoPackage([...p.sources.values()].map(s => s.facts));
          const source = p.sources.get('shape.go')!;
          const { leaks } = joinFile('shape.go', source, p.result, pkg, other => p.sources.get(other));
          // The reason is in the flows only.
          return leaks.map(l => `${source.lines.position(l.span.start).line + 1} ${keys(l.message).replace(/ \+ .*/, '')}`);
        }),
      );
      assert.deepEqual(
        seen[0]!.map(l => l.replace(/ \w+ /, ' ')),
        ['59 w', '104 p', '104 q', '104 r', '110 w', '115 args'],
        release,
      );
      assert.deepEqual(seen[1], seen[0], release);
    }
  });
});
