/**
 * The grammar of the escape report, through the engine that VS Code colours with. `UPDATE_SNAPSHOTS=1` writes the snapshot; read the
 * difference before you commit it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const ROOT = resolve(__dirname, '../../..');
const GRAMMAR = join(ROOT, 'syntaxes/go-preflight-escapes.tmLanguage.json');
const SAMPLE = join(__dirname, '../fixtures/escape-report.sample');
const SNAPSHOT = join(__dirname, '../fixtures/escape-report.tokens');
const SCOPE = 'text.go-preflight-escapes';

/** What the sample, which comes from real code, does not happen to have. */
const MORE = [
  'Go escape report',
  '0 heap allocations',
  '1 heap allocation in 1 function (1 in a loop)',
  'package example.com/clean',
  '  no heap allocations',
  '  does not build: go: no module found',
  '      generated.go  `x` is passed on',
];

interface Token {
  readonly text: string;
  /** Without the root scope and without the ending that every scope has. */
  readonly scopes: readonly string[];
}

describe('grammar of the escape report', () => {
  let grammar: IGrammar;
  const tokens = (line: string): Token[] =>
    grammar.tokenizeLine(line, INITIAL).tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1).map(scope => scope.replace(/\.go-preflight-escapes$/, '')),
    }));
  const textOf = (line: string, scope: string) => tokens(line).find(({ scopes }) => scopes.includes(scope))?.text;

  before(async () => {
    const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
    const onigLib = loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length)).then(() => ({
      createOnigScanner,
      createOnigString,
    }));
    const registry = new Registry({
      onigLib,
      // The source text in a finding is coloured by the editor's own Go grammar, which is not ours to test.
      loadGrammar: async scope => (scope === SCOPE ? parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR) : null),
    });
    const loaded = await registry.loadGrammar(SCOPE);
    assert.ok(loaded);
    grammar = loaded;
  });

  it('colours the sample as recorded', () => {
    const lines = [...readFileSync(SAMPLE, 'utf8').trimEnd().split('\n'), ...MORE];
    const text = lines.map(line => `${line}\n${tokens(line).map(describeToken).join('')}`).join('');
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(SNAPSHOT, text);
    assert.equal(text, readFileSync(SNAPSHOT, 'utf8'), 'UPDATE_SNAPSHOTS=1 writes the new colours, if they are meant');
  });

  it('leaves no line of the sample without a meaning', () => {
    const lines = readFileSync(SAMPLE, 'utf8').split('\n');
    const plain = lines.filter(line => line.trim() !== '' && tokens(line).every(({ scopes }) => scopes.length === 0));
    assert.deepEqual(plain, []);
  });

  it('takes a finding apart', () => {
    const line = '    shape.go:79:9  escapes to heap in a loop: append(out, n)';
    assert.equal(textOf(line, 'string.unquoted.file'), 'shape.go');
    assert.equal(textOf(line, 'constant.numeric.line'), '79');
    assert.equal(textOf(line, 'constant.numeric.column'), '9');
    assert.equal(textOf(line, 'keyword.control.loop'), ' in a loop');
    assert.equal(textOf(line, 'meta.embedded.inline.go'), 'append(out, n)');
  });

  it('keeps a sentence that mentions a place apart from a step', () => {
    const sentence = '      `a.go:1:2  x` is allocated on the heap.  [escape/stored-address]';
    assert.equal(textOf(sentence, 'entity.name.tag.rule'), 'escape/stored-address');
    assert.equal(textOf(sentence, 'string.unquoted.file'), undefined);
    assert.equal(textOf('      shape.go:36:2  assigned in `n.data = x`', 'markup.inline.raw'), '`n.data = x`');
  });

  it('is the language of the manifest', () => {
    const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
    const [language] = contributes.languages;
    const [colours] = contributes.grammars;
    assert.deepEqual([language?.id, language?.extensions], ['go-preflight-escapes', ['.go-preflight-escapes']]);
    assert.equal(colours?.scopeName, SCOPE);
    assert.equal(resolve(ROOT, colours?.path ?? ''), GRAMMAR);
  });
});

interface Manifest {
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly extensions: readonly string[] }[];
    readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
  };
}

/** One line for each token with a meaning. */
function describeToken({ text, scopes }: Token): string {
  return scopes.length === 0 ? '' : `  # ${JSON.stringify(text)}: ${scopes.join(' ')}\n`;
}
