/**
 * What a remedy is: an edit that answers an escape, and what the compiler must say about the edited text before anybody calls it verified.
 * Remedies are looked for when a person opens the light bulb, never while typing; so they may read whole files of the package.
 */

import type { Edit, Finding, Fix, Span } from '../../base/finding.js';
import type { GoVersion } from '../../base/go-version.js';
import type { Message } from '../../base/message.js';
import { whole } from '../../base/slices.js';
import type { ImportTable } from '../../go/names/imports.js';
import { PackageNames } from '../../go/names/package-names.js';
import { Scopes } from '../../go/names/scope.js';
import type { GoPackage } from '../../go/package/go-package.js';
import type { TreeTypes } from '../../go/types/checking.js';
import { declarationOver } from '../../syntax/declaration-over.js';
import type { FlatTree, Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import type { SourceFile } from '../source-file.js';

/**
 * `gone`: the allocation is no longer reported, and no other one has come. `outOfLoop`: as `gone`, but one outside of the loop may have
 * come. `onFailure`: as `gone`, but one on an error path may have come. `outOfCall`: as `outOfLoop`, where the loop is the caller's. `reused`: as `gone`, but a buffer that is kept may grow. `replaced`: the reported allocation has gone; what the new code allocates is less, for a reason that the remedy knows.
 * `fewer`: others may have come, but in all there are `saves` less. `builds`: the compiler can only tell that the text compiles.
 */
export type Proof = 'gone' | 'outOfLoop' | 'outOfCall' | 'onFailure' | 'reused' | 'replaced' | 'fewer' | 'builds';

export interface Remedy extends Fix {
  readonly proof: Proof;
  /** Heap allocations that are there no more, for `fewer`. */
  readonly saves?: number;
  readonly title: Message;
  /** What is true once the proof holds, in parentheses behind the title. */
  readonly verified: Message;
}

export interface RemedyContext {
  readonly finding: Finding;
  readonly source: SourceFile;
  readonly declaration: Declaration;
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  /** What the checker of types knows of the declaration; undefined where nobody can tell. */
  readonly typed: TreeTypes | undefined;
  readonly packages: PackageNames;
  readonly pkg: GoPackage;
  /** The expressions and names with exactly the finding's span, outermost first; never empty. */
  readonly nodes: readonly Node[];
  /** Language version of the module (`go` line of go.mod). */
  readonly language: GoVersion;
  /** The Go files of the directory whose text holds `name`, tests and this one included; undefined when a file of it is not known. */
  packageFiles(name: string): readonly SourceFile[] | undefined;
  /** An edit of this file; the span is relative to the declaration. */
  edit(span: Span, newText: string): Edit;
}

/** Undefined when the remedy does not fit. A remedy that throws is a bug, and loses itself only. */
export type RemedyReader = (context: RemedyContext) => Remedy | undefined;

export interface RemedyRequest {
  readonly finding: Finding;
  readonly source: SourceFile;
  readonly pkg: GoPackage;
  readonly language: GoVersion;
  packageFiles(name: string): readonly SourceFile[] | undefined;
}

/** Undefined when the finding does not stand on whole nodes of one declaration. */
export function contextOf({ finding, source, pkg, language, packageFiles }: RemedyRequest): RemedyContext | undefined {
  const { start, end } = finding.span;
  const declaration = declarationOver(source.syntax, finding.span);
  if (!declaration || declaration.tree.hasError) return undefined;
  const { tree, offset } = declaration;
  const nodes = tree.nodesOver(start - offset, end - offset);
  if (nodes.length === 0) return undefined;
  const imports: ImportTable = new Map(source.facts.imports.map(i => [i.name, i]));
  const scopes = Scopes.of(tree);
  const edit = (span: Span, newText: string): Edit => ({
    file: source.path,
    span: { start: span.start + offset, end: span.end + offset },
    newText,
  });
  const packages = new PackageNames(tree, scopes, imports);
  return {
    ...{ finding, source, declaration, tree, scopes, packages, pkg, nodes, language, packageFiles, edit },
    // Most remedies refuse before they need a type.
    get typed() {
      return typesIn(source, declaration);
    },
  };
}

/** The same of another declaration of the package: what a callee does with what it is given. */
export function contextIn(context: RemedyContext, source: SourceFile, declaration: Declaration): RemedyContext {
  const { tree } = declaration;
  const scopes = Scopes.of(tree);
  const packages = new PackageNames(tree, scopes, new Map(source.facts.imports.map(i => [i.name, i])));
  return { ...context, source, declaration, tree, scopes, packages, nodes: [], typed: typesIn(source, declaration) };
}

/** What the checker of types knows of a declaration of a file. */
export function typesIn({ typing }: SourceFile, { offset }: Declaration): TreeTypes | undefined {
  const work = typing?.(offset);
  return work && whole(work);
}
