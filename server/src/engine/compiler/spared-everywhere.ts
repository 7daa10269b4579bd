/**
 * What a function allocates by its own lines, and never in the program: only its package calls it, it is inlined into each of these calls, and the
 * compiler keeps the value on the stack there. The lines are those of the function as nobody runs it.
 */
import { baseName } from '../base/paths.js';
import { isExported } from '../go/types/model.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';
import type { CompilerFact } from './facts.js';
import { factsOfFile, onStackAt } from './facts-index.js';
import type { JoinedSite } from './grown-slice.js';
import { declaredName, isSparedAt, placesOfInlined } from './inlined-callee.js';
import type { SourceFile } from './source-file.js';
import { mayOutgrowStack } from './unprinted.js';
import { CERTAIN } from './worth.js';

/** Whether the file may have such sites: then the whole package has to be looked at. `names`: functions that the file declares. */
export function mayBeSparedEverywhere(facts: readonly CompilerFact[], base: string, names: readonly string[]): boolean {
  const own = new Set(factsOfFile(facts, base).flatMap(f => (f.kind === 'escapes' ? f.expression : [])));
  return names.some(name => {
    const places = isExported(lastName(name)) ? [] : placesOfInlined(facts, name);
    return places.length > 0 && places.every(p => onStackAt(facts, p).some(f => own.has(f.expression)));
  });
}

/** True for such a site. `siblings` gives the package's other files by base name. */
export function isSparedEverywhere(
  context: DeclarationContext,
  { site, facts: own }: JoinedSite,
  siblings: (base: string) => SourceFile | undefined,
): boolean {
  const { tree, scopes, result } = context;
  const name = declaredName(tree);
  if (name === undefined || isExported(lastName(name)) || own.length === 0 || own.some(f => f.kind !== 'escapes')) return false;
  if (!CERTAIN.has(site.kind) || scopes.functionOf(site.node) !== 0) return false;
  if (own.some(f => mayOutgrowStack(context, site, f, result.goVersion.minor))) return false;
  const places = placesOfInlined(result.facts, name);
  if (places.length === 0 || !places.every(p => own.every(f => isSparedAt(result.facts, p, f)))) return false;
  const lines = new Set(places.map(p => `${p.file}:${p.line}`));
  return mentions(context, lastName(name), siblings)?.every(m => m.isCall && lines.has(`${m.file}:${m.line}`)) ?? false;
}

const lastName = (name: string) => name.slice(name.lastIndexOf('.') + 1);

interface Mention {
  readonly file: string;
  readonly line: number;
  readonly isCall: boolean;
}

/** Where the package's files name the function; undefined where one of them is not known. */
function mentions(
  { source, result, pkg }: DeclarationContext,
  name: string,
  siblings: (base: string) => SourceFile | undefined,
): Mention[] | undefined {
  // Evidence on one file of several is not about the package.
  if (result.files.length === 1 && pkg.files.filter(f => !f.isTest).length > 1) return undefined;
  const out: Mention[] = [];
  for (const base of result.files) {
    const file = base === baseName(source.path) ? source : siblings(base);
    if (!file) return undefined;
    if (!file.lines.text.includes(name)) continue;
    for (const { tree, offset } of file.syntax.declarations) {
      if (!tree.text.includes(name)) continue;
      for (const n of namesIn(tree, name)) {
        out.push({ file: base, line: file.lines.position(tree.starts[n]! + offset).line + 1, isCall: isCalled(tree, n) });
      }
    }
  }
  return out;
}

const NAMES: ReadonlySet<K> = new Set([K.Identifier, K.FieldIdentifier]);

/** Uses of the name, for whatever it stands there; not where a function is declared. */
function namesIn(tree: FlatTree, name: string): Node[] {
  const out: Node[] = [];
  for (let n = 0; n < tree.count; n++) {
    if (NAMES.has(tree.kinds[n]!) && tree.textOf(n) === name && !(tree.parent(n) === 0 && tree.fields[n] === F.Name)) out.push(n);
  }
  return out;
}

/** `f(x)`, `v.f(x)`. */
function isCalled(tree: FlatTree, name: Node): boolean {
  const p = tree.parent(name);
  const callee = tree.kind(p) === K.SelectorExpression && tree.last(p) === name ? p : name;
  const call = tree.parent(callee);
  return callee !== NONE && tree.kind(call) === K.CallExpression && calleeOf(tree, call) === callee;
}
