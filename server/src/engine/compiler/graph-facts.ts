/**
 * What our own escape graph says of functions, in the form in which the compiler says it: whatever reads the compiler's word reads this too, and
 * says the same of both.
 */
import type { LineIndex } from '../base/line-index.js';
import { baseName } from '../base/paths.js';
import type { FunctionFlows } from '../go/escape/function-flows.js';
import { INLINE_BUDGET } from '../go/escape/inline-cost.js';
import type { Text } from '../go/escape/location.js';
import type { LeakingParameter, MadeSite, WayNote, WayStep } from '../go/escape/way.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { CompilerFact, CompilerPlace, FlowNote, FlowStep } from './facts.js';
import { positionOf } from './position.js';
import { outermostParentheses } from './printed-site.js';

/** `linesOf` gives the lines of a file by its path; undefined for one whose text is not known. */
export function graphFacts(flows: FunctionFlows, linesOf: (path: string) => LineIndex | undefined): CompilerFact[] {
  const place = (text: Text, node: Node, offset = placeIn(text.tree, node)): CompilerPlace | undefined => {
    const lines = linesOf(text.path);
    return lines && { file: baseName(text.path), raw: baseName(text.path), ...lines.bytePosition(text.declaration.offset + offset) };
  };
  const { text } = flows;
  const facts: CompilerFact[] = [];
  const add = (node: Node, fact: Omit<CompilerFact, keyof CompilerPlace>, offset?: number) => {
    const at = place(text, node, offset);
    if (at) facts.push({ ...at, ...fact });
  };
  const flowOf = (way: readonly WayStep[]): readonly FlowStep[] =>
    way.map(({ to, from, notes }) => ({
      destination: to,
      source: from,
      notes: notes.flatMap(n => noteOf(n, place(n.text, n.node)) ?? []),
    }));
  for (const site of flows.sites) {
    if (site.callee !== undefined && site.isOnHeap) add(site.node, { kind: 'inlined', expression: site.callee });
    if (!site.isRare) add(site.node, siteFact(text.tree, site, flowOf));
  }
  for (const parameter of flows.leaking)
    for (const fact of leakFacts(parameter, flowOf)) add(parameter.node, fact, text.tree.starts[parameter.node]);
  for (const call of flows.directCalls)
    add(call, { kind: 'other', expression: `devirtualizing ${text.tree.textOf(text.tree.first(call))}` });
  const { inlineCost } = flows.summary;
  if (inlineCost !== undefined && inlineCost <= INLINE_BUDGET) {
    const { tree } = text;
    const receiver = tree.field(0, F.Receiver);
    const name = tree.field(0, F.Name);
    const at = receiver === NONE ? name : receiver;
    add(at, { kind: 'inlinable', detail: String(inlineCost), expression: tree.textOf(name) }, tree.starts[at]);
  }
  return facts;
}

function siteFact(
  tree: FlatTree,
  site: MadeSite,
  flowOf: (way: readonly WayStep[]) => readonly FlowStep[],
): Omit<CompilerFact, keyof CompilerPlace> {
  const { node, kind, name, isOnHeap, way } = site;
  const flow = isOnHeap && way.length > 0 ? { flow: flowOf(way) } : {};
  // The variable of a type switch is another one in each clause.
  const isClause = tree.kind(node) === K.TypeCase || tree.kind(node) === K.DefaultCase;
  if (kind === undefined) return { kind: 'moved', expression: name, site: { kind: isClause ? 'other' : 'variable', node }, ...flow };
  const anchor = kind === 'boxed' ? outermostParentheses(tree, node) : node;
  return { kind: isOnHeap ? 'escapes' : 'stays', expression: textOf(tree, site), site: { kind, node: anchor }, ...flow };
}

/** As the compiler writes it, as far as readers depend on it. */
function textOf(tree: FlatTree, { node, kind, inside, printed }: MadeSite): string {
  const text = () => (printed ?? tree.textOf(node)).replace(/\s+/g, ' ');
  switch (kind) {
    case 'closure':
      return 'func literal';
    case 'variadic':
      return '... argument';
    case 'inlined':
      return inside[0]?.replace(/\s+/g, ' ') ?? text();
    default:
      return text();
  }
}

function leakFacts(
  { name, leaks, way }: LeakingParameter,
  flowOf: (way: readonly WayStep[]) => readonly FlowStep[],
): Omit<CompilerFact, keyof CompilerPlace>[] {
  const fact = (detail?: string) => ({
    kind: 'leaking' as const,
    expression: name,
    ...(detail !== undefined && { detail }),
    flow: flowOf(way),
  });
  if (leaks.heap !== undefined) return [leaks.heap === 0 ? fact() : fact('content')];
  return [...leaks.results].map(([i, level]) => fact(`result ~r${i} level=${level}`));
}

function noteOf({ text: { tree }, node, reason }: WayNote, place: CompilerPlace | undefined): FlowNote | undefined {
  if (!place || reason === 'switch case') return undefined;
  const isArguments = reason === 'slice-literal-element' && tree.kind(node) === K.CallExpression;
  return { ...place, expression: isArguments ? '... argument' : tree.textOf(node).replace(/\s+/g, ' '), reason };
}

function placeIn(tree: FlatTree, node: Node): number {
  const at = positionOf(tree, node);
  return at < 0 ? tree.starts[node]! : at;
}
