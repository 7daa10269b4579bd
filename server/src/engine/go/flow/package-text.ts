/** What the text of a package tells of a pool and its objects beyond one declaration: asked only about what types have found already. */
import type { PackageSource } from '../types/importer.js';

/** A method of the type appends as much to the field as it is given: `l.b = append(l.b, s...)`. */
export function growsByMethods(source: PackageSource, type: string, field: string): boolean {
  const grows = new RegExp(`\\b(\\w+)\\.${field} = append\\(\\1\\.${field}, \\w+\\.\\.\\.\\)`);
  return source.files.some(f => f.declarations.some(d => d.receiver === type && d.code !== undefined && grows.test(d.code)));
}

/**
 * Nobody but its declaration and calls of its Get mentions the pool: nothing goes into it. Whoever takes its address, or has it under another name,
 * may put something.
 */
export function isNeverPut(source: PackageSource, pool: string): boolean {
  const other = new RegExp(`\\b${pool}\\b(?!\\.(?:Get\\(\\)|New = )|(?: =|:)? *&?(?:sync\\.)?Pool\\b)`);
  return source.files.every(f => f.declarations.every(d => !other.test(d.code ?? d.outline)));
}
