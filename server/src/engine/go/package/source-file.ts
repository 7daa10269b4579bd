/** Go files as the resolver of types sees them: read from trees that are there, or scanned, with a tree for what is asked for only. */

import { TooMuchWork } from '../../base/faults.js';
import { ownText } from '../../base/own-text.js';
import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ScannedImport } from '../../syntax/go-head-scan.js';
import { type GoParser, type GoSyntax, NO_SYNTAX } from '../../syntax/go-parser.js';
import { type DeclarationKind, type GoScan, scanGo } from '../../syntax/go-scan.js';
import type { ImportFact } from '../names/imports.js';
import type { SourceDeclaration, SourceFile } from '../types/importer.js';
import { constraintOf } from './build-constraint.js';
import { asksPool, keepsBody } from './kept-body.js';
import type { FileHead } from './package-files.js';
import { importsOf, packageNameOf } from './read-file.js';
import { keptParts, ScannedSource } from './scanned-source.js';

/** A file, with what decides whether a build takes it. */
export interface HeadedFile extends FileHead {
  readonly source: SourceFile;
  /** What others may know of the file: equal keys, equal outlines. */
  key(): readonly string[];
}

/** True when others may know the same of both. */
export function sameOutline(a: HeadedFile, b: HeadedFile): boolean {
  if (a === b) return true;
  if (a.packageName !== b.packageName || a.constraint !== b.constraint) return false;
  const [one, other] = [a.key(), b.key()];
  if (one.length !== other.length) return false;
  const imports = ({ source }: HeadedFile) => source.imports.map(i => `${i.alias ?? ''} ${i.path}`).join('\n');
  return one.every((outline, i) => outline === other[i]) && imports(a) === imports(b);
}

/** Longer texts that no scan understands are parsed in slices, by who looks at them, or not at all (UTF-16 units): these take 20 ms. */
const MAX_BROKEN = 60_000;

/**
 * A file that is scanned: keeps of the text what stands outside of bodies and comments, and not the text itself. Throws where that is no plain Go,
 * and too long to be parsed at once.
 */
export function scannedFile(path: string, text: string, parser: GoParser): HeadedFile {
  const scan = scanGo(text);
  if (!scan) return withoutBodies(path, text, parser);
  const imports = scan.imports.map(ownImport);
  const declarations = outlines(text, scan, parser);
  return headed(text, scan.packageName, { path, imports, declarations, namesPools: namesPools(imports, text) });
}

/** The same of a file that nobody tells of: one that is too long stands without declarations. */
export function scannedOrEmpty(path: string, text: string, parser: GoParser): HeadedFile {
  try {
    return scannedFile(path, text, parser);
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    return parsedFile(path, '', NO_SYNTAX);
  }
}

/** What is told of a file by its text and by what it is made of. */
export function headed(text: string, packageName: string, source: SourceFile): HeadedFile {
  const constraint = constraintOf(text);
  return {
    ...{ path: source.path, packageName: ownText(packageName), usesCgo: source.imports.some(i => i.path === 'C') },
    ...(constraint !== undefined && { constraint: ownText(constraint) }),
    ...{ source, key: () => source.declarations.map(d => d.outline) },
  };
}

function withoutBodies(path: string, text: string, parser: GoParser): HeadedFile {
  if (text.length > MAX_BROKEN) throw new TooMuchWork();
  const syntax = parser.parse(text, () => false);
  return parsedFile(path, text, syntax);
}

export const namesPools = (imports: readonly ImportFact[], text: string): boolean =>
  imports.some(({ path }) => path === 'sync') && text.includes('Pool');

export const ownImport = ({ path, alias, span }: ScannedImport): ImportFact => importFact(ownText(path), alias && ownText(alias), span);

function importFact(path: string, alias: string | undefined, span: ImportFact['span']): ImportFact {
  return { path, ...(alias && { alias }), name: alias || packageNameOf(path), span };
}

/** Declarations of a text, which keep of it what others may ask for. */
export function outlines(text: string, scan: GoScan, parser: GoParser): ScannedSource[] {
  const heads = scan.declarations.map(({ span, body }) => text.slice(span.start, body ?? span.end));
  const mayAskPool = asksPool(text);
  const bodies = scan.declarations.map(({ span, body }) => {
    const code = body === undefined ? '' : text.slice(body, span.end);
    return keepsBody(code, mayAskPool) ? code : '';
  });
  const kept = keptParts(text, [...heads, ...bodies]);
  return scan.declarations.map((declaration, i) => new ScannedSource(declaration, kept[i]!, kept[heads.length + i]!, parser));
}

class ParsedSource implements SourceDeclaration {
  readonly receiver?: string;
  private keeps: boolean | undefined;

  constructor(
    readonly kind: DeclarationKind,
    readonly names: readonly string[],
    receiver: string | undefined,
    public offset: number,
    readonly tree: FlatTree,
    readonly outline: string,
  ) {
    if (receiver !== undefined) this.receiver = receiver;
  }

