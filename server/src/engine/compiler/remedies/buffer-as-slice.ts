/**
 * A local `bytes.Buffer` that is only written to -> a `[]byte` that is appended to: nothing takes its address, so that neither it nor what
 * is written has to be on the heap. Its bytes are the same; a use that is not known to be one of the few below ends it.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { appendedNumber } from './binary-append.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fullName, pointedTo } from './type-name.js';

const say = messages('remedy/buffer-as-slice', {
  title: 'Append to a `[]byte` instead of writing to a bytes.Buffer',
  verified: '(verified: compiles, and the buffer is on the heap only for what it holds)',
});

/** First minor release with `fmt.Appendf` and `binary.BigEndian.AppendUint32`. */
const APPEND = 19;
/** Room that a `bytes.Buffer` begins with. */
const ROOM = 64;
const FORMATS = /^Fprint(?:f|ln)?$/;

/** What becomes of one use of the buffer. */
interface Change {
  readonly edit: Edit;
  /** It surely writes something, wherever it runs. */
  readonly writes?: boolean;
  /** It gives the bytes away, which are nil as long as nothing was written. */
  readonly lends?: boolean;
  readonly statement?: Node;
}

export function bufferAsSlice(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, source, language } = context;
  const v = bufferOf(context);
  const declaration = v && declarationOf(context, v);
  if (!v || !declaration || language.minor < APPEND || v.uses.some(u => scopes.functionOf(u) !== v.func)) return undefined;
  if (isHidden(context, 'append') || isHidden(context, 'byte') || innermostLoop(tree, v.node) !== NONE) return undefined;
  const changes = v.uses.map(u => changeOf(context, u, v));
  const known = changes.flatMap(c => c ?? []);
  if (known.length < changes.length || !known.some(c => c.writes !== undefined)) return undefined;
  const list = tree.parent(declaration);
  const first = known.find(c => c.writes === true && c.statement !== undefined && tree.parent(c.statement) === list);
  // Of an empty buffer `Bytes` is nil: it has to be written before it is lent.
  const lent = known.find(c => c.lends === true);
  if (lent && (!first || first.edit.span.start > lent.edit.span.start)) return undefined;
  const bytes = importedAs(source, 'bytes');
  const imports = importEdits(source, undefined, bytes !== undefined && usesOf(source, bytes) === 1 ? 'bytes' : undefined);
  if (!imports || overlaps(known)) return undefined;
  return {
    title: say.title,
    safe: false,
    edits: [...imports, context.edit(tree.span(declaration), `${v.name} := make([]byte, 0, ${ROOM})`), ...known.map(c => c.edit)],
    proof: 'builds',
    verified: say.verified,
  };
}

/** `b.WriteString(b.String())`. */
function overlaps(changes: readonly Change[]): boolean {
  const spans = changes.map(c => c.edit.span).sort((a, b) => a.start - b.start);
  return spans.some((s, i) => i > 0 && s.start < spans[i - 1]!.end);
}

/** The variable that the finding is about, or that is declared with it. */
function bufferOf({ tree, scopes, nodes }: RemedyContext): Variable | undefined {
  for (const n of nodes) {
    const v = tree.kind(n) === K.Identifier ? scopes.variableOf(n) : scopes.variables.find(o => o.init === n);
    if (v?.kind === 'local' && v.initIndex < 0) return v;
  }
  return undefined;
}

/** `var b bytes.Buffer`, `b := new(bytes.Buffer)`, `b := &bytes.Buffer{}`, `b := bytes.Buffer{}` alone in a statement. */
function declarationOf(context: RemedyContext, v: Variable): Node | undefined {
  const { tree, scopes } = context;
  const parent = tree.parent(v.node);
  const statement = tree.parent(parent);
  const type = typeAt(context, v.node);
  const named = pointedTo(type);
  if (fullName(named) !== 'bytes.Buffer' || tree.parentKind(statement) !== K.StatementList) return undefined;
  if (tree.kind(parent) === K.VarSpec) {
    const isAlone = tree.kind(statement) === K.VarDeclaration && v.init === NONE && tree.next(v.node) === v.typeNode;
    return isAlone && named === type ? statement : undefined;
  }
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== v.init) return undefined;
  const made = tree.kind(v.init) === K.UnaryExpression ? tree.first(v.init) : v.init;
  if (tree.kind(made) === K.CompositeLiteral) return tree.first(tree.last(made)) === NONE ? statement : undefined;
  const isNew = tree.kind(made) === K.CallExpression && tree.textOf(calleeOf(tree, made)) === 'new';
  return isNew && scopes.variableOf(calleeOf(tree, made)) === undefined ? statement : undefined;
}

