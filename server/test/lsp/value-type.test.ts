/** The hover of a finding names the type of the value that it is about. */
import assert from 'node:assert/strict';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { messages } from '../../src/engine/base/message.js';
import { type Rule, rule } from '../../src/engine/rules/rule.js';
import { Pair } from './pair.js';
import { importRule } from './rules.js';

const MAIN = 'file:///app/main.go';
const TEXT = `package main

import "net/http"

type Kind[T any] struct{ value T }

func f(request *http.Request, kinds map[string][]Kind[byte]) {
	local := kinds["a"]
	_ = request.URL
	_ = local[0].value
	_ = none.Value
}
`;

const say = messages('test/value', { here: 'Here.', named: 'This is a `{type}`.' });

/** Says of each of these that it is there, and asks for types as other rules do. */
const VALUES = ['request', 'local', 'kinds["a"]', 'request.URL', 'local[0].value', 'none.Value', 'f'];
const valueRule: Rule = rule({
  ...importRule,
  id: 'test/value',
  severity: 'hint',
  checks: {
    *go({ file, workspace, report }) {
      for (const { offset } of file.declarations) yield* workspace.typed(file.path)?.at(offset)?.typing() ?? [];
      for (const value of VALUES) {
        const start = TEXT.indexOf(value === 'f' ? 'f(' : value);
        report({
          span: { start, end: start + value.length },
          message: value === 'local[0].value' ? say.named({ type: 'byte' }) : say.here,
        });
      }
    },
  },
});

describe('protocol: hover over a finding about a value', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  async function typeAt(value: string): Promise<string | undefined> {
    const before = TEXT.slice(0, TEXT.indexOf(value) + value.length - 1).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const hover = await pair.client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: MAIN }, position });
    return /Type: `([^`]*)`/.exec((hover?.contents as MarkupContent | undefined)?.value ?? '')?.[1];
  }

  for (const commands of [false, true])
    it(`names its type, with short package names${commands ? ', beside a diagnostic' : ''}`, async () => {
      pair = await Pair.start({
        rules: [valueRule],
        files: { 'file:///app/go.mod': 'module m\n\ngo 1.22\n' },
        initializationOptions: { commands },
      });
      await pair.open(MAIN, TEXT);
      await pair.settled();
      assert.equal(await typeAt('local'), '[]Kind[byte]');
      assert.equal(await typeAt('kinds["a"]'), '[]Kind[byte]');
      assert.equal(await typeAt('request'), '*http.Request');
      assert.equal(await typeAt('request.URL'), '*url.URL');
      assert.equal(await typeAt('local[0].value'), undefined, 'the message says it');
      assert.equal(await typeAt('none.Value'), undefined, 'nobody knows it');
      assert.equal(await typeAt('f('), undefined, 'no value');
    });
});
