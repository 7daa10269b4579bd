/**
 * What a declaration adds to a running program: the names it mentions, by which the parts of a program are reached, and the calls that need a
 * file of the machine it runs on. Read on demand, for programs that an image starts.
 */

import { Faults } from '../../base/faults.js';
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { GoSyntax } from '../../syntax/go-parser.js';
import type { ImportTable } from '../names/imports.js';
import { PackageNames } from '../names/package-names.js';
import { readSymbols } from '../names/read-symbols.js';
import { Scopes } from '../names/scope.js';
import { WrittenTypes } from '../names/written-types.js';
import { type ConstantText, constantText, textConstants } from '../types/constant-text.js';
import { mayBeDead } from '../types/constants.js';
import type { DeclarationSyntax } from './declaration-syntax.js';
import type { GoFileFacts } from './facts.js';
import { type NamedOrigin, originOf, originsIn, type ValueOrigin } from './value-origin.js';

export type FileNeed = 'certificates' | 'time zones' | 'temporary folder' | 'users';

/** A call that reads or writes a file which not every image has. Offsets are relative to the declaration. */
export interface FileUse {
  readonly need: FileNeed;
  /** As a reader knows it: `http.Get`. */
  readonly call: string;
  readonly span: Span;
  /** The argument that decides: URL, address, zone. */
  readonly text?: ConstantText;
  /** Of the receiver, whose type decides whether it is this call at all. */
  readonly receiver?: ValueOrigin;
}

/** Names are written `import/path Name`, those of the own package ` Name`, methods ` T.Name`; of an unknown receiver `.Name`. */
export interface Mentions {
  readonly names: readonly string[];
  readonly uses: readonly FileUse[];
}

export interface ProgramPart {
  /** What it declares: `f`, `T`, `T.m`, `v`. */
  readonly declares: readonly string[];
  /** Runs whenever the package is part of a program: initialisers, and init. */
  readonly starts: Mentions;
  /** Runs, or exists, when one of the declared names is mentioned. */
  readonly holds: Mentions;
  readonly constants: readonly (readonly [name: string, text: ConstantText])[];
  readonly origins: readonly NamedOrigin[];
}

const NO_MENTIONS: Mentions = { names: [], uses: [] };

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
    constants: textConstants(syntax),
    origins: originsIn(syntax, declares),
  };
}

function mentionsIn(syntax: DeclarationSyntax, counts: (n: Node) => boolean): Mentions {
  const { tree } = syntax;
  const names = new Set<string>();
  const uses: FileUse[] = [];
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (kind === K.CallExpression) {
      const use = fileUse(syntax, n);
      if (use && counts(n) && !tree.hasError && !mayBeDead(syntax, n)) uses.push(use);
    } else if (kind === K.Identifier || kind === K.TypeIdentifier || kind === K.SelectorExpression) {
      const name = mentioned(syntax, n, kind);
      if (name !== undefined && counts(n)) names.add(name);
    }
  }
  return { names: [...names], uses };
}

function mentioned(syntax: DeclarationSyntax, n: Node, kind: K): string | undefined {
  const { tree, scopes, imports } = syntax;
  if (kind === K.SelectorExpression) return ofSelector(syntax, n);
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

function ofSelector({ tree, types, packages }: DeclarationSyntax, n: Node): string {
  const operand = tree.first(n);
  const name = tree.textOf(tree.last(n));
  const pkg = packages.of(operand);
  if (pkg !== undefined) return `${pkg} ${name}`;
  const written = types.of(operand);
  const type = written.kind === 'pointer' ? types.ofType(written.elem) : written;
  return type.kind === 'name' ? `${type.pkg} ${type.name}.${name}` : `.${name}`;
}

/** Which argument decides, by function: `import/path Name`. */
const CALLS = table<{ readonly need: FileNeed; readonly argument?: number }>({
  'net/http Get': { need: 'certificates', argument: 0 },
  'net/http Head': { need: 'certificates', argument: 0 },
  'net/http Post': { need: 'certificates', argument: 0 },
  'net/http PostForm': { need: 'certificates', argument: 0 },
  'net/http NewRequest': { need: 'certificates', argument: 1 },
  'net/http NewRequestWithContext': { need: 'certificates', argument: 2 },
  'time LoadLocation': { need: 'time zones', argument: 0 },
  'os CreateTemp': { need: 'temporary folder', argument: 0 },
  'os MkdirTemp': { need: 'temporary folder', argument: 0 },
  'io/ioutil TempFile': { need: 'temporary folder', argument: 0 },
  'io/ioutil TempDir': { need: 'temporary folder', argument: 0 },
  'os/user Current': { need: 'users' },
  'os/user Lookup': { need: 'users' },
  'os/user LookupId': { need: 'users' },
});
/** Methods of http.Client that take the URL first. */
const CLIENT_CALLS = /^(?:Get|Head|Post|PostForm)$/;

function fileUse(syntax: DeclarationSyntax, call: Node): FileUse | undefined {
  const { tree, packages } = syntax;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const operand = tree.first(callee);
  const name = tree.textOf(tree.last(callee));
  const pkg = packages.of(operand);
  const span = tree.span(call);
  if (pkg === undefined) {
    if (!CLIENT_CALLS.test(name)) return undefined;
    const text = constantText(syntax, argumentsOf(tree, call)[0] ?? NONE);
    const receiver = isUrl(text) ? originOf(syntax, operand) : undefined;
    return receiver && { need: 'certificates', call: `http.Client.${name}`, span, text, receiver };
  }
  const known = CALLS[`${pkg} ${name}`];
  if (!known) return undefined;
  const argument = known.argument === undefined ? NONE : (argumentsOf(tree, call)[known.argument] ?? NONE);
  const text = known.argument === undefined ? undefined : isTempDir(syntax, argument) ? EMPTY : constantText(syntax, argument);
  return { need: known.need, call: `${pkg.slice(pkg.lastIndexOf('/') + 1)}.${name}`, span, ...(text && { text }) };
}

const EMPTY: ConstantText = { pieces: [''], open: false };

function isUrl({ pieces: [first] }: ConstantText): boolean {
  return first !== undefined && (typeof first !== 'string' || first.startsWith('https://'));
}

/** `os.TempDir()`, which is what an empty folder stands for. */
function isTempDir({ tree, packages }: DeclarationSyntax, e: Node): boolean {
  const callee = tree.kind(e) === K.CallExpression ? calleeOf(tree, e) : NONE;
  return isNamed(tree, callee) && packages.of(tree.first(callee)) === 'os' && tree.textOf(tree.last(callee)) === 'TempDir';
}

const isNamed = (tree: FlatTree, callee: Node) => tree.kind(callee) === K.SelectorExpression;

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
