/** The cause of a confirmed allocation as a rule id and one plain sentence. */

import { t } from '../base/l10n.js';
import { CATCH_ALL } from './compiled-file.js';
import type { Destination } from './destination.js';
import { oneLine } from './destination.js';
import type { CompilerFact, FlowStep } from './facts.js';
import type { Site } from './printed-site.js';

export interface Explanation {
  readonly rule: string;
  readonly message: string;
}

export interface Circumstances {
  readonly site: Site;
  /** Source text of the site's node. */
  readonly text: string;
  readonly destination: Destination | undefined;
  /** The facts about this node, at least one. */
  readonly facts: readonly CompilerFact[];
  /** The site is a concatenation in a loop that makes one string longer and longer. */
  readonly accumulates: boolean;
  /** The site is a `make` whose size is not constant, and the release puts every such slice on the heap (to 1.24). */
  readonly unknownSize: boolean;
  /** Types say that the value is larger than the stack takes. */
  readonly tooLarge: boolean;
  /** What is called with the node as an argument; empty when it is none. */
  readonly callee: string;
  /** The value stays in the function; only what does not fit into 32 bytes goes to the heap. */
  readonly staysWhenSmall: boolean;
  /** An integer is boxed: free from 0 to 255. */
  readonly isNumber: boolean;
}

export function explain(c: Circumstances): Explanation {
  const text = oneLine(c.text);
  const reason = sizeReason(c.facts);
  if (reason === 'large' || c.tooLarge) {
    return { rule: 'escape/too-large', message: t('`{0}` is allocated on the heap: it is too large for the stack.', text) };
  }
  if (c.site.kind === 'make' && (reason === 'unknown' || c.unknownSize)) {
    return {
      rule: 'escape/unknown-size',
      message: t('`{0}` is allocated on the heap: its size is not a constant, so the compiler cannot reserve room on the stack.', text),
    };
  }
  if (c.staysWhenSmall) return outgrown(text, c.site, c.facts);
  switch (c.site.kind) {
    case 'mapStore':
      return catchAll(t('`{0}` allocates on the heap whenever the map has to grow.', text));
    case 'channel':
      return catchAll(t('`{0}` is allocated on the heap, as every channel is.', text));
    case 'goCall':
      return catchAll(t('What `{0}` takes is copied to the heap: a new goroutine makes the call.', text));
    case 'variable':
      return { rule: ruleFor(c, true), message: t('`{0}` is allocated on the heap: {1}.', text, because(c.destination, true)) };
    case 'pointer':
      return { rule: ruleFor(c, false), message: t('`{0}` is allocated on the heap: {1}.', text, because(c.destination, false)) };
    case 'closure':
      return closure(c);
    case 'boxed':
      return boxed(text, c);
    case 'method':
      return catchAll(t('The method value `{0}` is allocated on the heap with its receiver: {1}.', text, because(c.destination, false)));
    case 'selector':
      return catchAll(t('`{0}` is allocated on the heap: it is held by an interface, or kept as a method value.', text));
    case 'append':
      return catchAll(
        t('`{0}` allocates on the heap whenever the slice is full: its backing array is needed after the function returns.', text),
      );
    case 'concat':
      return c.accumulates
        ? {
            rule: 'escape/concat-in-loop',
            message: t('`{0}` builds a new string on the heap in every iteration, copying all that was there before.', text),
          }
        : catchAll(t('`{0}` builds a new string on the heap.', text));
    case 'conversion':
      return catchAll(t('`{0}` copies its bytes to the heap: the copy is needed after the function returns.', text));
    case 'variadic':
      return catchAll(t('The slice with the arguments of `{0}` is allocated on the heap, because the callee keeps it.', text));
    case 'inlined':
      return catchAll(inlined(text, c.facts));
    default:
      return catchAll(t('`{0}` is allocated on the heap: {1}.', text, because(c.destination, false)));
  }
}

const catchAll = (message: string): Explanation => ({ rule: CATCH_ALL, message });

function ruleFor(c: Circumstances, isVariable: boolean): string {
  switch (c.destination?.kind) {
    case 'returned':
      return 'escape/returned-address';
    case 'stored':
    case 'sent':
    case 'appended':
      return 'escape/stored-address';
    case 'goroutine':
      return 'escape/goroutine-capture';
    case 'closure':
      return isVariable ? 'escape/closure' : CATCH_ALL;
    case 'sync':
      return 'escape/sync-method-on-local';
    default:
      return CATCH_ALL;
  }
}

