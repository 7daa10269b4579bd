/** Sizes of types on linux/amd64 (go-facts §4). */
import { table } from '../../base/table.js';
import type { FieldRef, TypeRef } from '../types/types.js';

const MAX_DEPTH = 30;

interface Layout {
  readonly size: number;
  readonly align: number;
}

/** What a layout asks its package. */
interface TypeQuestions {
  resolve(type: TypeRef, depth: number): TypeRef;
  underlying(type: TypeRef, depth: number): TypeRef;
}

export class Layouts {
  /** By name, remembered: types that hold types twice would be walked for ever. A type that is asked for inside of itself has none. */
  private readonly known = new Map<string, Layout | undefined>();

  constructor(private readonly pkg: TypeQuestions) {}

  /** Undefined when not known. */
  of(type: TypeRef, depth = 0): Layout | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const resolved = this.pkg.resolve(type, depth);
    const key = resolved.kind === 'named' && resolved.pkg === '' ? resolved.name : undefined;
    if (key !== undefined && this.known.has(key)) return this.known.get(key);
    if (key !== undefined) this.known.set(key, undefined);
    const layout = this.layoutOf(this.pkg.underlying(resolved, depth), depth);
    if (key === undefined) return layout;
    // What is known is the same at every depth; what is not may have been too deep.
    if (layout) this.known.set(key, layout);
    else this.known.delete(key);
    return layout;
  }

  private layoutOf(u: TypeRef, depth: number): Layout | undefined {
    switch (u.kind) {
      case 'basic':
      case 'constant':
        return BASIC_LAYOUT[u.name];
      case 'pointer':
      case 'map':
      case 'chan':
      case 'func':
        return { size: 8, align: 8 };
      case 'slice':
        return { size: 24, align: 8 };
      case 'interface':
        return { size: 16, align: 8 };
      case 'array': {
        const elem = this.of(u.elem, depth + 1);
        return elem && u.length !== undefined ? { size: elem.size * u.length, align: elem.align } : undefined;
      }
      case 'struct':
        return this.structLayout(u.fields, depth);
      default:
        return undefined;
    }
  }

  private structLayout(fields: readonly FieldRef[], depth: number): Layout | undefined {
    let size = 0;
    let align = 1;
    for (const [i, field] of fields.entries()) {
      const f = this.of(field.type, depth + 1);
      if (!f) return undefined;
      size = Math.ceil(size / f.align) * f.align + f.size;
      align = Math.max(align, f.align);
      // A trailing zero-size field gets a byte, so that its address stays inside the object (cmd/compile/internal/types/size.go).
      if (i === fields.length - 1 && f.size === 0 && size > 0) size++;
    }
    return { size: Math.ceil(size / align) * align, align };
  }
}

const BASIC_LAYOUT = table<Layout>(
  Object.fromEntries(
    [
      ['bool byte int8 uint8', 1, 1],
      ['int16 uint16', 2, 2],
      ['int32 uint32 rune float32', 4, 4],
      ['int uint uintptr int64 uint64 float64 unsafe.Pointer', 8, 8],
      ['complex64', 8, 4],
      ['complex128', 16, 8],
      ['string any error comparable', 16, 8],
    ].flatMap(([names, size, align]) =>
      String(names)
        .split(' ')
        .map(n => [n, { size: Number(size), align: Number(align) }]),
    ),
  ),
);