  get length(): number {
    return this.tree.text.length;
  }

  get code(): string | undefined {
    return this.whole?.text;
  }

  get whole(): FlatTree | undefined {
    this.keeps ??= this.keepsBody();
    return this.keeps ? this.tree : undefined;
  }

  private keepsBody(): boolean {
    const body = this.kind === 'func' || this.kind === 'method' ? this.tree.field(0, F.Body) : NONE;
    return body !== NONE && keepsBody(this.tree.textOf(body));
  }
}

/** The declarations of a file that has another text with the same outline now: objects of those that are as they were stay, wherever they move. */
export function follow(before: readonly SourceDeclaration[], now: readonly SourceDeclaration[]): readonly SourceDeclaration[] {
  return now.map((next, i) => {
    const old = before[i];
    if (old instanceof ScannedSource && next instanceof ScannedSource) {
      old.follow(next);
      return old;
    }
    if (!(old instanceof ParsedSource && next instanceof ParsedSource && old.tree === next.tree)) return next;
    old.offset = next.offset;
    return old;
  });
}

const KINDS: Partial<Record<K, DeclarationKind>> = {
  [K.FunctionDeclaration]: 'func',
  [K.MethodDeclaration]: 'method',
  [K.TypeDeclaration]: 'type',
  [K.VarDeclaration]: 'var',
  [K.ConstDeclaration]: 'const',
};

/** What a tree declares: read once, since trees are shared between versions of a text. */
interface Declared {
  readonly names: readonly string[];
  readonly receiver?: string;
  readonly outline: string;
}

const declaredBy = new WeakMap<FlatTree, Declared>();

/** A file whose trees are there, of an open document for example. */
export function parsedFile(path: string, text: string, syntax: GoSyntax): HeadedFile {
  const clause = syntax.declarations.find(d => d.tree.kind(0) === K.PackageClause);
  const imports = importsOf(syntax);
  const declarations: SourceDeclaration[] = [];
  const key: string[] = [];
  for (const { offset, tree } of syntax.declarations) {
    const kind = KINDS[tree.kind(0)];
    if (!kind) continue;
    const { names, receiver, outline } = declared(tree);
    declarations.push(new ParsedSource(kind, names, receiver, offset, tree, outline));
    key.push(outline);
  }
  const packageName = clause ? clause.tree.textOf(clause.tree.first(0)) : '';
  return { ...headed(text, packageName, { path, imports, declarations, namesPools: namesPools(imports, text) }), key: () => key };
}

/** Then reading what they declare rests. */
const DECLARATIONS_PER_SLICE = 200;

/** Reads what trees declare, in slices: a file that is made of them finds it. */
export function* readingDeclared({ declarations }: GoSyntax): Sliced<void> {
  for (const [i, { tree }] of declarations.entries()) {
    if (KINDS[tree.kind(0)]) declared(tree);
    if (i % DECLARATIONS_PER_SLICE === DECLARATIONS_PER_SLICE - 1) yield;
  }
}

function declared(tree: FlatTree): Declared {
  let found = declaredBy.get(tree);
  if (!found) {
    found = read(tree);
    declaredBy.set(tree, found);
  }
  return found;
}

function read(tree: FlatTree): Declared {
  const kind = tree.kind(0);
  if (kind !== K.FunctionDeclaration && kind !== K.MethodDeclaration) return { names: [...specNames(tree, 0)], outline: tree.text };
  const receiver = kind === K.MethodDeclaration ? receiverOf(tree) : undefined;
  const body = tree.field(0, F.Body);
  return {
    names: [tree.textOf(tree.field(0, F.Name))],
    ...(receiver !== undefined && { receiver }),
    // As a scan tells it.
    outline: body === NONE ? tree.text : `${tree.text.slice(0, tree.starts[body])}{}`,
  };
}

const SPECS = new Set([K.TypeSpec, K.TypeAlias, K.VarSpec, K.ConstSpec]);

function* specNames(tree: FlatTree, n: Node): Generator<string> {
  for (const c of tree.children(n)) {
    if (tree.kind(c) === K.VarSpecList) yield* specNames(tree, c);
    if (!SPECS.has(tree.kind(c))) continue;
    for (const name of tree.children(c)) if (tree.fields[name] === F.Name) yield tree.textOf(name);
  }
}

function receiverOf(tree: FlatTree): string | undefined {
  const list = tree.field(0, F.Receiver);
  let type = tree.field(tree.first(list), F.Type);
  for (;;) {
    const kind = tree.kind(type);
    if (kind === K.PointerType || kind === K.ParenthesizedType) type = tree.first(type);
    else if (kind === K.GenericType) type = tree.field(type, F.Type);
    else return kind === K.TypeIdentifier ? tree.textOf(type) : undefined;
  }
}
