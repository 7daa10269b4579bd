/** A variable of one declaration, as its scopes see it. */
import type { Node } from '../../syntax/flat-tree.js';

export type VariableKind = 'receiver' | 'parameter' | 'result' | 'local' | 'range' | 'switch' | 'constant' | 'type';

export interface Variable {
  readonly id: number;
  readonly name: string;
  readonly kind: VariableKind;
  /** The declaring identifier. */
  readonly node: Node;
  /** The type in the declaration, or NONE when it is inferred. A variadic parameter's is its element type. */
  readonly typeNode: Node;
  readonly variadic: boolean;
  /** The expression the variable is declared with (range: the ranged expression), or NONE. */
  readonly init: Node;
  /** Position among several results of `init`; -1 when `init` is this variable's own expression. */
  readonly initIndex: number;
  /** The function declaration, method declaration or function literal it belongs to. */
  readonly func: Node;
  /** Innermost `for` around the declaration inside `func`, or NONE. */
  readonly loop: Node;
  /** Every identifier that means this variable, the declaring one left out, in source order. */
  readonly uses: Node[];
}