/** Undefined for a use of the buffer that a slice does not have. */
function changeOf(context: RemedyContext, use: Node, v: Variable): Change | undefined {
  const { tree } = context;
  const p = tree.parent(use);
  const isMethod =
    tree.kind(p) === K.SelectorExpression && tree.kind(tree.parent(p)) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
  if (isMethod) return methodChange(context, tree.parent(p), tree.textOf(tree.last(p)), v.name);
  const argument = tree.kind(p) === K.UnaryExpression && tree.op(p) === '&' ? p : use;
  const call = tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
  if (tree.kind(call) !== K.CallExpression || argumentsOf(tree, call)[0] !== argument) return undefined;
  return writerChange(context, call, v.name);
}

function methodChange(context: RemedyContext, call: Node, method: string, name: string): Change | undefined {
  const { tree } = context;
  const [argument, ...others] = argumentsOf(tree, call).map(a => tree.textOf(a));
  if (others.length > 0) return undefined;
  const isStatement = tree.parentKind(call) === K.ExpressionStatement;
  const statement = isStatement ? tree.parent(call) : undefined;
  const change = (text: string) => context.edit(tree.span(call), text);
  if (statement !== undefined) {
    switch (method) {
      case 'WriteString':
      case 'Write':
        return { edit: change(`${name} = append(${name}, ${argument}...)`), writes: /^"[^"]/.test(argument ?? ''), statement };
      case 'WriteByte':
        return { edit: change(`${name} = append(${name}, ${argument})`), writes: true, statement };
      case 'Reset':
        return { edit: change(`${name} = ${name}[:0]`) };
      default:
        return undefined;
    }
  }
  switch (method) {
    case 'Len':
      return { edit: change(`len(${name})`) };
    case 'String':
      return { edit: change(`string(${name})`) };
    case 'Bytes':
      return { edit: change(name), lends: true };
    default:
      return undefined;
  }
}

/** `fmt.Fprintf(&b, …)` and `binary.Write(&b, …)`, whose errors are never any. */
function writerChange(context: RemedyContext, call: Node, name: string): Change | undefined {
  const { tree, packages } = context;
  const callee = calleeOf(tree, call);
  const statement = ignoringError(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || statement === undefined) return undefined;
  const number = appendedNumber(context, call, name);
  if (number !== undefined)
    return { edit: context.edit(tree.span(statement), `${name} = ${number}`), writes: !number.endsWith('...)'), statement };
  const format = tree.textOf(tree.last(callee));
  if (packages.of(tree.first(callee)) !== 'fmt' || !FORMATS.test(format) || tree.kind(statement) !== K.ExpressionStatement)
    return undefined;
  const [writer] = argumentsOf(tree, call);
  const open = { start: tree.starts[call]!, end: tree.ends[writer!]! };
  return {
    edit: context.edit(open, `${name} = ${tree.textOf(tree.first(callee))}.Append${format.slice('Fprint'.length)}(${name}`),
    writes: format === 'Fprintln',
    statement,
  };
}

/** The statement that the call is, `_ = call`, or `if err := call; err != nil { return …, err }`. */
function ignoringError(tree: FlatTree, call: Node): Node | undefined {
  const p = tree.parent(call);
  if (tree.kind(p) === K.ExpressionStatement) return p;
  const statement = tree.parent(p);
  if (tree.kind(p) !== K.ExpressionList || tree.next(tree.first(p)) !== NONE) return undefined;
  if (tree.kind(statement) === K.AssignmentStatement) return tree.textOf(tree.field(statement, F.Left)) === '_' ? statement : undefined;
  const check = tree.parent(statement);
  if (tree.kind(statement) !== K.ShortVarDeclaration || tree.kind(check) !== K.IfStatement || tree.fields[statement] !== F.Initializer)
    return undefined;
  const error = tree.textOf(tree.field(statement, F.Left));
  const isCheck = tree.textOf(tree.field(check, F.Condition)) === `${error} != nil` && tree.field(check, F.Alternative) === NONE;
  const list = tree.childOfKind(tree.field(check, F.Consequence), K.StatementList);
  const only = tree.first(list);
  return isCheck && tree.kind(only) === K.ReturnStatement && tree.next(only) === NONE ? check : undefined;
}
