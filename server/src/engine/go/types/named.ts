/** Declared types by their name. */
import type { Named, Type } from './model.js';

/** The declared type, or the one that a pointer points to. */
export function namedBehind(type: Type): Named | undefined {
  const value = type.kind === 'pointer' ? type.elem : type;
  return value.kind === 'named' ? value : undefined;
}

/** True for the type that a package declares under a name, and for a pointer to it. */
export function isNamed(type: Type, path: string, name: string): boolean {
  const object = namedBehind(type)?.object;
  return object?.name === name && object.pkg?.path === path;
}
