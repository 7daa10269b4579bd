/**
 * What a declaration adds to a running program: the names it mentions, by which the parts of a program are reached, and the calls that need a
 * file of the machine it runs on. Read on demand, for programs that an image starts.
 */

import { Faults } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { GoSyntax } from '../../syntax/go-parser.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { ImportTable } from '../names/imports.js';
import { PackageNames } from '../names/package-names.js';
import { readSymbols } from '../names/read-symbols.js';
import { Scopes } from '../names/scope.js';
import { WrittenTypes } from '../names/written-types.js';
import { constantText, textConstants } from '../types/constant-text.js';
import { mayBeDead } from '../types/constants.js';
import { valueSpecs } from '../types/declarations.js';
import type { DeclarationSyntax } from './declaration-syntax.js';
import type { GoFileFacts } from './facts.js';
import { type FileUse, fileUse, nameOfSelector } from './file-uses.js';
import { byDefault, defaultOfFlag, type PossibleText, possibleTexts } from './possible-texts.js';
import { type NamedOrigin, originsIn } from './value-origin.js';

/** Names are written `import/path Name`, those of the own package ` Name`, methods ` T.Name`; of an unknown receiver `.Name`. */
export interface Mentions {
  readonly names: readonly string[];
  readonly uses: readonly FileUse[];
  /** What calls of functions give to them, where it may decide something. */
  readonly given: readonly GivenText[];
  /** Variables of packages that are written, or may be: their addresses are taken. */
  readonly written: readonly string[];
}

export interface GivenText {
  /** The function, as in `names`. */
  readonly to: string;
  readonly position: number;
  readonly text: PossibleText;
}

export interface ProgramPart {
  /** What it declares: `f`, `T`, `T.m`, `v`. */
  readonly declares: readonly string[];
  /** Runs whenever the package is part of a program: initialisers, and init. */
  readonly starts: Mentions;
  /** Runs, or exists, when one of the declared names is mentioned. */
  readonly holds: Mentions;
  /** What constants and variables of the package hold from the start; `*v`: what a flag of the command line is by default. */
  readonly constants: readonly (readonly [name: string, text: PossibleText])[];
  readonly origins: readonly NamedOrigin[];
}

const NO_MENTIONS: Mentions = { names: [], uses: [], given: [], written: [] };

export function readProgramPart(syntax: DeclarationSyntax): ProgramPart {
  const { tree } = syntax;
  const symbols = readSymbols(syntax);
  const declares = [
    ...symbols.types.map(s => s.name),
    ...symbols.values.map(s => s.name),
    ...symbols.functions.map(s => (s.receiver === undefined ? s.name : `${s.receiver}.${s.name}`)),
  ];
  const isInit = tree.kind(0) === K.FunctionDeclaration && declares[0] === 'init';
  const isVar = tree.kind(0) === K.VarDeclaration;
  const all = mentionsIn(syntax, () => true);
  return {
    declares: isInit ? [] : declares,
    starts: isInit ? all : isVar ? mentionsIn(syntax, n => tree.ancestor(n, K.FuncLiteral) === NONE) : NO_MENTIONS,
    holds: isInit ? NO_MENTIONS : all,
    constants: [...textConstants(syntax), ...textVariables(syntax)],
    origins: originsIn(syntax, declares),
  };
}

function mentionsIn(syntax: DeclarationSyntax, counts: (n: Node) => boolean): Mentions {
  const { tree } = syntax;
  const names = new Set<string>();
  const uses: FileUse[] = [];
  const given: GivenText[] = [];
  const written = new Set<string>();
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (kind === K.CallExpression) {
      const use = fileUse(syntax, n);
      if (use && counts(n) && !tree.hasError && !mayBeDead(syntax, n)) uses.push(use);
      if (!use && counts(n)) given.push(...givenBy(syntax, n));
    } else if (kind === K.Identifier || kind === K.TypeIdentifier || kind === K.SelectorExpression) {
      const name = mentioned(syntax, n, kind);
      if (name !== undefined && counts(n)) names.add(name);
      // Wherever it stands: an initialiser's literal may run at any time.
      if (name !== undefined && (isWritten(tree, pointedBy(tree, n)) || isAddressed(tree, n))) written.add(name);
    }
  }
  return { names: [...names], uses, given, written: [...written] };
}

/** `*v` for `v`. */
const pointedBy = (tree: FlatTree, n: Node) =>
  tree.parentKind(n) === K.UnaryExpression && tree.op(tree.parent(n)) === '*' ? tree.parent(n) : n;

