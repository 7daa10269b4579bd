/** Which variables of a function a walk must follow: those that are put, and those that share objects with them. Most functions have few. */
import type { Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { aliasesOf, rangedParts } from './pool-aliases.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import { bare, type PoolCode, variableNode } from './pool-code.js';
import { isJoin } from './pool-joins.js';
import type { Share, SharingCode } from './pool-share.js';
import { sharesOf } from './pool-shares.js';

/** Then the search rests: about a millisecond. */
const NODES_PER_SLICE = 1000;

/** The names a statement writes; for `*bp = b` both `bp` and what is stored. */
function namesWritten(tree: FlatTree, statement: Node): Node[] {
  const kind = tree.kind(statement);
  if (kind === K.VarSpec) return [...tree.children(statement)].filter(c => tree.fields[c] === F.Name);
  const places = expressionsOf(tree, tree.field(statement, kind === K.TypeSwitchStatement ? F.Alias : F.Left)).map(p => tree.unparen(p));
  return places.map(p => (tree.kind(p) === K.UnaryExpression ? tree.unparen(tree.first(p)) : p)).filter(p => tree.kind(p) === K.Identifier);
}

/** What a walk must look at in one function. */
export interface RelevantCode {
  /** Ids. */
  readonly variables: ReadonlySet<number>;
  /** Of each block. */
  readonly steps: readonly (readonly Node[])[];
  /** In the order of the steps. */
  readonly shares: readonly Share[];
  readonly joins: ReadonlySet<Node>;
}

export function* relevantCode(
  code: PoolCode,
  cfg: ControlFlow,
  { puts, gets, sharing: handing }: PoolCallNodes,
  work: Work,
): Sliced<RelevantCode> {
  const variables = yield* relevantVariables(code, cfg, puts, gets);
  const calls = new Set(puts.flatMap(p => [p.call, p.at]));
  const waitless = new Set(puts.filter(p => !p.fact.waits).map(p => p.call));
  const shares = yield* sharesIn(
    { ...code, puts, handing, work, mayShare: value => aliasedIn(code, value).some(id => variables.has(id)) },
    cfg,
  );
  const sharing = new Set(shares.map(s => s.step));
  const joins = new Set<Node>();
  const steps: Node[][] = [];
  let looked = 0;
  for (const { nodes } of cfg.blocks) {
    const own: Node[] = [];
    for (const n of nodes) {
      if (++looked % NODES_PER_SLICE === 0) yield;
      if (shares.length > 0 && !waitless.has(n) && isJoin(code, n)) joins.add(n);
      if (calls.has(n) || sharing.has(n) || joins.has(n) || matters(code, variables, n)) own.push(n);
    }
    steps.push(own);
  }
  return { variables, steps, shares, joins };
}

function* sharesIn(code: SharingCode, cfg: ControlFlow): Sliced<Share[]> {
  const out: Share[] = [];
  let looked = 0;
  for (const { nodes } of cfg.blocks) {
    for (const n of nodes) {
      if (++looked % NODES_PER_SLICE === 0) yield;
      for (const share of sharesOf(code, n)) out.push(share);
    }
  }
  return out;
}

/** Ids of the variables whose objects an expression may share. */
function aliasedIn(code: PoolCode, value: Node): number[] {
  const ids: number[] = [];
  aliasesOf(code, value, name => {
    ids.push(code.scopes.variableOf(name)?.id ?? -1);
    return [];
  });
  return ids;
}

function matters({ tree, scopes }: PoolCode, variables: ReadonlySet<number>, n: Node): boolean {
  const isRelevant = (name: Node) => variables.has(scopes.variableOf(name)?.id ?? -1);
  switch (tree.kind(n)) {
    case K.Identifier:
      return isRelevant(n);
    case K.FuncLiteral:
    case K.DeferStatement:
    case K.ReturnStatement:
    case K.ContinueStatement:
      return true;
    case K.ShortVarDeclaration:
    case K.AssignmentStatement:
    case K.ReceiveStatement:
    case K.VarSpec:
    case K.RangeClause:
    case K.TypeSwitchStatement:
      return namesWritten(tree, n).some(isRelevant);
    default:
      return false;
  }
}

/** A variable joins when it takes a value from one that is in, or gives it one. */
function* relevantVariables(
  code: PoolCode,
  cfg: ControlFlow,
  puts: readonly PutNodes[],
  gets: ReadonlySet<Node>,
): Sliced<ReadonlySet<number>> {
  const { tree, scopes } = code;
  const idOf = (name: Node) => scopes.variableOf(name)?.id ?? -1;
  const relevant = new Set(puts.map(p => idOf(variableNode(tree, p.object))));
  for (const v of scopes.variables) if (v.init !== NONE && gets.has(bare(tree, v.init))) relevant.add(v.id);
  const links: (readonly number[])[] = [];
  let looked = 0;
  for (const block of cfg.blocks) {
    for (const n of block.nodes) {
      if (++looked % NODES_PER_SLICE === 0) yield;
      const values = valuesOf(code, n);
      if (values.length === 0) continue;
      const ids = [...namesWritten(tree, n).map(idOf), ...values.flatMap(v => aliasedIn(code, v))];
      if (ids.length > 1) links.push(ids);
    }
  }
  spread(relevant, links);
  relevant.delete(-1);
  return relevant;
}

/** Adds every id that links lead to. */
function spread(ids: Set<number>, links: readonly (readonly number[])[]): void {
  const linksOf = new Map<number, (readonly number[])[]>();
  for (const link of links) {
    for (const id of link) {
      const known = linksOf.get(id);
      if (known) known.push(link);
      else linksOf.set(id, [link]);
    }
  }
  const work = [...ids];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    for (const link of linksOf.get(id) ?? []) {
      for (const other of link) {
        if (ids.has(other)) continue;
        ids.add(other);
        work.push(other);
      }
    }
    linksOf.delete(id);
  }
}

function valuesOf(code: PoolCode, n: Node): Node[] {
  const { tree } = code;
  switch (tree.kind(n)) {
    case K.RangeClause: {
      const { value } = rangedParts(code, n);
      return value === NONE ? [] : [value];
    }
    case K.ShortVarDeclaration:
    case K.AssignmentStatement:
      return expressionsOf(tree, tree.field(n, F.Right));
    case K.VarSpec:
    case K.TypeSwitchStatement:
      return expressionsOf(tree, tree.field(n, F.Value));
    default:
      return [];
  }
}
