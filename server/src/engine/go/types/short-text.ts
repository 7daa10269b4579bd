/** Types as a person writes them in a file of a package. */

import type { Named, PackageId, Type } from './model.js';

const MAX_DEPTH = 4;

/** Undefined where the type is not known, or too long to be read at a glance. */
export function shortText(type: Type, from: PackageId, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const prefixed = (prefix: string, elem: Type) => {
    const text = shortText(elem, from, depth + 1);
    return text === undefined ? undefined : prefix + text;
  };
  switch (type.kind) {
    case 'basic':
      if (type.name === 'unknown') return undefined;
      // The two are one type, and most people write byte.
      return type.name === 'uint8' ? 'byte' : type.name.replace(/^untyped /, '');
    case 'named':
      return namedText(type, from, depth);
    case 'type parameter':
      return type.object.name;
    case 'pointer':
      return prefixed('*', type.elem);
    case 'slice':
      return prefixed('[]', type.elem);
    case 'array':
      return type.length === undefined ? undefined : prefixed(`[${type.length}]`, type.elem);
    case 'map': {
      const key = shortText(type.key, from, depth + 1);
      return key === undefined ? undefined : prefixed(`map[${key}]`, type.elem);
    }
    case 'struct':
      return type.fields.length === 0 ? 'struct{}' : undefined;
    default:
      return undefined;
  }
}

function namedText({ object, args }: Named, from: PackageId, depth: number): string | undefined {
  const given = args.map(arg => shortText(arg, from, depth + 1));
  if (given.includes(undefined)) return undefined;
  const pkg = object.pkg && object.pkg.path !== from.path ? `${packageName(object.pkg)}.` : '';
  return `${pkg}${object.name}${given.length > 0 ? `[${given.join(', ')}]` : ''}`;
}

/** As its clause says; by its path where nobody knows that. */
function packageName(pkg: PackageId): string {
  const name = (pkg as { readonly name?: string }).name;
  return name || pkg.path.slice(pkg.path.lastIndexOf('/') + 1);
}
