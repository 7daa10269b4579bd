/**
 * Which statements of a body have to be read to know the types of some of its nodes: those that they stand in, and those that declare a name
 * which one of them mentions. By names alone: one statement too many costs time and changes nothing.
 */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { declaredNames } from '../names/declared-names.js';

/** By kind: 1 for these. */
function marked(...kinds: readonly K[]): Uint8Array {
  const out = new Uint8Array(256);
  for (const kind of kinds) out[kind] = 1;
  return out;
}

/** What holds statements. */
const HOLDERS = marked(
  K.StatementList,
  K.Block,
  K.IfStatement,
  K.ForStatement,
  K.ForClause,
  K.ExpressionSwitchStatement,
  K.TypeSwitchStatement,
  K.SelectStatement,
  K.ExpressionCase,
  K.DefaultCase,
  K.TypeCase,
  K.CommunicationCase,
  K.LabeledStatement,
  K.FunctionDeclaration,
  K.MethodDeclaration,
);

const DECLARING = marked(
  K.ShortVarDeclaration,
  K.VarSpec,
  K.ConstSpec,
  K.TypeSpec,
  K.TypeAlias,
  K.RangeClause,
  K.ReceiveStatement,
  K.TypeSwitchStatement,
);

/** By node: 1 for what has to be read, and for all that it stands in. */
export function statementsFor(tree: FlatTree, nodes: readonly Node[]): Uint8Array {
  const wanted = new Uint8Array(tree.count);
  const declaring = declarationsByName(tree);
  const read = new Set<Node>();
  const work = [...nodes];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    const statement = mark(tree, node, wanted);
    if (read.has(statement)) continue;
    read.add(statement);
    for (const name of namesIn(tree, statement)) {
      work.push(...(declaring.get(name) ?? []));
      declaring.delete(name);
    }
  }
  return wanted;
}

/** The statement around a node, without statements inside. What is marked has been gone up from. */
function mark(tree: FlatTree, node: Node, wanted: Uint8Array): Node {
  let statement = NONE;
  for (let n = node; n !== NONE && (statement === NONE || wanted[n] === 0); n = tree.parent(n)) {
    wanted[n] = 1;
    const outer = tree.parent(n);
    if (statement === NONE && (outer === NONE || HOLDERS[tree.kinds[outer]!] === 1)) statement = n;
  }
  return statement;
}

function* namesIn(tree: FlatTree, statement: Node): Generator<string> {
  for (let n = statement; n < tree.afters[statement]!; n++) {
    const kind = tree.kinds[n];
    // Statements inside: of function literals.
    if (kind === K.Block) n = tree.afters[n]! - 1;
    else if (kind === K.Identifier || kind === K.TypeIdentifier) yield tree.textOf(n);
  }
}

/** By name: the nodes that tell what it means. */
function declarationsByName(tree: FlatTree): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  for (let n = 0; n < tree.kinds.length; n++) {
    const kind = tree.kinds[n]!;
    if (DECLARING[kind] !== 1) continue;
    const declared = declaredNames(tree, n, kind);
    const nodes = kind === K.TypeSwitchStatement ? tellingTypes(tree, n) : [n];
    for (const name of declared?.names ?? []) {
      const known = found.get(tree.textOf(name));
      if (known) known.push(...nodes);
      else found.set(tree.textOf(name), [...nodes]);
    }
  }
  return found;
}

/** The value that is switched over, and the types in the cases. */
function tellingTypes(tree: FlatTree, node: Node): Node[] {
  const cases = [...tree.children(node)].filter(n => tree.kind(n) === K.TypeCase);
  return [tree.field(node, F.Value), ...cases.flatMap(n => [...tree.children(n)].filter(c => HOLDERS[tree.kinds[c]!] !== 1))];
}
