/**
 * `var b [4]byte` in a function that is called in a loop, and lends it to calls of which the compiler assumes the worst -> a parameter: the caller declares
 * the buffer once, before its loop. For unexported functions whose every call in the package is known.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { Scopes } from '../../go/names/scope.js';
import type { Variable } from '../../go/names/variable.js';
import { isPredeclaredType } from '../../go/types/universe.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import type { SourceFile } from '../source-file.js';
import { leaves } from './hoisted-buffer.js';
import { isPrivate } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/caller-buffer', {
  title: 'Pass `{name}` to `{func}`: its callers declare it once, before their loops',
  verified: '(verified: no longer allocates in each call)',
});

/** First minor release with `clear`. */
const CLEAR = 21;

export function callerBuffer(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, source, language } = context;
  const name = tree.textOf(tree.field(0, F.Name));
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const statement = v ? tree.parent(tree.parent(v.node)) : NONE;
  if (tree.kind(0) !== K.FunctionDeclaration || !isPrivate(context, tree) || !v) return undefined;
  if (tree.field(0, F.TypeParameters) !== NONE || !isArray(tree, v, statement) || language.minor < CLEAR) return undefined;
  if (innermostLoop(tree, v.node) !== NONE || v.uses.some(u => scopes.functionOf(u) !== 0 || leaves(context, u, v))) return undefined;
  const element = tree.textOf(tree.last(v.typeNode));
  const signature = parameterEdit(context, `${v.name} []${element}`);
  const files = context.packageFiles(name);
  if (!signature || !files || files.some(f => f.syntax.hasError)) return undefined;
  const edits: Edit[] = [signature, emptied(context, v, statement), ...v.uses.flatMap(u => useEdit(context, u))];
  let inLoops = 0;
  for (const file of files) {
    for (const declaration of file.syntax.declarations) {
      if (file.path === source.path && declaration.offset === context.declaration.offset) continue;
      if (!declaration.tree.text.includes(name)) continue;
      const found = callsEdited(file, declaration, name, v.name, `[${tree.textOf(tree.first(v.typeNode))}]${element}`);
      if (!found) return undefined;
      edits.push(...found.edits);
      if (found.inLoop) inLoops++;
    }
  }
  if (inLoops === 0) return undefined;
  return { title: say.title({ func: name, name: v.name }), safe: false, edits, proof: 'outOfCall', verified: say.verified };
}

/** `var b [8]byte` alone, of a predeclared type and a length that any file can write. */
function isArray(tree: FlatTree, v: Variable, statement: Node): boolean {
  const spec = tree.parent(v.node);
  if (v.kind !== 'local' || v.func !== 0 || v.init !== NONE || tree.kind(spec) !== K.VarSpec || tree.kind(statement) !== K.VarDeclaration)
    return false;
  if (tree.first(spec) !== v.node || tree.next(v.node) !== v.typeNode || tree.parentKind(statement) !== K.StatementList) return false;
  if (tree.kind(v.typeNode) !== K.ArrayType || tree.kind(tree.first(v.typeNode)) !== K.IntLiteral) return false;
  return isPredeclaredType(tree.textOf(tree.last(v.typeNode)));
}

function parameterEdit(context: RemedyContext, parameter: string): Edit | undefined {
  const { tree } = context;
  const list = tree.field(0, F.Parameters);
  const text = tree.textOf(list);
  if (text.includes('\n') || tree.childOfKind(list, K.VariadicParameterDeclaration) !== NONE) return undefined;
  const isNamed = [...tree.children(list)].every(p => tree.fields[tree.first(p)] === F.Name || tree.kind(tree.first(p)) === K.Identifier);
  if (!isNamed) return undefined;
  const at = tree.ends[list]! - 1;
  return context.edit({ start: at, end: at }, `${tree.first(list) === NONE ? '' : ', '}${parameter}`);
}

