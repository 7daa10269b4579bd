/**
 * What the go command and its compiler print, about a file that it fits more or less: recorded lines, and lines made up for the nodes of
 * the file, both damaged. It is read, joined to the file, judged, reported, and answered with remedies.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../src/engine/base/finding.js';
import { LineIndex } from '../../../src/engine/base/line-index.js';
import { plain } from '../../../src/engine/base/wording.js';
import type { CompilerPackageResult } from '../../../src/engine/compiler/facts.js';
import { joinFile } from '../../../src/engine/compiler/join.js';
import { LineSplitter } from '../../../src/engine/compiler/line-splitter.js';
import { CompilerOutputParser } from '../../../src/engine/compiler/parser.js';
import { remediesFor } from '../../../src/engine/compiler/remedies/registry.js';
import { editedTexts } from '../../../src/engine/compiler/remedies/verdict.js';
import { type SourceFile, typesOf } from '../../../src/engine/compiler/source-file.js';
import { calledInTimedLoops } from '../../../src/engine/compiler/timed-loop.js';
import { GoPackage } from '../../../src/engine/go/package/go-package.js';
import { compareAllocations } from '../../../src/engine/reports/allocation-diff.js';
import { allocationsOf, readRecord, recordedPackage, recordOf, writeRecord } from '../../../src/engine/reports/allocation-record.js';
import { escapeReport } from '../../../src/engine/reports/escapes.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { Documents } from '../../../src/lsp/documents/documents.js';
import { ListOutput } from '../../../src/node/go/list-output.js';
import { packageResults } from '../../../src/node/go/package-results.js';
import type { Dice } from '../../support/random.js';
import { askEverything, type Places } from '../everything.js';
import { mutate, type Parsed } from '../mutate.js';
import { type Piece, piecesOf } from '../pieces.js';
import { type Tools, target } from '../target.js';

interface OutputInput {
  /** Of `main.go`. */
  readonly text: string;
  /** What `go list -json` prints. */
  readonly listed: string;
  /** What the compiler prints. */
  readonly printed: string;
  /** How the text arrives: longest chunk. */
  readonly chunk: number;
  readonly at: Places;
}

const MAIN = 'file:///w/main.go';
const LISTED = `{\n\t"Dir": "/w",\n\t"ImportPath": "ex.com/w",\n\t"GoFiles": [\n\t\t"main.go"\n\t],\n\t"Export": "/cache/x"\n}\n`;
const FIXTURES = join(__dirname, '../../fixtures/compiler');

/** Lines about a place; `E` is what stands there, `F` a place elsewhere. */
const SAID: readonly string[] = [
  ...['E escapes to heap', 'E does not escape', 'moved to heap: E', 'leaking param: E', 'leaking param content: E', 'inlining call to E'],
  ...['leaking param: E to result ~r0 level=0', 'can inline E', 'can inline E with cost 7 as: func() { return E }', 'undefined: E'],
  ...['cannot inline E: function too complex: cost 99 exceeds budget 80', 'func literal escapes to heap', '... argument does not escape'],
  'E escapes to heap in f:\nAT:   flow: {heap} ← &E:\nAT:     from E (spill) at F\nAT:     from return E (return) at F\nAT: E escapes to heap',
  'E escapes to heap:\nAT:   flow: ~r0 = &{storage for E}:\nAT:     from E (address-of) at F\nAT: moved to heap: E',
  'parameter E leaks to {heap} for f with derefs=0:\nAT:   flow: {heap} ← E:\nAT:     from E (call parameter) at F\nAT: leaking param: E',
];

let recorded: readonly Parsed[] | undefined;

function recordedOnce({ engine }: Tools): readonly Parsed[] {
  const files = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter(f => f.endsWith('.txt')) : [];
  recorded ??= files.map(f => {
    const text = readFileSync(join(FIXTURES, f), 'utf8').slice(0, 6000);
    return { text, pieces: piecesOf(engine, 'out.txt', text) };
  });
  return recorded;
}

/** Says something about some of the nodes. */
function saidOf(text: string, pieces: readonly Piece[], dice: Dice): string {
  const nodes = pieces.filter(p => p.label !== 'line' && p.end - p.start < 80);
  if (nodes.length === 0) return '';
  const lines = new LineIndex(text);
  const place = ({ start }: Piece) => {
    const { line } = lines.position(start);
    return `./main.go:${line + 1}:${Buffer.byteLength(text.slice(lines.lineStart(line), start)) + 1}`;
  };
  const said = Array.from({ length: 1 + dice.below(25) }, () => {
    const node = dice.pick(nodes);
    const at = place(node);
    const words = text.slice(node.start, node.end).replaceAll('\n', ' ');
    const sentence = dice
      .pick(SAID)
      .replaceAll('E', () => words)
      .replaceAll('AT', at)
      .replaceAll('F', place(dice.pick(nodes)));
    return `${at}: ${sentence}\n`;
  });
  return `# ex.com/w\n${said.join('')}`;
}