function mentioned(syntax: DeclarationSyntax, n: Node, kind: K): string | undefined {
  const { tree, scopes, imports } = syntax;
  if (kind === K.SelectorExpression) return nameOfSelector(syntax, n);
  const parent = tree.parentKind(n);
  if (parent === K.QualifiedType) {
    const path = imports.get(tree.textOf(tree.first(tree.parent(n))))?.path;
    return kind === K.TypeIdentifier && path !== undefined ? `${path} ${tree.textOf(n)}` : undefined;
  }
  // `Field: value`: a key of a literal is no mention of what has its name.
  if (
    parent === K.LiteralElement &&
    tree.parentKind(tree.parent(n)) === K.KeyedElement &&
    tree.first(tree.parent(tree.parent(n))) === tree.parent(n)
  )
    return undefined;
  if (kind === K.Identifier && (scopes.variableOf(n) || tree.fields[n] === F.Name)) return undefined;
  return ` ${tree.textOf(n)}`;
}

/** What may be an address or a zone. */
const MAY_DECIDE = /^(?:https:\/\/|[A-Z][A-Za-z_]*(?:\/|$))/;

/** Texts that a call gives to a function of this module, or of another. */
function givenBy(syntax: DeclarationSyntax, call: Node): GivenText[] {
  const { tree, scopes } = syntax;
  const callee = calleeOf(tree, call);
  const kind = tree.kind(callee);
  if (kind !== K.Identifier && kind !== K.SelectorExpression) return [];
  if (kind === K.Identifier && scopes.variableOf(callee)) return [];
  const args = argumentsOf(tree, call);
  if (args.length > MAX_ARGUMENTS) return [];
  const found = args.flatMap((arg, position) =>
    possibleTexts(syntax, arg).flatMap(text => {
      const [first] = text.pieces;
      return typeof first !== 'string' || MAY_DECIDE.test(first) ? [{ position, text }] : [];
    }),
  );
  if (found.length === 0) return [];
  const to = kind === K.Identifier ? ` ${tree.textOf(callee)}` : nameOfSelector(syntax, callee);
  return to.startsWith('.') ? [] : found.map(f => ({ to, ...f }));
}

/** Of a call with more, nothing is followed. */
const MAX_ARGUMENTS = 12;

/** `var base = "https://…"` and `var base = flag.String("base", "https://…", "")` of a package. */
function textVariables(syntax: DeclarationSyntax): readonly (readonly [name: string, text: PossibleText])[] {
  const { tree } = syntax;
  if (tree.kind(0) !== K.VarDeclaration) return [];
  return valueSpecs(tree, 0).flatMap(({ names, values }) =>
    names.length !== values.length
      ? []
      : names.flatMap((name, i) => {
          const text = constantText(syntax, values[i]!);
          const named = tree.textOf(name);
          // The linker may set another (`-X`).
          if (text.pieces.length > 0) return byDefault([text]).map(t => [named, t] as const);
          return defaultOfFlag(syntax, values[i]!).map(t => [`*${named}`, t] as const);
        }),
  );
}

/** A part and where its declaration begins. */
export interface PlacedPart {
  readonly offset: number;
  readonly part: ProgramPart;
}

/** Parts per tree and imports, so that an edit reads one declaration anew. */
export class PartCache {
  private readonly byTree = new WeakMap<FlatTree, { readonly imports: string; readonly part: ProgramPart }>();

  /** A declaration each slice. */
  *read(syntax: GoSyntax, { imports }: GoFileFacts): Sliced<readonly PlacedPart[]> {
    const table: ImportTable = new Map(imports.map(i => [i.name, i]));
    const key = imports.map(i => `${i.name} ${i.path}`).join('\n');
    const parts: PlacedPart[] = [];
    for (const { offset, tree } of syntax.declarations) {
      const kind = tree.kind(0);
      if (kind === K.PackageClause || kind === K.ImportDeclaration || kind === K.Comment) continue;
      const known = this.byTree.get(tree);
      const part = known?.imports === key ? known.part : yield* readPart(tree, table);
      if (part !== known?.part) this.byTree.set(tree, { imports: key, part });
      parts.push({ offset, part });
    }
    return parts;
  }
}

function* readPart(tree: FlatTree, imports: ImportTable): Sliced<ProgramPart> {
  const scopes = yield* Scopes.reading(tree);
  yield;
  const types = new WrittenTypes(tree, scopes, imports);
  return readProgramPart({ tree, scopes, types, packages: new PackageNames(tree, scopes, imports), imports, faults: new Faults() });
}