function because(to: Destination | undefined, isVariable: boolean): string {
  switch (to?.kind) {
    case 'returned':
      return isVariable
        ? t('its address is returned, so it has to outlive the function')
        : t('it is returned, so it has to outlive the function');
    case 'stored':
      return isVariable
        ? t('its address is stored in `{0}`, which can outlive the function', oneLine(to.name))
        : t('it is stored in `{0}`, which can outlive the function', oneLine(to.name));
    case 'sent':
      return t('its address is sent on the channel `{0}`', oneLine(to.name));
    case 'appended':
      return t('its address is appended to `{0}`', oneLine(to.name));
    case 'goroutine':
      return t('a new goroutine uses it, and can still run when the function has returned');
    case 'closure':
      return t('a closure that can outlive the function refers to it');
    case 'sync':
      return t('the sync method `{0}` hands its address to the runtime', to.name);
    case 'argument':
      return isVariable
        ? t('its address is passed to `{0}`, through which it can outlive the function', oneLine(to.name))
        : t('it is passed to `{0}`, through which it can outlive the function', oneLine(to.name));
    default:
      return t('the compiler found a way for it to outlive the function');
  }
}

function closure(c: Circumstances): Explanation {
  if (c.destination?.kind === 'goroutine') {
    return {
      rule: 'escape/goroutine-capture',
      message: t('The closure and the variables it captures are allocated on the heap: a new goroutine runs it.'),
    };
  }
  const why =
    c.destination?.kind === 'returned'
      ? t('it is returned')
      : c.destination?.kind === 'argument'
        ? t('it is passed to `{0}`, through which it can outlive the function', oneLine(c.destination.name))
        : c.destination?.kind === 'stored'
          ? t('it is stored in `{0}`', oneLine(c.destination.name))
          : t('it can outlive the function');
  return { rule: 'escape/closure', message: t('The closure is allocated on the heap with the variables it captures: {0}.', why) };
}

function boxed(text: string, c: Circumstances): Explanation {
  if (c.callee !== '' && c.callee !== 'append') {
    const callee = oneLine(c.callee);
    const message = c.isNumber
      ? t('`{0}` is copied to the heap, unless it is between 0 and 255: `{1}` takes it as an interface.', text, callee)
      : t('`{0}` is copied to the heap: `{1}` takes it as an interface.', text, callee);
    return { rule: 'escape/boxed-argument', message };
  }
  if (c.isNumber) return catchAll(t('`{0}` is copied to the heap to be held by an interface, unless it is between 0 and 255.', text));
  return catchAll(t('`{0}` is copied to the heap to be held by an interface.', text));
}

function outgrown(text: string, site: Site, facts: readonly CompilerFact[]): Explanation {
  const isMap = site.kind === 'literal' || facts.some(f => f.expression.startsWith('make(map['));
  if (isMap) return catchAll(t('`{0}` allocates on the heap: a map has room for 8 entries on the stack.', text));
  switch (site.kind) {
    case 'append':
      return catchAll(t('`{0}` allocates on the heap when the slice needs more than 32 bytes and is full.', text));
    case 'inlined':
      return catchAll(
        t('`{0}` allocates on the heap for more than 32 bytes: the function was inlined here, and makes a slice of unknown size.', text),
      );
    default:
      return {
        rule: 'escape/unknown-size',
        message: t('`{0}` is allocated on the heap when it needs more than 32 bytes: its size is not a constant.', text),
      };
  }
}

function inlined(text: string, facts: readonly CompilerFact[]): string {
  if (facts.every(f => /^append\b/.test(f.expression)))
    return t('`{0}` allocates on the heap when it finds its slice full: the function was inlined here, and appends.', text);
  const names = facts.map(f => (f.kind === 'moved' ? t('variable `{0}`', f.expression) : `\`${oneLine(f.expression, 40)}\``));
  const what = names.slice(0, 3).join(', ');
  return names.length === 1
    ? t('`{0}` allocates on the heap: the function was inlined here, and its {1} escapes.', text, what)
    : t('`{0}` allocates on the heap in {1} places: the function was inlined here, and its {2} escape.', text, names.length, what);
}

/** Reasons that the flow names and the syntax cannot see (go-facts §3.2). */
function sizeReason(facts: readonly CompilerFact[]): 'large' | 'unknown' | undefined {
  const reasons = facts.flatMap(f => f.flow ?? []).flatMap((s: FlowStep) => s.notes.map(n => n.reason));
  if (reasons.some(r => r === 'too large for stack' || r === 'too aligned for stack')) return 'large';
  return reasons.includes('non-constant size') ? 'unknown' : undefined;
}
