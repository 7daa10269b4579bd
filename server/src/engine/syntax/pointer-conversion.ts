/**
 * `*(*[]byte)(p)` is the value at `(*[]byte)(p)`: the parser of Go reads the star last. The grammar reads a conversion to the type `*(*[]byte)`,
 * wherever what is in the parentheses can only be a type. Here it becomes what Go reads: the star's node and that of the conversion change places.
 */
import { F, K } from './go-kinds.js';

/** The columns of a tree that change. */
export interface ChangedColumns {
  readonly kinds: Uint8Array;
  readonly fields: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly parents: Int32Array;
  readonly afters: Int32Array;
  readonly tokens: Uint8Array;
}

/** In preorder, so that of `**(…)(p)` the outer star comes out first. */
export function readStarsLast(columns: ChangedColumns): void {
  const { kinds } = columns;
  for (let n = kinds.indexOf(K.TypeConversionExpression); n >= 0; n = kinds.indexOf(K.TypeConversionExpression, n + 1)) {
    if (kinds[n + 1] === K.PointerType && n + 1 < columns.afters[n]!) takeStarOut(columns, n);
  }
}

function takeStarOut({ kinds, fields, starts, ends, parents, afters, tokens }: ChangedColumns, n: number): void {
  const star = n + 1;
  const base = n + 2;
  const operand = afters[star]!;
  if (base >= operand || operand >= afters[n]!) return;
  kinds[n] = K.UnaryExpression;
  kinds[star] = K.TypeConversionExpression;
  [tokens[n], tokens[star]] = [tokens[star]!, tokens[n]!];
  fields[star] = F.None;
  fields[base] = F.Type;
  starts[star] = starts[base]!;
  ends[star] = ends[n]!;
  afters[star] = afters[n]!;
  parents[operand] = star;
}
