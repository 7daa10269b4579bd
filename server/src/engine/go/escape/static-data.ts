/** What of a package variable's value is data of the program from its start (cmd/compile/internal/staticinit), and what code makes. */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { Mode } from '../types/model.js';
import { coreType, under } from '../types/predicates.js';
import { argumentsOf, isConversion, selectorOf } from './callee.js';
import type { Flow } from './flow.js';
import { INLINE_BUDGET } from './inline-cost.js';
import { contentOf } from './literals.js';

/** Deeper literals are taken for code. */
const MAX_DEPTH = 100;

/** The parts of a value that need code. */
export function dynamicParts(f: Flow, value: Node, depth = 0): Node[] {
  const { tree } = f;
  const n = tree.unparen(value);
  if (f.isConstant(n)) return [];
  const literal = tree.withoutAddress(n);
  const isLiteral = tree.kind(literal) === K.CompositeLiteral || tree.kind(literal) === K.LiteralValue;
  if (isLiteral) return depth < MAX_DEPTH && !isMap(f, literal) ? elements(f, literal).flatMap(e => dynamicParts(f, e, depth + 1)) : [n];
  return isStaticConversion(f, n) || isStaticCall(f, n) ? [] : [n];
}

function elements(f: Flow, literal: Node): Node[] {
  const { tree } = f;
  const body = tree.kind(literal) === K.LiteralValue ? literal : tree.childOfKind(literal, K.LiteralValue);
  return body === NONE ? [] : [...tree.children(body)].map(e => contentOf(f, e));
}

function isMap(f: Flow, literal: Node): boolean {
  const type = f.typeOf(literal);
  const u = type && under(type);
  return (u && coreType(u.kind === 'pointer' ? u.elem : u)?.kind) === 'map';
}

/** `[]byte("…")`. */
const isStaticConversion = (f: Flow, n: Node): boolean =>
  (isType(f, n) || isConversion(f, n)) && argumentsOf(f, n).every(a => f.isConstant(a));

const isType = (f: Flow, n: Node): boolean => f.tree.kind(n) === K.CallExpression && f.types.modes[f.tree.first(n)] === Mode.Type;

/** `errors.New("…")`: inlined, and all that it makes is a literal that holds constants. */
function isStaticCall(f: Flow, n: Node): boolean {
  if (f.tree.kind(n) !== K.CallExpression) return false;
  const named = selectorOf(f, f.tree.first(n));
  const func = f.types.objects.get(f.tree.kind(named) === K.SelectorExpression ? f.tree.last(named) : named);
  const summary = func?.kind === 'func' && !func.isMethod ? f.functions.summaryOf(func) : undefined;
  if (!summary || (summary.inlineCost ?? Number.POSITIVE_INFINITY) > INLINE_BUDGET) return false;
  return argumentsOf(f, n).every(a => f.isConstant(a)) && summary.makes.every(({ text }) => text.startsWith('&'));
}
