/**
 * Local variables that goroutines share, or that closures write, declared one after the other (`var wg sync.WaitGroup`, `var mu sync.Mutex`, `var err
 * error`) -> one struct: each of them is an allocation of its own, the struct is one. Every use becomes `shared.x`; nothing else changes.
 */

import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isPartWritten, isWritten } from '../../go/body/captures.js';
import type { Variable } from '../../go/names/variable.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/shared-struct', {
  title: 'Put {names} into one struct',
  verified: '(verified: 1 heap allocation instead of {count})',
});

/** More than this is no longer easy to read. */
const MAX_FIELDS = 6;

export function sharedStruct(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  if (v === undefined || !isCandidate(context, v)) return undefined;
  const run = neighbours(context, v);
  const name = freeName(context, 'shared');
  const declared = run[0] === undefined ? NONE : statementOf(tree, run[0]);
  if (run.length < 2 || run.length > MAX_FIELDS || name === undefined) return undefined;
  const indent = indentOf(tree, declared);
  const last = statementOf(tree, run.at(-1)!);
  const span = { start: tree.starts[declared]!, end: lineEnd(tree, tree.ends[last]!) };
  const fields = fieldLines(tree, run, span);
  if (!fields) return undefined;
  const lines = fields.map(f => `${indent}\t${f}\n`).join('');
  const edits: Edit[] = [context.edit(span, `var ${name} struct {\n${lines}${indent}}`)];
  for (const o of run) for (const use of o.uses) edits.push(context.edit({ start: tree.starts[use]!, end: tree.starts[use]! }, `${name}.`));
  return {
    title: say.title({ names: run.map(o => o.name).join(', ') }),
    safe: false,
    edits,
    proof: 'fewer',
    saves: run.length - 1,
    verified: say.verified({ count: run.length }),
  };
}

/** The fields as gofmt aligns them, with the comments that end the lines of their declarations; undefined where a comment stands on a line of its own. */
function fieldLines(
  tree: FlatTree,
  run: readonly Variable[],
  span: { readonly start: number; readonly end: number },
): string[] | undefined {
  const comments = tree.comments.filter(c => c.end > span.start && c.start < span.end);
  const width = Math.max(...run.map(o => o.name.length));
  const fields = run.map(o => ({ text: `${o.name.padEnd(width)} ${typeOf(tree, o)}`, comment: '' }));
  for (const comment of comments) {
    const at = run.findIndex(
      o => tree.ends[statementOf(tree, o)]! <= comment.start && lineEnd(tree, tree.ends[statementOf(tree, o)]!) >= comment.end,
    );
    if (at < 0 || fields[at]!.comment !== '') return undefined;
    fields[at]!.comment = tree.text.slice(comment.start, comment.end);
  }
  // Comments of lines that follow each other stand in one column.
  return fields.map(({ text, comment }, i) => {
    if (comment === '') return text;
    let [from, to] = [i, i];
    while (from > 0 && fields[from - 1]!.comment !== '') from--;
    while (to + 1 < fields.length && fields[to + 1]!.comment !== '') to++;
    return `${text.padEnd(Math.max(...fields.slice(from, to + 1).map(f => f.text.length)))} ${comment}`;
  });
}

/** The variables declared directly around `v`, itself among them, in the order of the text; a declaration of anything else ends the run. */
function neighbours(context: RemedyContext, v: Variable): Variable[] {
  const { tree, scopes } = context;
  const own = statementOf(tree, v);
  const run: Variable[] = [];
  let end = 0;
  for (const statement of tree.children(tree.parent(own))) {
    const names = declaredNames(tree, statement);
    const declared = names.map(n => scopes.variableOf(n));
    // An empty line ends what belongs together.
    if (/\n\s*\n/.test(tree.text.slice(end, tree.starts[statement]))) {
      if (run.includes(v)) break;
      run.length = 0;
    }
    end = tree.ends[statement]!;
    if (declared.length > 0 && declared.every(d => d !== undefined && isCandidate(context, d))) run.push(...declared.flatMap(d => d ?? []));
    else if (run.includes(v)) break;
    else run.length = 0;
  }
  return run;
}

