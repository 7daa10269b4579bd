/**
 * An object that each call or iteration makes anew, and that stays inside of it -> one from a `sync.Pool`, put back on every path: by `defer`, or in a
 * loop at the end of the iteration and before each statement that leaves it.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { isShortLoop, loopLeft, loopOfBodyStatement, onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { isColdPlace } from '../../sites/cold-place.js';
import { repeatingLoop } from '../../sites/silence.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { handlerAround } from '../request-handler.js';
import { above } from './above.js';
import { isHidden } from './names.js';
import { poolOfBuffers, poolOfStruct } from './pool-functions.js';
import { pooledUses } from './pooled-uses.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { fullName, pointedTo } from './type-name.js';

const say = messages('remedy/extract-to-pool', {
  title: 'Extract to sync.Pool…',
  lent: 'Extract to sync.Pool…: right only if `{callee}` does not keep `{name}`',
  verified: '(verified: allocates only when the pool is empty, and is put back on every path)',
});

export function extractToPool(context: RemedyContext): Remedy | undefined {
  const { tree, finding } = context;
  const made = finding.confidence === 'confirmed' ? madeBy(context) : undefined;
  if (!made || !isMadeAgain(context, made.statement)) return undefined;
  const { v, statement, type, isValue, sets } = made;
  const isBuffer = fullName(pointedTo(typeAt(context, v.node))) === 'bytes.Buffer';
  const uses = pooledUses(context, v, isValue);
  if (!uses || context.scopes.variables.some(o => o !== v && o.name === v.name)) return undefined;
  const pool = isBuffer ? poolOfBuffers(context, type) : poolOfStruct(context, type);
  const give = pool && `${pool.put}(${v.name})`;
  const isInLoop = innermostLoop(tree, statement) !== NONE;
  const puts = give === undefined ? undefined : isInLoop ? putsInLoop(context, v, statement, give) : [];
  if (!pool || !puts) return undefined;
  const lines = [`${v.name} := ${pool.get}()`, ...(isInLoop ? [] : [`defer ${give}`]), ...sets];
  return {
    title: uses.unseen === undefined ? say.title : say.lent({ callee: uses.unseen, name: v.name }),
    safe: false,
    refactors: true,
    edits: [
      ...pool.imports,
      above(context, pool.text),
      context.edit(tree.span(statement), lines.join(`\n${indentOf(tree, statement)}`)),
      ...uses.edits,
      ...puts,
    ],
    proof: 'reused',
    verified: say.verified,
  };
}

/** In each iteration, for each request, or as the finding knows: what is made now and then needs no pool. */
function isMadeAgain(context: RemedyContext, statement: Node): boolean {
  const { tree, scopes, finding } = context;
  if (finding.severity !== 'hint') return true;
  const loop = repeatingLoop(tree, scopes, statement);
  if (isColdPlace(context, statement)) return false;
  return loop === NONE ? handlerAround(context, statement) !== NONE : !isShortLoop(tree, loop);
}

interface Made {
  readonly v: Variable;
  readonly statement: Node;
  /** As the file writes it. */
  readonly type: string;
  /** The variable holds the object itself, not a pointer to it. */
  readonly isValue: boolean;
  /** `x.f = …` for each field that a literal sets. */
  readonly sets: readonly string[];
}

