/** What the judge prints beside types, in its notation (server/tools/types-judge/README.md). */
import { createHash } from 'node:crypto';
import { type Constant, numeratorOf, type RealConstant } from '../../../src/engine/go/types/constant.js';
import { typeSetOf } from '../../../src/engine/go/types/identity.js';
import type { Selection } from '../../../src/engine/go/types/lookup.js';
import { type Func, idOf, type Obj, type PackageId, type Struct, type Type, type Var } from '../../../src/engine/go/types/model.js';
import { isUnknown, under } from '../../../src/engine/go/types/predicates.js';

/** In the notation of the judge. */
export function constantText(x: Constant): string {
  switch (x.kind) {
    case 'bool':
      return String(x.value);
    case 'string':
      return stringText(x.bytes);
    case 'complex':
      return numeratorOf(x.im) === 0n ? realText(x.re) : `${realText(x.re)} + ${realText(x.im)}i`;
    default:
      return realText(x);
  }
}

function realText(x: RealConstant): string {
  if (x.kind === 'int') return String(x.value);
  return x.den === 1n ? String(x.num) : `${x.num}/${x.den}`;
}

function stringText(bytes: string): string {
  if (bytes.length > 256) return `sha256:${createHash('sha256').update(Buffer.from(bytes, 'latin1')).digest('hex')}:${bytes.length}`;
  const hex = (c: string) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${bytes.replace(/["\\]/g, '\\$&').replace(/[^\x20-\x7e]/g, hex)}"`;
}

/** What leaves a type that it is a part of without a text: nobody knows it, or how long it is, or what it embeds. */
export const isUnknownPart = (type: Type): boolean =>
  isUnknown(type) || (type.kind === 'array' && type.length === undefined) || (type.kind === 'interface' && typeSetOf(type).partial);

/** The struct that a type or a pointer to it is made of. */
function structOf(type: Type): Struct | undefined {
  const u = under(type);
  const inner = u.kind === 'pointer' ? under(u.elem) : u;
  return inner.kind === 'struct' ? inner : undefined;
}

/** The way through embedded fields by their positions; a field itself is the last one. */
export function fieldsText({ path, receiver }: Selection, object: Var | Func): string {
  const way = object.kind === 'var' ? [...path, object] : path;
  let type: Type | undefined = receiver;
  return way
    .map(field => {
      const struct: Struct | undefined = type && structOf(type);
      const i = struct?.fields.findIndex(f => f.name === field.name) ?? -1;
      type = struct?.fields[i]?.type;
      return i;
    })
    .join('.');
}

export const idText = (pkg: PackageId | undefined, name: string): string => idOf(pkg, name);
export const spanKey = (start: number, end: number): string => `${start} ${end}`;

export function kindOf(object: Obj): string {
  switch (object.kind) {
    case 'const':
      return 'constant';
    case 'var':
      return object.role === 'field' ? 'field' : 'variable';
    case 'func':
      return object.isMethod ? 'method' : 'function';
    default:
      return object.kind;
  }
}
