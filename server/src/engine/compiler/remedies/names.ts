/** Names that new code may use without meaning something else. */
import type { RemedyContext } from './remedy.js';

const MAX_NAMES = 40;

/** True when neither the package, nor its imports, nor a variable of the declaration has the name. */
export function isFree(context: RemedyContext, name: string): boolean {
  return !context.scopes.variables.some(v => v.name === name) && !isOutside(context, name);
}

/** True when the package or one of its imports has the name. */
export function isOutside({ pkg, source }: RemedyContext, name: string): boolean {
  return Boolean(pkg.value(name) ?? pkg.function(name) ?? pkg.type(name)) || source.facts.imports.some(i => i.name === name);
}

/** True when a local variable or something of the package hides an import or a builtin of this name. */
export function isHidden({ scopes, pkg }: RemedyContext, name: string): boolean {
  return scopes.variables.some(v => v.name === name) || Boolean(pkg.value(name) ?? pkg.function(name) ?? pkg.type(name));
}

/** The first of `name`, `name2`, … that is free; undefined when all of a handful are taken. */
export function freeName(context: RemedyContext, name: string): string | undefined {
  return [name, ...[2, 3, 4, 5].map(i => `${name}${i}`)].find(n => isFree(context, n));
}

/** All of `name`, `name2`, … that are free, up to some dozens. */
export function freeNames(context: RemedyContext, name: string): string[] {
  return [name, ...Array.from({ length: MAX_NAMES }, (_, i) => `${name}${i + 2}`)].filter(n => isFree(context, n));
}
