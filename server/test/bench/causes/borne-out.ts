/** Whether one sentence about a cause is what the compiler and go/types say. */
import type { Claim, Note, Truth } from './truth.js';

/** How go/types calls what the compiler cannot see through. */
const KINDS: Readonly<Record<string, string>> = { interfaceCall: 'interface', functionValue: 'value', typeParameter: 'parameter' };

/** `no cause`: the sentence names none. */
export function isBorneOut(claim: Claim, truth: Truth): boolean | 'no cause' {
  const key = claim.messageId.slice(claim.messageId.lastIndexOf('/') + 1);
  const own = sentence(key, claim, truth);
  const more = (claim.more ?? []).map(m =>
    addition(m.messageId.slice(m.messageId.lastIndexOf('/') + 1), { ...claim, args: m.args }, truth),
  );
  const all = [own, ...more];
  if (all.includes(false)) return false;
  return all.includes(true) ? true : 'no cause';
}

function sentence(key: string, claim: Claim, truth: Truth): boolean | 'no cause' {
  const notes = truth.notesAt(claim);
  const { to = '', via = '' } = claim.args;
  const unseen = Object.keys(KINDS).find(k => key.startsWith(k));
  if (unseen !== undefined) return notes.some(n => isUnseen(n, KINDS[unseen]!, to, via, truth));
  const rule = claim.messageId.split('/')[1]!;
  const about = `${rule}/${key}`;
  switch (about) {
    case 'too-large/confirmed':
      return notes.some(n => n.reason.startsWith('too large')) || truth.linesAt(claim).some(l => /escapes to heap|moved to heap/.test(l));
    case 'unknown-size/confirmed':
      return notes.some(n => n.reason === 'non-constant size');
    case 'returned-address/confirmed':
    case 'returned-address/confirmedInterface':
    case 'returned-address/confirmedVariable':
    case 'heap-allocation/returned':
    case 'heap-allocation/variableReturned':
    case 'conversion/returned':
    case 'closure/confirmedReturned':
      return (
        [...notes, ...holders(notes, claim, truth)].some(n => n.reason === 'return') ||
        isNamedResult(claim, truth) ||
        /\breturn\b/.test(linesAround(claim, truth))
      );
    case 'stored-address/confirmed':
    case 'stored-address/confirmedVariable':
    case 'heap-allocation/stored':
    case 'heap-allocation/variableStored':
    case 'conversion/stored':
    case 'method-value/stored':
    case 'closure/confirmedStored':
      return notes.some(n => n.reason.startsWith('assign') && squeezed(n.expression.split(/ :?= /)[0]!).includes(squeezed(to)));
    case 'heap-allocation/otherField':
      return notes.some(n => n.reason === 'struct literal element');
    case 'heap-allocation/otherValue':
      return notes.some(n => n.reason === 'assign' && squeezed(n.expression).startsWith(squeezed(to)));
    case 'conversion/key':
    case 'conversion/keyAgain':
      return notes.some(n => n.reason === 'key of map put');
    case 'stored-address/confirmedBy':
    case 'stored-address/confirmedVariableBy':
    case 'heap-allocation/storedBy':
      return isDoneBy(claim, truth, via, /=/, lastPart(to));
    case 'stored-address/confirmedSent':
    case 'heap-allocation/sent':
      return notes.some(n => n.reason === 'send') || squeezed(linesAround(claim, truth)).includes(`${squeezed(to)}<-`);
    case 'stored-address/confirmedSentBy':
    case 'heap-allocation/sentBy':
      return isDoneBy(claim, truth, via, /<-/, lastPart(to));
    case 'stored-address/confirmedAppended':
    case 'heap-allocation/appended':
      return notes.some(n => n.expression.startsWith('append(') || /^append/.test(n.reason));
    case 'stored-address/confirmedAppendedBy':
    case 'heap-allocation/appendedBy':
      return isDoneBy(claim, truth, via, /append\(/, lastPart(to));
    case 'heap-allocation/argument':
    case 'heap-allocation/variableArgument':
    case 'heap-allocation/variableDecoded':
    case 'heap-allocation/variableErrorsAs':
    case 'heap-allocation/variableFormatted':
    case 'heap-allocation/variableScanned':
    case 'conversion/argument':
    case 'closure/confirmedArgument':
      return notes.some(
        n =>
          (n.reason === 'call parameter' && endsWith(truth.calleeAt(n), to)) || (truth.isInlinedAt(n) && endsWith(truth.calleeAt(n), to)),
      );
    case 'cause/held':
    case 'cause/heldAddress':
    case 'cause/heldClosure':
      return notes.some(n => /literal|element/.test(n.reason) && n.expression !== '... argument');
    case 'goroutine-capture/confirmed':
    case 'heap-allocation/goroutine':
      return notes.some(n => n.reason === 'captured by a closure') || /\bgo\b/.test(linesAround(claim, truth));
    case 'goroutine-capture/confirmedClosure':
      return /\bgo\b/.test(linesAround(claim, truth));
    case 'closure/captured':
    case 'closure/capturedAndSet':
    case 'closure/capturedLate':
    case 'heap-allocation/closure':
      return notes.some(n => n.reason === 'captured by a closure');
    case 'sync-method-on-local/confirmed':
    case 'heap-allocation/sync':
      return notes.some(n => n.reason === 'call parameter' || truth.isInlinedAt(n));
    case 'boxed-argument/confirmed':
    case 'boxed-argument/confirmedInteger':
    case 'boxed-argument/confirmedText':
    case 'boxed-argument/confirmedIntegerText':
    case 'boxed-argument/confirmedSlog':
    case 'boxed-argument/confirmedLevelled':
      return notes.some(n => n.reason === 'interface-converted' || n.reason === 'spill');
    default:
      return 'no cause';
  }
}

/** What is said behind the first sentence. */
function addition(key: string, claim: Claim, truth: Truth): boolean | 'no cause' {
  const { func = '', cost = '', budget = '' } = claim.args;
  const shared = truth.linesAt(claim).filter(l => l.includes(' capturing by ref: '));
  switch (key) {
    case 'assigned':
    case 'assignedInside':
    case 'assignedLater':
      return shared.some(l => l.includes('assign=true'));
    case 'addressed':
      return shared.some(l => l.includes('addr=true assign=false'));
    case 'large':
      return shared.some(l => Number(/width=(\d+)/.exec(l)?.[1]) > 128);
    case 'tooCostly':
      return truth.all.some(l => l.startsWith(`cannot inline ${func}`) && l.includes(`cost ${cost} exceeds budget ${budget}`));
    case 'notInlined':
      return truth.all.some(l => l.startsWith(`cannot inline ${func}`));
    case 'inlined':
      return truth.all.some(l => l.startsWith(`can inline ${func}`));
    default:
      return Object.keys(KINDS).some(k => key.startsWith(k)) ? sentence(key, claim, truth) : 'no cause';
  }
}

function isUnseen(note: Note, kind: string, to: string, via: string, truth: Truth): boolean {
  if (note.reason !== 'call parameter' && !note.reason.startsWith('receiver') && note.reason !== 'callee operand')
    return via !== '' && truth.isInlinedAt(note);
  const callee = truth.calleeAt(note);
  if (via === '') return endsWith(callee, to) && truth.callAt(note) === kind && !truth.isInlinedAt(note);
  if (!endsWith(callee, via) || truth.callAt(note) === kind) return false;
  return /^io\.Read(?:Full|AtLeast)$/.test(via) || truth.callsOf(lastPart(to)).has(kind);
}

/** What is printed of literals that hold the value, and of those that hold them. */
function holders(notes: readonly Note[], claim: Claim, truth: Truth): Note[] {
  const out = new Map<string, Note>();
  for (const queue = [...notes]; queue.length > 0 && out.size < 500; ) {
    const { reason, file, line } = queue.shift()!;
    if (!reason.endsWith('element') && reason !== 'address-of') continue;
    for (const note of truth.notesAt({ ...claim, file, range: { start: { line: line - 1 }, end: { line: line } } })) {
      if (out.has(`${note.line}:${note.text}`)) continue;
      out.set(`${note.line}:${note.text}`, note);
      queue.push(note);
    }
  }
  return [...out.values()];
}

/** The flow leads into the call, and the function that is called has such a line about the target. */
function isDoneBy(claim: Claim, truth: Truth, via: string, how: RegExp, target: string): boolean {
  const reaches = truth.notesAt(claim).some(n => endsWith(truth.calleeAt(n), via));
  const name = lastPart(via);
  const bodies = [...truth.texts.values()].flatMap(text => [
    ...text.matchAll(new RegExp(`^func (?:\\([^)]*\\) )?${name}\\b[\\s\\S]*?^}|^func (?:\\([^)]*\\) )?${name}\\b[^\\n]*`, 'gm')),
  ]);
  return reaches && bodies.some(([body]) => body.split('\n').some(l => how.test(l) && l.includes(target)));
}

const isNamedResult = (claim: Claim, truth: Truth) => truth.linesAt(claim).some(l => /^ {2}flow: [\p{L}_~]\w* ←/u.test(l));

function linesAround({ file, range }: Claim, truth: Truth): string {
  return (truth.texts.get(file) ?? '')
    .split('\n')
    .slice(Math.max(0, range.start.line - 1), range.start.line + 60)
    .join('\n');
}

const squeezed = (text: string) => text.replace(/\s+/g, '');
const lastPart = (text: string) => /[\p{L}_][\p{L}\p{N}_]*(?=[^.]*$)/u.exec(text.slice(text.lastIndexOf('.') + 1))?.[0] ?? text;
const endsWith = (text: string, part: string) => squeezed(text.slice(-400)).endsWith(squeezed(part.replace(/…$/, '')));
