/**
 * Where an allocation is costly: in a loop, in an HTTP or gRPC handler, in what a benchmark of the package reaches; not on the way out with
 * an error or a panic.
 */
import type { TypeReader } from '../go/types/type-reader.js';
import type { TypeRef } from '../go/types/types.js';
import { repeatingLoop } from '../sites/silence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { isInPanic } from './panic-path.js';
import type { SiteContext } from './site-context.js';
import { timedPart } from './timed-part.js';

/** True when the value is made again and again where time matters. `reached` holds names of functions that a benchmark reaches. */
export function isHot(context: SiteContext, node: Node, reached: ReadonlySet<string>): boolean {
  const { tree, scopes } = context;
  if (isOnErrorPath(tree, node) || isPartOfError(tree, node) || isInPanic(tree, scopes, node)) return false;
  if (isInHandler(context, node)) return true;
  return !doublesItsRoom(context, node) && (repeatingLoop(tree, scopes, node) !== NONE || reached.has(bareName(tree)));
}

/**
 * `b.WriteString(s)` of a strings.Builder or bytes.Buffer, and `m[k] = v`: both double their room, so few of many calls allocate. The
 * former is also what is advised against growing strings.
 */
function doublesItsRoom({ tree, types }: SiteContext, node: Node): boolean {
  if (tree.kind(node) === K.IndexExpression) {
    const parent = tree.parent(node);
    return tree.fields[parent] === F.Left || tree.kind(parent) === K.IncStatement || tree.kind(parent) === K.DecStatement;
  }
  const callee = tree.kind(node) === K.CallExpression ? tree.unparen(calleeOf(tree, node)) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || !tree.textOf(tree.last(callee)).startsWith('Write')) return false;
  const receiver = types.ofExpression(tree.first(callee));
  return isNamed(receiver, 'strings', 'Builder') || isNamed(receiver, 'bytes', 'Buffer');
}

/** Behind `if err != nil`, or in a `return` that makes an error. */
export function isOnErrorPath(tree: FlatTree, node: Node): boolean {
  for (let p = node; p !== NONE && p !== 0; p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.FuncLiteral) return false;
    if (kind === K.ReturnStatement && makesError(tree, p)) return true;
    if (kind !== K.Block || tree.parentKind(p) !== K.IfStatement) continue;
    const condition = tree.field(tree.parent(p), F.Condition);
    const isConsequence = tree.fields[p] === F.Consequence;
    if (isConsequence && /^(?:\w+\.)*[eE]rr\w* != nil$/.test(tree.textOf(condition))) return true;
  }
  return false;
}

/** What an error is made of, `append(errs, fmt.Errorf(…))`, and what stands behind a `recover()` that found something. */
function isPartOfError(tree: FlatTree, node: Node): boolean {
  for (let p = node; p !== NONE && p !== 0; p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.FuncLiteral) return false;
    if (kind === K.CallExpression && (isErrorCall(tree, p) || argumentsOf(tree, p).some(a => isErrorCall(tree, a)))) return true;
    if (kind !== K.Block || tree.parentKind(p) !== K.IfStatement) continue;
    const head = tree.text.slice(tree.starts[tree.parent(p)]!, tree.starts[p]!);
    if (/\brecover\(\)/.test(head)) return true;
  }
  return false;
}

/** `return fmt.Errorf(…)`, `return nil, errors.New(…)`, `return &PathError{…}`. */
function makesError(tree: FlatTree, statement: Node): boolean {
  for (let n = statement; n < tree.afters[statement]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral) return false;
    if (isErrorCall(tree, n)) return true;
    if (kind === K.CompositeLiteral && /Err(?:or)?$/.test(tree.textOf(tree.first(n)))) return true;
  }
  return false;
}

function isErrorCall(tree: FlatTree, n: Node): boolean {
  return tree.kind(n) === K.CallExpression && /^(?:fmt\.Errorf|errors\.\w+|\w*[eE]rrorf)$/.test(tree.textOf(calleeOf(tree, n)));
}