/** `var x T`, `x := T{…}`, `x := &T{…}`, `x := new(T)`, `x := bytes.NewBuffer(nil)`, alone in a statement of a block. */
function madeBy(context: RemedyContext): Made | undefined {
  const { tree, scopes, nodes } = context;
  const found = nodes.flatMap(n => (tree.kind(n) === K.Identifier ? scopes.variableOf(n) : scopes.variables.find(o => o.init === n)) ?? []);
  const v = found.find(o => o.kind === 'local' && o.initIndex < 0);
  const parent = v ? tree.parent(v.node) : NONE;
  const statement = v ? tree.parent(parent) : NONE;
  if (!v || tree.parentKind(statement) !== K.StatementList) return undefined;
  if (tree.kind(parent) === K.VarSpec) {
    const isAlone = tree.kind(statement) === K.VarDeclaration && v.init === NONE && tree.next(v.node) === v.typeNode;
    return isAlone ? named(context, { v, statement, typeNode: v.typeNode, isValue: true, sets: [] }) : undefined;
  }
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== v.init) return undefined;
  const isAddress = tree.kind(v.init) === K.UnaryExpression && tree.op(v.init) === '&';
  const literal = isAddress ? tree.first(v.init) : v.init;
  if (tree.kind(literal) === K.CompositeLiteral) {
    const sets = setsOf(context, literal, v);
    return sets && named(context, { v, statement, typeNode: tree.first(literal), isValue: !isAddress, sets });
  }
  const [argument, other] = tree.kind(v.init) === K.CallExpression ? argumentsOf(tree, v.init) : [];
  const callee = argument === undefined ? NONE : calleeOf(tree, v.init);
  if (argument === undefined || other !== undefined) return undefined;
  if (tree.textOf(callee) === 'new' && !isHidden(context, 'new')) {
    return named(context, { v, statement, typeNode: argument, isValue: false, sets: [] });
  }
  const isBuffer =
    tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === 'NewBuffer' && tree.kind(argument) === K.Nil;
  const isOfBytes = isBuffer && context.packages.of(tree.first(callee)) === 'bytes';
  return isOfBytes ? { v, statement, type: `${tree.textOf(tree.first(callee))}.Buffer`, isValue: false, sets: [] } : undefined;
}

/** Of a type that has a name. */
function named({ tree }: RemedyContext, { typeNode, ...made }: Omit<Made, 'type'> & { typeNode: Node }): Made | undefined {
  const kind = tree.kind(typeNode);
  return kind === K.TypeIdentifier || kind === K.QualifiedType ? { ...made, type: tree.textOf(typeNode) } : undefined;
}

/** Undefined for a literal without names. */
function setsOf({ tree }: RemedyContext, literal: Node, v: Variable): string[] | undefined {
  const sets: string[] = [];
  for (const element of tree.children(tree.last(literal))) {
    if (tree.kind(element) === K.Comment) return undefined;
    if (tree.kind(element) !== K.KeyedElement || tree.kind(tree.first(tree.last(element))) === K.LiteralValue) return undefined;
    sets.push(`${v.name}.${tree.textOf(tree.first(element))} = ${tree.textOf(tree.last(element))}`);
  }
  return sets;
}

/** At the end of the iteration, and before each statement that leaves it; undefined where one cannot be told, or needs the object itself. */
function putsInLoop(context: RemedyContext, v: Variable, statement: Node, give: string): Edit[] | undefined {
  const { tree, scopes } = context;
  const loop = loopOfBodyStatement(tree, statement);
  const list = tree.parent(statement);
  if (loop === NONE) return undefined;
  const puts: Edit[] = [];
  for (let n = tree.afters[statement]!; n < tree.afters[list]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.GotoStatement || kind === K.LabeledStatement) return undefined;
    if (!LEAVING.has(kind) || scopes.functionOf(n) !== v.func || !leavesIteration(context, n, loop)) continue;
    if (v.uses.some(u => tree.within(u, n)) || tree.parentKind(n) !== K.StatementList) return undefined;
    puts.push(context.edit({ start: tree.starts[n]!, end: tree.starts[n]! }, `${give}\n${indentOf(tree, n)}`));
  }
  const statements = [...tree.children(list)];
  const last = statements.at(-1)!;
  if (LEAVING.has(tree.kind(last))) return puts;
  const end = { start: tree.ends[last]!, end: tree.ends[last]! };
  return [...puts, context.edit(end, `\n${indentOf(tree, statement)}${give}`)];
}

const LEAVING: ReadonlySet<K> = new Set([K.ReturnStatement, K.BreakStatement, K.ContinueStatement]);

function leavesIteration({ tree }: RemedyContext, n: Node, loop: Node): boolean {
  if (tree.kind(n) === K.ReturnStatement || tree.first(n) !== NONE) return true;
  return loopLeft(tree, n) === loop;
}
