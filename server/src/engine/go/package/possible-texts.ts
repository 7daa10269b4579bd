/** Texts that an expression may hold where a program runs as it comes: what is surely there, what a caller gives, what is there by default. */

import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { type ConstantText, constantText } from '../types/constant-text.js';
import type { DeclarationSyntax } from './declaration-syntax.js';

/** A text whose beginning may be a parameter of the declared function, by its position. */
export interface PossibleText extends Omit<ConstantText, 'pieces'> {
  readonly pieces: readonly (ConstantText['pieces'][number] | { readonly parameter: number })[];
  /** The program has it unless it is told another. */
  readonly isDefault?: true;
}

const MAX_DEPTH = 10;

/** In the order of the source; none where nothing is known. */
export function possibleTexts(syntax: DeclarationSyntax, e: Node, depth = 0): readonly PossibleText[] {
  const sure = constantText(syntax, e);
  if (sure.pieces.some(piece => piece !== '')) return [sure];
  if (depth > MAX_DEPTH || e === NONE) return sure.open ? [] : [sure];
  const { tree, scopes } = syntax;
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.Identifier: {
      const variable = scopes.variableOf(n);
      return variable ? ofVariable(syntax, variable, depth) : [];
    }
    case K.BinaryExpression:
      return tree.op(n) === '+' ? followed(possibleTexts(syntax, tree.first(n), depth + 1), constantText(syntax, tree.last(n))) : [];
    case K.UnaryExpression:
      return tree.op(n) === '*' ? pointedTo(syntax, tree.first(n)) : [];
    case K.CallExpression:
      return ofCall(syntax, n, depth);
    default:
      return sure.open ? [] : [sure];
  }
}

/** Texts of variables, remembered: each takes a look at all uses. */
const known = new WeakMap<Variable, readonly PossibleText[]>();
/** Of one variable; of more the first are looked at. */
const MAX_TEXTS = 20;

function ofVariable(syntax: DeclarationSyntax, variable: Variable, depth: number): readonly PossibleText[] {
  let texts = known.get(variable);
  if (!texts) {
    // Variables that have each other by default have nothing from there.
    known.set(variable, []);
    texts = textsOfVariable(syntax, variable, depth).slice(0, MAX_TEXTS);
    known.set(variable, texts);
  }
  return texts;
}

/** A parameter that nobody writes, and what a variable is set to where it is empty. */
function textsOfVariable(syntax: DeclarationSyntax, variable: Variable, depth: number): readonly PossibleText[] {
  const { tree } = syntax;
  const writes = variable.uses.filter(use => isWritten(tree, use));
  const defaults = writes.flatMap(use => defaultSet(syntax, variable, use, depth));
  if (variable.kind !== 'parameter' || writes.length > defaults.length) return defaults;
  const position = variable.func === 0 && !variable.variadic ? parameterNames(syntax).indexOf(variable.name) : -1;
  return position < 0 ? defaults : [{ pieces: [{ parameter: position }], open: false }, ...defaults];
}

/** `if v == "" { v = "…" }`. */
function defaultSet(syntax: DeclarationSyntax, variable: Variable, use: Node, depth: number): readonly PossibleText[] {
  const { tree, scopes } = syntax;
  const statement = tree.parent(tree.parent(use));
  if (tree.kind(statement) !== K.AssignmentStatement || tree.next(tree.first(tree.parent(use))) !== NONE) return [];
  let block = tree.parent(statement);
  while (tree.kind(block) === K.StatementList) block = tree.parent(block);
  const branch = tree.parent(block);
  if (tree.kind(branch) !== K.IfStatement || tree.fields[block] !== F.Consequence) return [];
  const condition = tree.unparen(tree.field(branch, F.Condition));
  if (tree.kind(condition) !== K.BinaryExpression || tree.op(condition) !== '==') return [];
  const asks = scopes.variableOf(tree.first(condition)) === variable && /^(?:""|``)$/.test(tree.textOf(tree.last(condition)));
  return asks ? byDefault(possibleTexts(syntax, tree.first(tree.field(statement, F.Right)), depth + 1)) : [];
}

/** Names of the declared function's parameters, in order. */
function parameterNames({ tree }: DeclarationSyntax): readonly string[] {
  const out: string[] = [];
  for (const p of tree.children(tree.field(0, F.Parameters))) {
    const names = [...tree.children(p)].filter(c => tree.fields[c] === F.Name);
    out.push(...(names.length > 0 ? names.map(name => tree.textOf(name)) : ['_']));
  }
  return out;
}

/** `*endpoint` of `endpoint := flag.String("endpoint", "https://…", "")`, and of such a variable of the package. */
function pointedTo(syntax: DeclarationSyntax, pointer: Node): readonly PossibleText[] {
  const { tree, scopes } = syntax;
  if (tree.kind(pointer) !== K.Identifier) return [];
  const variable = scopes.variableOf(pointer);
  if (!variable) return [{ pieces: [{ constant: ` *${tree.textOf(pointer)}` }], open: false }];
  return variable.kind === 'local' && variable.initIndex === -1 ? defaultOfFlag(syntax, variable.init) : [];
}

/** What a flag of the command line is unless somebody gives another. */
export function defaultOfFlag(syntax: DeclarationSyntax, call: Node): readonly PossibleText[] {
  const { tree, packages } = syntax;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'String') return [];
  if (packages.of(tree.first(callee)) !== 'flag') return [];
  const text = constantText(syntax, argumentsOf(tree, call)[1] ?? NONE);
  return text.pieces.length > 0 ? byDefault([text]) : [];
}

/** `cmp.Or(os.Getenv("X"), "…")` and `fmt.Sprintf("%s/x", base)`. */
function ofCall(syntax: DeclarationSyntax, call: Node, depth: number): readonly PossibleText[] {
  const { tree, packages } = syntax;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return [];
  const name = `${packages.of(tree.first(callee))} ${tree.textOf(tree.last(callee))}`;
  const args = argumentsOf(tree, call);
  if (name === 'cmp Or') return byDefault(possibleTexts(syntax, args.at(-1) ?? NONE, depth + 1));
  const format = name === 'fmt Sprintf' ? /^["`]%[sv]([^%\\"`]*)/.exec(tree.textOf(args[0] ?? NONE)) : null;
  return format ? followed(possibleTexts(syntax, args[1] ?? NONE, depth + 1), { pieces: [format[1]!], open: true }) : [];
}

const followed = (texts: readonly PossibleText[], { pieces, open }: ConstantText): readonly PossibleText[] =>
  texts.map(text => (text.open ? text : { ...text, pieces: [...text.pieces, ...pieces], open }));

/** The program has them unless it is told others. */
export const byDefault = (texts: readonly PossibleText[]): readonly PossibleText[] => texts.map(text => ({ ...text, isDefault: true }));
