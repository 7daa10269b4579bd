/**
 * Messages of an editor that has a bug, or of another program: fields are missing, doubled, of another type or out of every range, and
 * messages come in any order. Each request is answered, nothing is rejected unseen, and the server goes on to find what it should.
 */
import assert from 'node:assert/strict';
import { ANALYZE_ESCAPES, BUILD_MATRIX, DOCTOR, INSPECT_BINARY, TRUST, WHY_ESCAPES } from '../../../src/lsp/core/messages.js';
import { Pair } from '../../lsp/pair.js';
import type { Dice } from '../../support/random.js';
import { target } from '../target.js';
import { TEXTS } from './world-texts.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Message {
  readonly method: string;
  readonly params: Json;
  readonly isRequest: boolean;
  readonly isDamaged: boolean;
}

interface ProtocolInput {
  readonly messages: readonly Message[];
}

/** Messages to one server. */
const MANY = 60;
const GOOD = 'file:///good/Dockerfile';
const FAULT = 'FROM golang:1.26\nENV GOEXPERIMENT=RangeFunc\nRUN go build .\n';

const NUMBERS = [-1, 0, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 31)];
const ODD: readonly Json[] = [
  ...[
    null,
    true,
    '',
    'x',
    '__proto__',
    [],
    {},
    [[]],
    'file:',
    'file:///%',
    'file:///w/%00.go',
    'untitled:Untitled-1',
    'git:/w/a.go?x#y',
    '\0',
  ],
  ...['file:///w/../../etc/passwd.go', 'vscode-notebook-cell:/w/a.go#1', '😀', ...NUMBERS],
];

function sound(dice: Dice): Omit<Message, 'isDamaged'> {
  const path = dice.pick(Object.keys(TEXTS));
  const uri = `file://${path}`;
  const position = (): Json => ({ line: dice.below(12), character: dice.below(30) });
  const range = (): Json => ({ start: position(), end: position() });
  const textDocument = { uri };
  const version = dice.below(100);
  const changes = Array.from({ length: dice.below(3) }, (): Json => ({ range: range(), text: dice.pick(['x', '\n', '', '}', '"']) }));
  const notification = (method: string, params: Json) => ({ method, params, isRequest: false });
  const request = (method: string, params: Json) => ({ method, params, isRequest: true });
  const open = () => {
    const languageId = path.endsWith('.go') ? 'go' : 'dockerfile';
    return notification('textDocument/didOpen', { textDocument: { uri, languageId, version, text: dice.pick(TEXTS[path]!) } });
  };
  return dice.pick([
    ...[open, open, open],
    () => notification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes }),
    () => notification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes }),
    () => notification('textDocument/didSave', { textDocument }),
    () => notification('textDocument/didClose', { textDocument }),
    () => notification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 + dice.below(3) }] }),
    () => notification('workspace/didChangeConfiguration', { settings: { goPreflight: { rules: {} } } }),
    () => notification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'file:///w', name: 'w' }], removed: [] } }),
    () => notification(TRUST, { trusted: dice.chance(0.5) }),
    () => request('textDocument/hover', { textDocument, position: position() }),
    () => request('textDocument/codeAction', { textDocument, range: range(), context: { diagnostics: [], triggerKind: 1 } }),
    () => request('textDocument/codeLens', { textDocument }),
    () => request('textDocument/inlayHint', { textDocument, range: range() }),
    () => request(WHY_ESCAPES, { textDocument, position: position() }),
    () => request(ANALYZE_ESCAPES, { scope: dice.pick(['file', 'package', 'workspace']), uri }),
    () => request(BUILD_MATRIX, { again: dice.chance(0.5) }),
    () => request(DOCTOR, { uri }),
    () => request(INSPECT_BINARY, { uri }),
    () => request('workspace/symbol', { query: 'x' }),
  ])();
}

/** One field, at any depth, is something else, is not there, or stands beside one that nobody knows. */
function damaged(params: Json, dice: Dice): Json {
  if (typeof params !== 'object' || params === null || dice.chance(0.15)) return dice.pick(ODD);
  const keys = Object.keys(params);
  if (keys.length === 0) return dice.pick(ODD);
  const key = dice.pick(keys);
  const copy = (Array.isArray(params) ? [...params] : { ...params }) as Record<string, Json>;
  if (dice.chance(0.15)) delete copy[key];
  else copy[key] = damaged(copy[key]!, dice);
  return copy;
}

export const PROTOCOL = target<ProtocolInput>({
  kind: 'protocol',
  make: dice => ({
    messages: Array.from({ length: MANY }, () => {
      const message = sound(dice);
      const isDamaged = dice.chance(0.4);
      return { ...message, isDamaged, params: isDamaged ? damaged(message.params, dice) : message.params };
    }),
  }),
  async run({ messages }, { rules }) {
    const unhandled: unknown[] = [];
    const listener = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', listener);
    const pair = await Pair.start({ rules, files: { [GOOD]: FAULT } });
    try {
      for (const { method, params, isRequest } of messages) {
        // An error is an answer.
        if (isRequest) await pair.client.sendRequest(method, params).catch(() => undefined);
        else await pair.client.sendNotification(method, params);
        pair.host.advance(100);
      }
      await pair.close(GOOD);
      await pair.open(GOOD, FAULT);
      await pair.settled();
      if (rules.length > 0) assert.equal(pair.shown(GOOD)?.diagnostics.length, 1, 'the server finds nothing any more');
      if (!messages.some(m => m.isDamaged)) assert.deepEqual(pair.host.logged, []);
    } finally {
      await pair.stop();
      process.off('unhandledRejection', listener);
    }
    assert.deepEqual(unhandled, [], 'a rejection that nobody sees');
  },
  count: ({ messages }) => messages.length,
});
