/** Sizes, alignments and offsets in bytes, as the gc compiler lays types out on 64-bit machines (go/types: `SizesFor("gc", "amd64")`). */
import type { Struct, Type, Var } from './model.js';
import { under } from './predicates.js';

/** Types that hold types nested deeper have no size here. */
const MAX_DEPTH = 100;

export interface Layout {
  readonly size: number;
  readonly align: number;
}

const WORD: Layout = { size: 8, align: 8 };
const known = new WeakMap<Type, Layout | 'unknown'>();

export const sizeOf = (type: Type): number | undefined => layoutOf(type)?.size;
export const alignmentOf = (type: Type): number | undefined => layoutOf(type)?.align;

/** Undefined: unknown, or it hangs on a type parameter. */
export function layoutOf(type: Type, depth = 0): Layout | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const before = known.get(type);
  if (before) return before === 'unknown' ? undefined : before;
  known.set(type, 'unknown'); // a type that holds itself
  const layout = work(type, depth);
  if (layout) known.set(type, layout);
  else known.delete(type);
  return layout;
}

function work(type: Type, depth: number): Layout | undefined {
  const u = under(type);
  switch (u.kind) {
    case 'basic':
      if (u.size === 0) return undefined;
      if (u.name === 'string') return { size: 16, align: 8 };
      return { size: u.size, align: u.name === 'complex128' ? 8 : u.name === 'complex64' ? 4 : u.size };
    case 'pointer':
    case 'map':
    case 'chan':
    case 'func':
      return WORD;
    case 'slice':
      return { size: 24, align: 8 };
    case 'interface':
      return { size: 16, align: 8 };
    case 'array': {
      const elem = layoutOf(u.elem, depth + 1);
      return elem && u.length !== undefined ? { size: elem.size * u.length, align: elem.align } : undefined;
    }
    case 'struct':
      return structLayout(u, depth).layout;
    default:
      return undefined;
  }
}

function structLayout(type: Struct, depth: number): { layout: Layout | undefined; offsets: number[] } {
  let size = 0;
  let align = 1;
  const offsets: number[] = [];
  for (const [i, field] of type.fields.entries()) {
    const f = layoutOf(field.type, depth + 1);
    if (!f) return { layout: undefined, offsets };
    size = Math.ceil(size / f.align) * f.align;
    offsets.push(size);
    size += f.size;
    align = Math.max(align, f.align);
    // A trailing field of size 0 gets a byte, so that its address stays inside of the object.
    if (i === type.fields.length - 1 && f.size === 0 && size > 0) size++;
  }
  return { layout: { size: Math.ceil(size / align) * align, align }, offsets };
}

/** Of a field, reached through those it is embedded in. */
export function offsetOf(type: Type, path: readonly Var[]): number | undefined {
  let at = 0;
  let current: Type = type;
  for (const field of path) {
    const u = under(current);
    if (u.kind !== 'struct') return undefined;
    const i = u.fields.findIndex(f => f.name === field.name);
    const { offsets } = structLayout(u, 0);
    if (i < 0 || offsets[i] === undefined) return undefined;
    at += offsets[i];
    current = u.fields[i]!.type;
  }
  return at;
}