/** The declaration gives way to `clear(b)`, or to nothing where all of it is read into at once. */
function emptied(context: RemedyContext, v: Variable, statement: Node): Edit {
  const { tree, packages } = context;
  const slice = tree.parent(v.uses[0] ?? NONE);
  const call = tree.parentKind(slice) === K.ArgumentList ? tree.parent(tree.parent(slice)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  const check = tree.next(statement);
  const [, again] = v.uses;
  // What is not read is not looked at either.
  const leavesOnError =
    tree.kind(check) === K.IfStatement &&
    tree.textOf(tree.field(check, F.Consequence)).includes('return') &&
    (again ?? tree.count) >= tree.afters[check]!;
  const isFilled =
    leavesOnError && isWhole(tree, slice) && packages.of(tree.first(callee)) === 'io' && tree.textOf(tree.last(callee)) === 'ReadFull';
  const between = check === NONE ? '/' : tree.text.slice(tree.ends[statement]!, tree.starts[check]);
  if (isFilled && between.trim() === '' && tree.within(call, check))
    return context.edit({ start: tree.starts[statement]!, end: tree.starts[check]! }, '');
  return context.edit(tree.span(statement), `clear(${v.name})`);
}

/** `b[:]`. */
const isWhole = (tree: FlatTree, e: Node): boolean => tree.kind(e) === K.SliceExpression && tree.next(tree.first(e)) === NONE;

function useEdit(context: RemedyContext, use: Node): Edit[] {
  const { tree } = context;
  const slice = tree.parent(use);
  return isWhole(tree, slice) && tree.first(slice) === use ? [context.edit(tree.span(slice), tree.textOf(use))] : [];
}

/** The only call in a declaration gets the buffer; undefined where the function is mentioned in another way. */
function callsEdited(
  file: SourceFile,
  { tree, offset }: Declaration,
  func: string,
  wanted: string,
  type: string,
): { edits: Edit[]; inLoop: boolean } | undefined {
  if (tree.hasError) return undefined;
  const scopes = Scopes.of(tree);
  const mentions: Node[] = [];
  for (let n = 0; n < tree.count; n++)
    if (tree.kind(n) === K.Identifier && tree.textOf(n) === func && !scopes.variableOf(n)) mentions.push(n);
  const [mention, ...others] = mentions;
  if (mention === undefined) return { edits: [], inLoop: false };
  const call = tree.parent(mention);
  const name = [wanted, `${wanted}Buf`].find(
    n => !scopes.variables.some(v => v.name === n) && !new RegExp(`(?<![\\p{L}\\p{N}_.])${n}(?![\\p{L}\\p{N}_])`, 'u').test(tree.text),
  );
  if (others.length > 0 || tree.kind(call) !== K.CallExpression || tree.first(call) !== mention || name === undefined) return undefined;
  if (tree.parentKind(call) === K.GoStatement || tree.parentKind(call) === K.DeferStatement) return undefined;
  const outer = outermostLoop(tree, call);
  const place = outer === NONE ? statementAround(tree, call) : outer;
  if (place === NONE || tree.parentKind(place) !== K.StatementList) return undefined;
  const list = tree.childOfKind(call, K.ArgumentList);
  if (tree.textOf(list).includes('\n')) return undefined;
  const at = (position: number, newText: string): Edit => ({
    file: file.path,
    span: { start: offset + position, end: offset + position },
    newText,
  });
  return {
    edits: [
      at(tree.starts[place]!, `var ${name} ${type}\n${indentOf(tree, place)}`),
      at(tree.ends[list]! - 1, `${argumentsOf(tree, call).length > 0 ? ', ' : ''}${name}[:]`),
    ],
    inLoop: outer !== NONE,
  };
}

function outermostLoop(tree: FlatTree, node: Node): Node {
  let outer = NONE;
  for (let loop = innermostLoop(tree, node); loop !== NONE; loop = innermostLoop(tree, loop)) outer = loop;
  return outer;
}

function statementAround(tree: FlatTree, node: Node): Node {
  let n = node;
  while (n !== NONE && tree.parentKind(n) !== K.StatementList) n = tree.parent(n);
  return n;
}
