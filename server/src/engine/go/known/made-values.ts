/** Values of known struct types that a declaration makes: what their fields are given, then or later, and where the values go. */
import type { Span } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { type CodePlace, placeOf } from './code-place.js';
import { fieldValues, type GivenValue } from './given-value.js';
import { type KnownCode, type KnownUse, readKnownCode, USES_PER_SLICE } from './known-code.js';
import { type Way, wayFrom } from './value-ways.js';

export interface MadeValue {
  /** `net/http.Server`. */
  readonly type: string;
  /** What makes it: `http.Server` of a literal, `new(http.Server)`, the type of a variable. */
  readonly span: Span;
  /** What fields are given, in the literal or later by a variable that holds it. */
  readonly fields: ReadonlyMap<string, GivenValue>;
  /** The literal gives all fields, without their names. */
  readonly isPositional: boolean;
  /** Where it goes beside variables of the function. */
  readonly ways: readonly Way[];
  /** Where another field can be written into the literal, and with what before and after it. */
  readonly room?: FieldRoom;
  readonly isInFunction: boolean;
  /** The statement that is nothing else than `v := &T{…}`. */
  readonly statement?: MakingStatement;
}

export interface MakingStatement {
  readonly span: Span;
  readonly variable: string;
  /** As it is written: `http.Transport`. */
  readonly type: string;
  readonly indent: string;
}