function declaredNames(tree: FlatTree, statement: Node): Node[] {
  if (tree.kind(statement) === K.ShortVarDeclaration) return [...tree.children(tree.field(statement, F.Left))];
  const spec = tree.kind(statement) === K.VarDeclaration ? tree.first(statement) : NONE;
  return tree.kind(spec) === K.VarSpec ? [...tree.children(spec)].filter(n => tree.fields[n] === F.Name) : [];
}

/** Types of the zero values that a short declaration may begin with. */
const ZEROS: Readonly<Record<string, string>> = { '0': 'int', false: 'bool', '""': 'string' };

/** The type that it is declared with, or that its zero value has; empty for others. */
function typeOf(tree: FlatTree, v: Variable): string {
  if (v.typeNode !== NONE) return v.init === NONE ? tree.textOf(v.typeNode) : '';
  const isShort = tree.kind(statementOf(tree, v)) === K.ShortVarDeclaration && v.initIndex < 0;
  return isShort ? (ZEROS[tree.textOf(v.init)] ?? '') : '';
}

/** One of `var x, y T` or `x := 0` as a statement, whose variable another function writes: what else is next to each other need not belong together. */
function isCandidate(context: RemedyContext, v: Variable): boolean {
  const { tree, scopes } = context;
  const type = v.kind === 'local' ? typeOf(tree, v) : '';
  if (type === '' || type.includes('\n') || type.startsWith('func') || tree.parentKind(statementOf(tree, v)) !== K.StatementList)
    return false;
  // `T{x: 1}` may name a struct's field or a map's key, and `y, x := f()` takes names only.
  if (v.uses.some(u => isKey(tree, u) || (tree.kind(tree.parent(tree.parent(u))) === K.ShortVarDeclaration && isWritten(tree, u))))
    return false;
  if (v.uses.some(u => isInGoroutine(tree, u) || isInHelper(context, u))) return true;
  return v.uses.some(u => scopes.functionOf(u) !== v.func && isPartWritten(tree, u));
}

function isKey(tree: FlatTree, use: Node): boolean {
  const element = tree.parent(use);
  const keyed = tree.parent(element);
  return tree.kind(element) === K.LiteralElement && tree.kind(keyed) === K.KeyedElement && tree.first(keyed) === element;
}

/** In a `go` statement, in a function that is handed to `group.Go` (errgroup; sync.WaitGroup from Go 1.25), or the group itself. */
function isInGoroutine(tree: FlatTree, use: Node): boolean {
  if (tree.ancestor(use, K.GoStatement) !== NONE || isGo(tree, tree.parent(use))) return true;
  for (let f = tree.ancestor(use, K.FuncLiteral); f !== NONE; f = tree.ancestor(f, K.FuncLiteral)) {
    const call = tree.parentKind(f) === K.ArgumentList ? tree.parent(tree.parent(f)) : NONE;
    if (tree.kind(call) === K.CallExpression && isGo(tree, tree.first(call))) return true;
  }
  return false;
}

const isGo = (tree: FlatTree, callee: Node): boolean =>
  tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === 'Go' && tree.parentKind(callee) === K.CallExpression;

/** In a closure with a name that a goroutine calls: `setErr := func(e error) { mu.Lock(); … }`. */
function isInHelper({ tree, scopes }: RemedyContext, use: Node): boolean {
  for (let f = tree.ancestor(use, K.FuncLiteral); f !== NONE; f = tree.ancestor(f, K.FuncLiteral)) {
    if (scopes.variables.some(v => v.init === f && v.uses.some(u => isInGoroutine(tree, u)))) return true;
  }
  return false;
}

const statementOf = (tree: FlatTree, v: Variable): Node => tree.parent(tree.parent(v.node));

function lineEnd(tree: FlatTree, offset: number): number {
  const end = tree.text.indexOf('\n', offset);
  return end < 0 ? tree.text.length : end;
}
