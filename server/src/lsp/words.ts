/** What the language server says beside findings. */
import { messages } from '../engine/base/message.js';

export const say = messages('lsp', {
  analyzing: 'Analyzing escapes',
  asking: 'Asking the Go compiler',
  internal: 'Go Preflight has an internal error; the log of the language server has the details.',
  cannotStart: 'Go Preflight cannot start: {error}',
  tooEarly: 'The language server is not initialized.',
  outOfTurn: 'The language server no longer takes this request.',
  notRun: 'The Go compiler could not be run; the log of the language server has the details.',
  noCompiler: 'The Go compiler is not available here.',
  untrusted: 'This workspace is not trusted, so the Go compiler is not run.',
  onlyGo: 'Only places in an open Go file can be explained.',
  silent: 'The Go compiler reports nothing about this file.',
  nothingOnHeap: 'The Go compiler reports no heap allocation on this line.',
  heap: 'heap',
  oneAllocation: '1 heap allocation',
  allocations: '{count} heap allocations',
  fixAll: 'Fix all safe Go Preflight findings',
  verify: 'Verify fixes with the Go compiler…',
  compiles: '(verified: compiles)',
  why: 'Why does this escape?',
  suppress: 'Suppress {rule} with a comment',
  reason: 'TODO: say why',
  confirmed: 'confirmed by the Go compiler',
  estimated: 'estimated from the source',
  line: 'line {line}',
});
