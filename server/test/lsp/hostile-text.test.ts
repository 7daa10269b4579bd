/** Every text that the language server sends, made of strings that want to be obeyed where an editor shows them. */
import assert from 'node:assert/strict';
import type { CodeAction, Connection, Hover, InlayHint, MarkupContent } from 'vscode-languageserver';
import { messages } from '../../src/engine/base/message.js';
import { rule } from '../../src/engine/rules/rule.js';
import {
  ANALYZE_ESCAPES,
  type AnalyzeEscapesResult,
  BUILD_MATRIX,
  type BuildMatrixResult,
  INSPECT_BINARY,
  type MachineReportResult,
  WHY_ESCAPES,
  type WhyEscapesResult,
} from '../../src/lsp/core/messages.js';
import { NodeHost } from '../../src/node/host/host.js';
import { programs } from '../support/binary-reading.js';
import { elf, inlineBuildInfo } from '../support/binary-samples.js';
import { ALL_HOSTILE, assertMarkdown, assertNotice, assertVisible, HOSTILE } from '../support/hostile.js';
import { said } from '../support/said.js';
import { at, compiled, confirmed, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

const texts = [...Object.values(HOSTILE), ALL_HOSTILE];

const say = messages('test/hostile', {
  first: '{text} is first.\n{text} is the help.',
  code: 'Here `{text}` is code.\nUse `{text}` instead.',
  prose: 'Here it fails with “{text}”: {text}.\nHelp {text}.',
  step: '{text} and `{text}`',
  fix: '{text}',
});

/** Says each of the texts in all ways. */
const hostileRule = rule({
  ...{ id: 'test/hostile', since: '0.1.0', summary: 'For tests', severity: 'warning', inTests: true, examples: [], messages: say },
  docs: { what: 'It.', why: 'It.', fix: 'It.', limits: 'None.', sources: [] },
  checks: {
    go({ file, report }) {
      const span = file.imports[0]!.span;
      for (const text of texts)
        for (const message of [say.first({ text }), say.code({ text }), say.prose({ text })])
          report({
            ...{ span, message, steps: [{ span, message: say.step({ text }) }] },
            fixes: [{ title: say.fix({ text }), safe: false, edits: [{ span, newText: '"x"' }] }],
          });
    },
  },
});

/** Our own links: the page of a rule, a place, the command. */
const TARGETS = /^(?:https:\/\/[^\s()]+|file:\/\/\/[^\s()[\]]+#L\d+,\d+|command:goPreflight\.whyEscapes\?[^\s()[\]]+)$/;
const MANUAL = { settings: { goPreflight: { compiler: { run: 'manual' }, inlayHints: true } } };

describe('protocol: text of strangers', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });
  async function start(options: PairOptions): Promise<void> {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, initializationOptions: { commands: true }, ...options });
  }
  async function hover(uri: string, line: number, character: number): Promise<string> {
    const params = { textDocument: { uri }, position: { line, character } };
    const result = await pair.client.sendRequest<Hover | null>('textDocument/hover', params);
    return (result?.contents as MarkupContent | undefined)?.value ?? '';
  }

  for (const commands of [true, false]) {
    it(`stays text in diagnostics, their steps, hovers and code actions, ${commands ? 'in VS Code' : 'elsewhere'}`, async () => {
      const uri = 'file:///app/a)[x](command:evil).go';
      await start({ rules: [hostileRule], initializationOptions: { commands }, ...MANUAL });
      await pair.open(uri, 'package main\n\nimport "os"\n');
      await pair.settled();
      const { diagnostics } = pair.published.at(-1)!;
      assert.equal(diagnostics.length, 3 * texts.length);
      for (const { message, relatedInformation } of diagnostics) {
        assertVisible(message as string);
        assert.equal((message as string).split('\n').length, 2, 'the help is on the one other line');
        assertVisible(relatedInformation![0]!.message, true);
      }
      if (!commands) {
        const text = await hover(uri, 2, 8);
        assert.ok(text.includes('clipboard\\\\x1b'), text);
        assertMarkdown(text, TARGETS);
      }
      const actions = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
        ...{ textDocument: { uri }, range: at(2, 8, 8), context: { diagnostics } },
      });
      assert.ok(actions.length > diagnostics.length);
      for (const { title } of actions) assertVisible(title, true);
    });
  }

  it('stays text in what is said about the heap', async () => {
    await start({ ...MANUAL });
    await pair.open(MAIN, TEXT);
    await pair.settled();
    for (const [i, text] of texts.entries()) {
      const site = { ...confirmed(text), steps: [{ file: MAIN, span: confirmed().span, message: say.step({ text }) }] };
      const leak = {
        file: MAIN,
        span: confirmed().span,
        message: say.prose({ text }),
        confidence: 'confirmed' as const,
        steps: site.steps,
      };
      const outcome = { ...ok(), files: new Map([[MAIN, { text: TEXT, evidence: { ...compiled(site), leaks: [leak] } }]]) };
      const asked = pair.client.sendRequest<WhyEscapesResult>(WHY_ESCAPES, {
        textDocument: { uri: MAIN },
        position: { line: 3, character: 1 },
      });
      (await compiler.call(i)).answer(outcome);
      const { roots } = await asked;
      assert.equal(roots.length, 2);
      for (const { label, children } of roots) for (const line of [label, children[0]!.label]) assertVisible(line, true);
      await pair.settled();
      const shown = await hover(MAIN, 3, 1);
      assert.notEqual(shown, '');
      assertMarkdown(shown, TARGETS);
      const [hint] = await pair.client.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument: { uri: MAIN },
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      });
      assertVisible(hint!.tooltip as string);
    }
  });

  it('is no link in notifications, progress and the status line', async () => {
    await start({ ...MANUAL });
    await pair.open(MAIN, TEXT);
    await pair.settled();
    for (const [i, text] of texts.entries()) {
      const asked = pair.client.sendRequest<AnalyzeEscapesResult>(ANALYZE_ESCAPES, { scope: 'package', uri: MAIN, workDoneToken: i });
      const call = await compiler.call(2 * i);
      call.progress(text);
      call.answer({ status: 'failed', message: said(text), files: new Map() });
      assertNotice((await asked).message);
      const why = pair.client.sendRequest<WhyEscapesResult>(WHY_ESCAPES, {
        textDocument: { uri: MAIN },
        position: { line: 3, character: 1 },
      });
      (await compiler.call(2 * i + 1)).answer({ status: 'failed', message: said(text), files: new Map() });
      assertNotice((await why).message);
    }
    await pair.settled();
    const shown = [...pair.statuses.map(s => s.text), ...pair.progress.map(p => p.value.message ?? '')];
    assert.ok(shown.filter(text => text.includes('clipboard\\x1b')).length >= 2, shown.join('\n'));
    for (const text of shown) assertNotice(text);
    for (const { text } of pair.statuses) assert.doesNotMatch(text, /(?<!\\)\$\([\w-]+\)/, 'an icon');
  });

  it('stays text in the report on the heap', async () => {
    await start({ ...MANUAL });
    await pair.open(MAIN, TEXT);
    await pair.settled();
    for (const [i, text] of texts.entries()) {
      const asked = pair.client.sendRequest<AnalyzeEscapesResult>(ANALYZE_ESCAPES, { scope: 'package', uri: MAIN });
      const error = { file: `${text}.go`, line: 1, column: 1, message: text };
      const result = { importPath: text, goVersion: { major: 1, minor: 26 }, files: [], error };
      (await compiler.call(i)).answer({ ...ok(), packages: [{ result: result as never, files: [] }] });
      const { reportText } = await asked;
      assertVisible(reportText);
      assert.equal(reportText.split('\n').length, 6, reportText);
    }
  });

  it('stays text in the build matrix and in hovers over what builds', async () => {
    const yaml = `on: push\njobs:\n${texts.map(t => `  ${JSON.stringify(t)}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: go build -tags ${JSON.stringify(JSON.stringify(t))} .\n`).join('')}`;
    const ci = 'file:///app/.github/workflows/ci.yml';
    const files = {
      'file:///app/go.mod': `module ex.com/${HOSTILE.colour}\n\ngo 1.26\n`,
      'file:///app/main.go': 'package main\n\nimport "C"\n\nfunc main() {}\n',
      [ci]: yaml,
    };
    await start({ files, ...MANUAL });
    const { modules } = await pair.client.sendRequest<BuildMatrixResult>(BUILD_MATRIX, { again: false });
    const shown = modules.flatMap(m => [
      m.name,
      ...m.rows.flatMap(r => [r.name, r.place?.label ?? '', ...r.cells.flatMap(c => [c.text, ...(c.note ?? '').split('\n')])]),
    ]);
    assert.ok(
      shown.some(text => text.includes('clipboard\\x1b')),
      shown.join('\n'),
    );
    for (const text of shown) assertVisible(text, true);
    await pair.open(ci, yaml, 1, 'yaml');
    await pair.settled();
    const lines = yaml.split('\n').flatMap((line, i) => (line.includes('go build') ? [i] : []));
    const hovers = await Promise.all(lines.map(line => hover(ci, line, 16)));
    const known = texts.filter(text => !/[`$]/.test(text));
    assert.ok(hovers.filter(text => text !== '').length >= known.length, 'a shell runs no other command there');
    for (const text of hovers) assertMarkdown(text.replaceAll('**', ''), TARGETS);
  });

  it('stays text in the report on a binary', async () => {
    await start({});
    for (const text of texts) {
      const line = text.replace(/[\r\n\t]/g, '');
      const info = `path\t${line}\nmod\t${line}\t(devel)\t\nbuild\t-tags=${line}\n`;
      const found = { name: text, programs: await programs(elf({ data: () => inlineBuildInfo('go1.26.8', info) })) };
      const inspect = async (answer: typeof found | { error: string }) => {
        Object.assign(pair.host, { machine: { inspectBinary: async () => answer } });
        return pair.client.sendRequest<MachineReportResult>(INSPECT_BINARY, { uri: 'file:///app/x' });
      };
      assertNotice((await inspect({ error: text })).message);
      const { reportText } = await inspect(found);
      assert.notEqual(reportText, '');
      assertVisible(reportText);
    }
  });

  it('is only shown in the log', async () => {
    await start({});
    const logged: string[] = [];
    const write = (text: string) => void logged.push(text);
    const host = new NodeHost({ console: { error: write, warn: write, info: write, debug: write } } as unknown as Connection);
    for (const level of ['error', 'warn', 'info', 'debug'] as const) host.log(level, ALL_HOSTILE);
    assert.equal(logged.length, 4);
    for (const text of logged) assertVisible(text);
  });
});
