/**
 * `*(*[]byte)(p)` is the value at `(*[]byte)(p)`, and `*L[[]byte]` a pointer to `L[[]byte]`: the parser of Go reads the star last. The grammar
 * reads it first, wherever what is in the brackets can only be a type. Here it becomes what Go reads: the nodes of the two change places.
 */
import type { TreeColumns } from './flat-tree.js';
import { F, K } from './go-kinds.js';

/** In preorder, so that of `**(…)(p)` the outer star comes out first. */
export function readStarsLast(columns: TreeColumns): void {
  for (const kind of [K.TypeConversionExpression, K.TypeInstantiationExpression]) {
    for (let n = columns.kinds.indexOf(kind); n >= 0; n = columns.kinds.indexOf(kind, n + 1)) {
      if (columns.kinds[n + 1] === K.PointerType && n + 1 < columns.afters[n]!) takeStarOut(columns, n);
    }
  }
}

function takeStarOut({ kinds, fields, starts, ends, parents, afters, tokens }: TreeColumns, n: number): void {
  const star = n + 1;
  const base = n + 2;
  const rest = afters[star]!;
  if (base >= rest || rest >= afters[n]!) return;
  kinds[star] = kinds[n]!;
  kinds[n] = K.UnaryExpression;
  [tokens[n], tokens[star]] = [tokens[star]!, tokens[n]!];
  fields[base] = fields[star]!;
  fields[star] = F.None;
  starts[star] = starts[base]!;
  ends[star] = ends[n]!;
  afters[star] = afters[n]!;
  for (let operand = rest; operand < afters[n]!; operand = afters[operand]!) parents[operand] = star;
}
