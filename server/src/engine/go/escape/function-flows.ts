/** What the escape graph finds of one function. */
import type { Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func } from '../types/model.js';
import { type Body, isSameBody } from './bodies.js';
import type { Summary } from './flow.js';
import { type Leaks, NO_LEAKS, type Text } from './location.js';
import type { LeakingParameter, MadeSite } from './way.js';

/** What is known of a function, of the literals in it too. */
export interface FunctionFlows {
  readonly text: Text;
  readonly summary: Summary;
  readonly sites: readonly MadeSite[];
  readonly leaking: readonly LeakingParameter[];
  /** Calls of methods of interfaces of which it is known what they hold. */
  readonly directCalls: readonly Node[];
}

const elsewhere = new WeakMap<TreeTypes, { readonly body: Body; readonly flows: FunctionFlows }>();

/** Of a function without code in Go. */
export function flowsElsewhere(func: Func, body: Body): FunctionFlows {
  const known = elsewhere.get(body.types);
  if (known && isSameBody(known.body, body)) return known.flows;
  const flows = { text: body.text, summary: summaryOf(func, body), sites: [], leaking: [], directCalls: [] };
  elsewhere.set(body.types, { body, flows });
  return flows;
}

function summaryOf({ type }: Func, body: Body): Summary {
  const each: Leaks = body.elsewhere === 'keeps' ? { heap: 0, results: new Map() } : NO_LEAKS;
  const params = type.kind === 'func' ? type.params.map(() => each) : [];
  return { receiver: each, params, inlineCost: undefined, makes: [], stored: [], concrete: [] };
}
