/** Which names a statement inside a function declares, with what, and from where on they are visible (Go spec, "Declarations and scope"). */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { VariableKind } from './variable.js';

export interface DeclaredNames {
  /** Identifiers; blank ones and, for `:=`, already declared ones among them. */
  readonly names: readonly Node[];
  /** One per name, or one call (receive, index, ranged expression) for all of them. */
  readonly values: readonly Node[];
  readonly kind: VariableKind;
  readonly typeNode: Node;
  /** Node index from which on the names mean the new variables. */
  readonly visibleFrom: number;
}

/** Undefined when the statement declares nothing. */
export function declaredNames(tree: FlatTree, n: Node, kind: K): DeclaredNames | undefined {
  const visibleFrom = tree.afters[n]!;
  const left = () => expressionsOf(tree, tree.field(n, F.Left));
  switch (kind) {
    case K.ShortVarDeclaration:
      return { names: left(), values: expressionsOf(tree, tree.field(n, F.Right)), kind: 'local', typeNode: NONE, visibleFrom };
    case K.VarSpec:
    case K.ConstSpec: {
      const names = [...tree.children(n)].filter(c => tree.fields[c] === F.Name);
      const values = expressionsOf(tree, tree.field(n, F.Value));
      return { names, values, kind: kind === K.VarSpec ? 'local' : 'constant', typeNode: tree.field(n, F.Type), visibleFrom };
    }
    case K.TypeSpec:
    case K.TypeAlias:
      return { names: [tree.field(n, F.Name)], values: [], kind: 'type', typeNode: tree.field(n, F.Type), visibleFrom: n + 1 };
    case K.RangeClause:
    case K.ReceiveStatement: {
      if (tree.op(n) !== ':=') return undefined;
      const what = kind === K.RangeClause ? 'range' : 'local';
      return { names: left(), values: [tree.field(n, F.Right)], kind: what, typeNode: NONE, visibleFrom };
    }
    case K.TypeSwitchStatement: {
      const alias = tree.field(n, F.Alias);
      if (alias === NONE) return undefined;
      const value = tree.field(n, F.Value);
      return { names: expressionsOf(tree, alias), values: [value], kind: 'switch', typeNode: NONE, visibleFrom: tree.afters[value]! };
    }
    default:
      return undefined;
  }
}
