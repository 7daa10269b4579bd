/** Texts that an expression surely holds, as far as one declaration tells. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';

/** Text of an expression: pieces one after the other. */
export interface ConstantText {
  /** What is known, from the beginning: texts, and constants of packages by `import/path name` (own package: ` name`). */
  readonly pieces: readonly (string | { readonly constant: string })[];
  /** More follows that is not known. */
  readonly open: boolean;
}

const MAX_DEPTH = 20;
/** Of a longer text the beginning is known. */
const MAX_PIECES = 50;
const NOTHING: ConstantText = { pieces: [], open: true };

/** Literals, constants, variables that are never written, their sums, and the beginning of `fmt.Sprintf("…%s", x)`. */
export function constantText(syntax: DeclarationSyntax, e: Node, depth = 0): ConstantText {
  const { tree, scopes, packages } = syntax;
  if (depth > MAX_DEPTH || e === NONE) return NOTHING;
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.InterpretedStringLiteral:
    case K.RawStringLiteral:
      return literal(tree.textOf(n));
    case K.Identifier: {
      const variable = scopes.variableOf(n);
      if (!variable) return { pieces: [{ constant: ` ${tree.textOf(n)}` }], open: false };
      let text = texts.get(variable);
      if (!text) {
        text = textOfVariable(syntax, variable, depth);
        texts.set(variable, text);
      }
      return text;
    }
    case K.SelectorExpression: {
      const pkg = packages.of(tree.first(n));
      return pkg === undefined ? NOTHING : { pieces: [{ constant: `${pkg} ${tree.textOf(tree.last(n))}` }], open: false };
    }
    case K.BinaryExpression: {
      if (tree.op(n) !== '+') return NOTHING;
      const left = constantText(syntax, tree.first(n), depth + 1);
      if (left.open) return left;
      if (left.pieces.length > MAX_PIECES) return { ...left, open: true };
      const right = constantText(syntax, tree.last(n), depth + 1);
      return { pieces: [...left.pieces, ...right.pieces], open: right.open };
    }
    case K.CallExpression:
      return formatted(syntax, n, depth);
    default:
      return NOTHING;
  }
}

/** Texts of variables, remembered: each takes a look at all uses. */
const texts = new WeakMap<Variable, ConstantText>();

function textOfVariable(syntax: DeclarationSyntax, variable: Variable, depth: number): ConstantText {
  if (variable.initIndex !== -1 || (variable.kind !== 'constant' && variable.kind !== 'local')) return NOTHING;
  const isFixed = !variable.uses.some(use => isWritten(syntax.tree, use) || isAddressed(syntax.tree, use));
  return isFixed ? constantText(syntax, variable.init, depth + 1) : NOTHING;
}

/** Escapes are not worked out: what stands before the first one is known. */
function literal(text: string): ConstantText {
  const inner = text.slice(1, -1);
  const backslash = text.startsWith('"') ? inner.indexOf('\\') : -1;
  return backslash < 0 ? { pieces: [inner], open: false } : { pieces: [inner.slice(0, backslash)], open: true };
}

function formatted(syntax: DeclarationSyntax, call: Node, depth: number): ConstantText {
  const { tree, packages } = syntax;
  const callee = calleeOf(tree, call);
  const isSprintf =
    tree.kind(callee) === K.SelectorExpression && packages.of(tree.first(callee)) === 'fmt' && tree.textOf(tree.last(callee)) === 'Sprintf';
  const format = isSprintf ? constantText(syntax, argumentsOf(tree, call)[0] ?? NONE, depth + 1) : NOTHING;
  const [first] = format.pieces;
  if (typeof first !== 'string') return NOTHING;
  const percent = first.indexOf('%');
  return percent < 0 ? { pieces: [first], open: true } : { pieces: [first.slice(0, percent)], open: true };
}

/** The constants of a `const` declaration that hold text. */
export function textConstants(syntax: DeclarationSyntax): readonly (readonly [name: string, text: ConstantText])[] {
  const { tree } = syntax;
  if (tree.kind(0) !== K.ConstDeclaration) return [];
  const out: (readonly [string, ConstantText])[] = [];
  for (const spec of tree.children(0)) {
    const names = [...tree.children(spec)].filter(c => tree.fields[c] === F.Name && tree.kind(c) === K.Identifier);
    const list = tree.field(spec, F.Value);
    const values = tree.kind(list) === K.ExpressionList ? [...tree.children(list)] : [list];
    if (names.length !== values.length) continue;
    names.forEach((name, i) => {
      const text = constantText(syntax, values[i]!);
      if (text.pieces.length > 0) out.push([tree.textOf(name), text]);
    });
  }
  return out;
}