/** Inside a function that serves a request: `(http.ResponseWriter, *http.Request)`, or a unary gRPC method. */
function isInHandler({ tree, types, pkg }: SiteContext, node: Node): boolean {
  for (let f = tree.ancestor(node, K.FuncLiteral, K.FunctionDeclaration, K.MethodDeclaration); f !== NONE; ) {
    const parameters = parameterTypes(tree, types, f);
    if (parameters.some(t => isNamed(t, 'net/http', 'Request')) && parameters.some(t => isNamed(t, 'net/http', 'ResponseWriter')))
      return true;
    if (tree.kind(f) === K.MethodDeclaration && isNamed(parameters[0], 'context', 'Context') && servesGrpc(types, pkg, tree, f))
      return true;
    f = tree.ancestor(f, K.FuncLiteral, K.FunctionDeclaration, K.MethodDeclaration);
  }
  return false;
}

function parameterTypes(tree: FlatTree, types: TypeReader, func: Node): TypeRef[] {
  const list = tree.field(func, F.Parameters);
  return list === NONE
    ? []
    : [...tree.children(list)].map(p => (tree.field(p, F.Type) === NONE ? { kind: 'unknown' } : types.ofType(tree.field(p, F.Type))));
}

/** protoc-gen-go-grpc has every server embed `UnimplementedXServer`. */
function servesGrpc(types: TypeReader, pkg: SiteContext['pkg'], tree: FlatTree, method: Node): boolean {
  const receiver = tree.first(tree.field(method, F.Receiver));
  const type = receiver === NONE || tree.field(receiver, F.Type) === NONE ? undefined : types.ofType(tree.field(receiver, F.Type));
  const owner = type && pkg.underlying(type.kind === 'pointer' ? type.elem : type);
  return owner?.kind === 'struct' && owner.fields.some(f => f.embedded && /^Unimplemented\w+Server$/.test(f.name));
}

function isNamed(type: TypeRef | undefined, pkg: string, name: string): boolean {
  const t = type?.kind === 'pointer' ? type.elem : type;
  return t?.kind === 'named' && t.pkg === pkg && t.name === name;
}

/** Without its receiver: benchmarks are followed by names alone. */
const bareName = (tree: FlatTree) => tree.textOf(tree.field(0, F.Name));

/** Larger packages are not searched. */
const MAX_TEXT = 4_000_000;

/**
 * Names of the package's functions and methods that its benchmarks reach, over calls by name. `texts` are all Go files of the package,
 * tests included.
 */
export function reachedByBenchmarks(texts: readonly string[]): Set<string> {
  const reached = new Set<string>();
  if (!texts.some(t => /^func Benchmark/m.test(t)) || texts.reduce((n, t) => n + t.length, 0) > MAX_TEXT) return reached;
  const bodies = new Map<string, string[]>();
  for (const text of texts) {
    for (const part of text.split(/^func /m).slice(1)) {
      const header = /^(?:\([^)]*\)\s*)?([\p{L}_][\p{L}\p{N}_]*)/u.exec(part);
      if (header) bodies.set(header[1]!, [...(bodies.get(header[1]!) ?? []), part.slice(header[0].length)]);
    }
  }
  const open = [...bodies.keys()].filter(n => /^Benchmark(?!\p{Ll})/u.test(n));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const body of (bodies.get(name) ?? []).map(timedPart)) {
      for (const [, dot, called] of body.matchAll(/(\.?)(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{N}_]*)(?:\[[^\][\n]*\])?\(/gu)) {
        const declared = bodies.get(called!)?.length ?? 0;
        // `x.Close()` could be anybody's; only a name that is declared once tells.
        if (declared === 0 || (dot === '.' && declared > 1) || reached.has(called!)) continue;
        reached.add(called!);
        open.push(called!);
      }
    }
  }
  return reached;
}