export const COMPILER_OUTPUT = target<OutputInput>({
  kind: 'compiler-output',
  make(dice, tools) {
    const { file } = dice.pick(tools.corpus.seeds.get('go')!);
    const parse = (path: string, text: string): Parsed => ({ text, pieces: piecesOf(tools.engine, path, text) });
    let source = parse(MAIN, file.text);
    const fitting = dice.chance(0.8) ? saidOf(file.text, source.pieces, dice) : dice.pick(recordedOnce(tools)).text;
    let output = parse('out.txt', fitting);
    for (let n = dice.below(3); n > 0; n--) output = parse('out.txt', mutate(output, dice.pick(recordedOnce(tools)), dice));
    if (dice.chance(0.3)) source = parse(MAIN, mutate(source, source, dice));
    const list = parse('x.json', LISTED);
    const listed = dice.chance(0.8) ? LISTED : mutate(list, list, dice);
    const chunk = dice.pick([1, 7, 80, 4096]);
    return { text: source.text, listed, printed: output.text, chunk, at: [dice.share(), dice.share()] };
  },
  run,
});

function run({ text, listed, printed, chunk, at }: OutputInput, { engine, rules }: Tools): void {
  const list = new ListOutput();
  for (let i = 0; i < listed.length; i += chunk) list.push(listed.slice(i, i + chunk));
  list.end();
  const parser = new CompilerOutputParser();
  const lines = new LineSplitter(line => parser.pushLine(line));
  for (let i = 0; i < printed.length; i += chunk) lines.push(printed.slice(i, i + chunk));
  lines.end();
  const results = packageResults('/w', list.packages, parser.finish(), { major: 1, minor: 26 }, new Map(), 'nothing');

  const faults: Error[] = [];
  const workspace = new Workspace(engine, { rules, onRuleError: (rule, _, cause) => faults.push(new Error(`rule ${rule}`, { cause })) });
  workspace.set('file:///w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
  const documents = new Documents();
  const document = documents.open({ textDocument: { uri: MAIN, languageId: 'go', version: 1, text } });
  workspace.open(MAIN, text);
  const { syntax, facts } = workspace.goSource(MAIN)!;
  const source: SourceFile = { path: MAIN, lines: new LineIndex(text), syntax, facts, ...typesOf(() => workspace.typed(MAIN), syntax) };
  const pkg = new GoPackage([facts]);
  for (const result of results) report(result);
  workspace.close(MAIN);
  for (const fault of faults) throw fault;

  function report(result: CompilerPackageResult): void {
    const siblings = (base: string) => (base === 'main.go' ? source : undefined);
    const evidence = joinFile('main.go', source, result, pkg, siblings, {
      timed: calledInTimedLoops(source, pkg),
      newEachIteration: true,
    });
    workspace.evidence.set(MAIN, evidence, text);
    const findings = askEverything(workspace, documents, document, at);
    for (const leak of evidence.leaks) plain(leak.message);
    const packages = [{ result, files: [{ source, findings }] }];
    const { text: written, links } = escapeReport(packages);
    for (const { span } of links) assert.ok(span.start <= span.end && span.end <= written.length, 'a link leads out of the report');
    const allocations = allocationsOf(packages[0]!);
    const record = recordOf([recordedPackage(result)], allocations);
    const read = readRecord(writeRecord(record));
    assert.deepEqual(read, record, 'a record is not read as it was written');
    compareAllocations(read!, record, allocations);
    for (const finding of findings) remedies(finding);
    if (text.length % 3 > 0) return;
    // The compiler's word moves with an edit.
    const half = Math.floor(text.length / 2);
    workspace.edit(MAIN, [{ span: { start: half, end: half }, newText: '\n\t// é\n' }]);
    documents.change({
      textDocument: { uri: document.uri, version: 2 },
      contentChanges: [{ range: { start: document.text.positionAt(half), end: document.text.positionAt(half) }, text: '\n\t// é\n' }],
    });
    askEverything(workspace, documents, document, at);
    workspace.edit(MAIN, [{ span: { start: 0, end: workspace.text(MAIN)!.length }, newText: text }]);
    documents.change({ textDocument: { uri: document.uri, version: 3 }, contentChanges: [{ text }] });
  }

  function remedies(finding: Finding): void {
    for (const remedy of remediesFor({ finding, source, pkg, language: { major: 1, minor: 26 }, packageFiles: () => [source] })) {
      plain(remedy.title);
      plain(remedy.verified);
      const texts = editedTexts(remedy.edits, () => text);
      assert.ok(texts, `the edits of ${remedy.id} do not fit`);
      for (const edited of texts.values()) engine.go.parse(edited);
    }
  }
}