export interface FieldRoom {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

export interface PlacedValue extends MadeValue {
  readonly offset: number;
  readonly place: CodePlace;
  /** The text of the declaration that makes it. */
  readonly around: string;
  /** The declaration has a loop. */
  readonly hasLoop: boolean;
  /** The function of the package whose body it stands in, not in a function literal. */
  readonly function?: string;
  /** The value into which a way leads, where that is a known one of the same function. */
  holder(way: Way): MadeValue | undefined;
  /** Where what it goes into goes on to: a struct of another type, or the result of one of these functions. Undefined: it goes elsewhere. */
  behind(way: Way, wrappers: ReadonlySet<string>): readonly Way[] | undefined;
}

/** Values of one type. */
export function* readMadeValues(file: GoFileFacts, typed: TypedFile | undefined, type: string): Sliced<readonly PlacedValue[]> {
  const out: PlacedValue[] = [];
  const isTired = pace(USES_PER_SLICE);
  for (const code of yield* readKnownCode(file, typed)) {
    const { offset, made } = code;
    const holder = (way: Way) => {
      const use = way.kind === 'field' ? made.find(m => m.node === way.holder) : undefined;
      return use && madeValue(code, use);
    };
    const behind = (way: Way, wrappers: ReadonlySet<string>) => {
      const wrapped = way.kind === 'field' ? way.holder : way.kind === 'argument' && wrappers.has(way.func ?? '') ? way.call : NONE;
      if (wrapped === NONE) return undefined;
      const ways: Way[] = [];
      follow(code, wrapped, { fields: new Map(), ways, seen: new Set() });
      return ways;
    };
    for (const use of made) {
      if (use.name !== type) continue;
      if (isTired()) yield;
      const { tree, scopes } = code;
      const isDirect = tree.kind(0) === K.FunctionDeclaration && scopes.functionOf(use.node) === 0;
      out.push({
        ...{
          ...madeValue(code, use),
          offset,
          holder,
          behind,
          place: placeOf(code, use.node),
          around: tree.text,
          hasLoop: tree.kinds.includes(K.ForStatement),
        },
        ...(isDirect && { function: tree.textOf(tree.field(0, F.Name)) }),
      });
    }
  }
  return out;
}

function madeValue(code: KnownCode, { name, node }: KnownUse): MadeValue {
  const { tree, scopes } = code;
  const elements = tree.kind(node) === K.CompositeLiteral ? [...tree.children(tree.last(node))] : [];
  const fields = tree.kind(node) === K.CompositeLiteral ? fieldValues(code, node) : new Map<string, GivenValue>();
  const ways: Way[] = [];
  const seen = new Set<Variable>();
  follow(code, holderOf(code, node), { fields, ways, seen });
  const room = fieldRoom(tree, node, elements);
  const statement = makingStatement(tree, node);
  return {
    ...{ type: name, span: spanOf(tree, node), fields, ways },
    isPositional: elements.some(e => tree.kind(e) !== K.KeyedElement),
    isInFunction: scopes.functionOf(node) !== NONE,
    ...(room && { room }),
    ...(statement && { statement }),
  };
}

function spanOf(tree: FlatTree, node: Node): Span {
  if (tree.kind(node) === K.CallExpression) return tree.span(node);
  return tree.span(tree.kind(node) === K.VarSpec ? tree.field(node, F.Type) : tree.first(node));
}

/** A variable that is declared without a value is the value; others are led to by what stands around the expression. */
function holderOf({ tree, scopes }: KnownCode, node: Node): Variable | Node | undefined {
  return tree.kind(node) === K.VarSpec ? (scopes.variableOf(tree.field(node, F.Name)) ?? node) : node;
}

interface Found {
  readonly fields: Map<string, GivenValue>;
  readonly ways: Way[];
  readonly seen: Set<Variable>;
}

/** So many uses of variables are looked at. */
const MAX_USES = 400;

function follow(code: KnownCode, from: Variable | Node | undefined, found: Found): void {
  if (from === undefined) return;
  if (typeof from !== 'number') {
    followVariable(code, from, found);
    return;
  }
  const way = wayFrom(code, from);
  if (way.kind === 'variable') followVariable(code, way.variable, found);
  else if (way.kind === 'given') found.fields.set(way.field, way.value);
  else if (way.kind !== 'used') found.ways.push(way);
}

function followVariable(code: KnownCode, variable: Variable, found: Found): void {
  if (found.seen.has(variable)) return;
  found.seen.add(variable);
  if (variable.uses.length > MAX_USES) found.ways.push({ kind: 'unknown' });
  else for (const use of variable.uses) follow(code, use, found);
}

function makingStatement(tree: FlatTree, node: Node): MakingStatement | undefined {
  const address = tree.parent(node);
  const statement = tree.parent(tree.parent(address));
  const name = tree.first(tree.field(statement, F.Left));
  if (tree.kind(address) !== K.UnaryExpression || tree.op(address) !== '&' || tree.kind(statement) !== K.ShortVarDeclaration)
    return undefined;
  if (tree.kind(node) !== K.CompositeLiteral || tree.parentKind(statement) !== K.StatementList || tree.next(name) !== NONE)
    return undefined;
  const { start } = tree.span(statement);
  const { end } = tree.span(node);
  const before = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  const hasComments = tree.comments.some(c => c.start > start && c.end < end);
  if (!/^[\t ]*$/.test(before) || hasComments) return undefined;
  return { span: { start, end }, variable: tree.textOf(name), type: tree.textOf(tree.first(node)), indent: before };
}

/** Behind the last field of a keyed literal, or in an empty one. */
function fieldRoom(tree: FlatTree, node: Node, elements: readonly Node[]): FieldRoom | undefined {
  if (tree.kind(node) !== K.CompositeLiteral) return undefined;
  const last = elements.at(-1);
  const { start, end } = tree.span(tree.last(node));
  if (last === undefined) return { at: start + 1, before: '', after: '' };
  const at = tree.ends[last]!;
  const isOnOneLine = !tree.text.slice(start, end).includes('\n');
  if (isOnOneLine) return { at, before: ', ', after: '' };
  // Behind a comma that is there already, on a line of its own.
  const lineStart = tree.text.lastIndexOf('\n', tree.starts[last]!) + 1;
  const indent = /^[\t ]*/.exec(tree.text.slice(lineStart, tree.starts[last]!))![0];
  return tree.text[at] === ',' ? { at: at + 1, before: `\n${indent}`, after: ',' } : undefined;
}
