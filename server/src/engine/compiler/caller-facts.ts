/** What the compiler says at calls in other packages that functions of a package are inlined to: whether what these make stays on the stack there. */
import type { CompilerFact, FactKind } from './facts.js';

/** A package by its name in source, and what it imports. */
export interface NamedPackage {
  readonly importPath: string;
  readonly name: string;
  readonly imports: readonly string[];
}

export interface Caller extends NamedPackage {
  readonly facts: readonly CompilerFact[];
}

/** As if they were calls of the package itself: callees under their own names, in files that it does not have. */
export function callerFacts(pkg: NamedPackage, callers: readonly Caller[]): CompilerFact[] {
  return callers.filter(caller => isClear(pkg, caller)).flatMap(caller => factsAt(pkg, caller));
}

/** The compiler qualifies by names: of two imports that may have the same it does not tell which is meant. */
function isClear({ importPath, name }: NamedPackage, caller: Caller): boolean {
  return (
    caller.importPath !== importPath &&
    caller.imports.includes(importPath) &&
    !caller.imports.some(other => other !== importPath && mayBeNamed(other, name))
  );
}

/** `yaml` of `gopkg.in/yaml.v3` and `example.com/yaml/v2`. */
const mayBeNamed = (importPath: string, name: string) =>
  importPath.split('/').some(element => element.replace(/\.v\d+$|^go-/, '') === name);

function factsAt({ name }: NamedPackage, { importPath, facts }: Caller): CompilerFact[] {
  const places = new Set(facts.filter(f => f.kind === 'inlined' && f.expression.startsWith(`${name}.`)).map(placeKey));
  const qualifier = new RegExp(`(?<![\\p{L}\\p{N}_.])${name}\\.`, 'gu');
  return facts
    .filter(f => SAID.has(f.kind) && places.has(placeKey(f)))
    .map(f => ({ ...f, expression: f.expression.replace(qualifier, ''), file: `${importPath}/${f.file}` }));
}

const SAID: ReadonlySet<FactKind> = new Set(['inlined', 'escapes', 'moved', 'stays']);
const placeKey = ({ file, line, column }: CompilerFact) => `${file}:${line}:${column ?? ''}`;
