/** Go syntax -> facts of the file. Declarations whose tree and imports are unchanged keep their facts. */
import type { Span } from '../../base/finding.js';
import { type Sliced, whole } from '../../base/slices.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { MAX_IMPORTS } from '../../syntax/go-head-scan.js';
import type { GoSyntax } from '../../syntax/go-parser.js';
import type { ImportFact, ImportTable } from '../names/imports.js';
import { constraintOf, MAX_TOKENS } from './build-constraint.js';
import { readCLinks } from './c-links.js';
import { limited, type ReusableFacts, readDeclaration, type SiteReaders, unread } from './declaration.js';
import type { BuildConstraint, DeclarationFacts, DirectiveComment, GoFileFacts } from './facts.js';
import { readingSuppressions } from './suppressions.js';

/** go/ast.IsGenerated's pattern, as in https://go.dev/s/generatedcode. */
const GENERATED = /^\/\/ Code generated .* DO NOT EDIT\.$/;
/** Comments are read only in files with one of these. */
const COMMENTED = ['go:', 'preflight:', 'nolint', 'lint:ignore'];
/** Characters between a directive and what it stands above; more are not looked at. */
const MAX_ABOVE = 10_000;
/** Declarations of a generated file, then the reader rests. */
const UNREAD_PER_SLICE = 100;
/** Then reading directives rests: less than a millisecond of them. */
const COMMENTS_PER_SLICE = 1000;
const GO_BUILD = /^\/\/go:build[ \t]/;
const DIRECTIVE = /^\/\/\s*(?:\+\s*)?go:[a-z]/;

const C_THREADS = /\b(?:pthread_create|thrd_create) ?\(/;

/** Facts per tree and imports: trees are shared between versions of a text, so this is what makes an edit cheap. */
export class DeclarationCache {
  private readonly byTree = new WeakMap<FlatTree, { imports: string; facts: ReusableFacts }>();

  constructor(private readonly readSites: SiteReaders) {}

  *read(tree: FlatTree, imports: ImportTable, importKey: string): Sliced<ReusableFacts> {
    const hit = this.byTree.get(tree);
    if (hit && hit.imports === importKey) return hit.facts;
    const facts = yield* readDeclaration(tree, imports, this.readSites);
    this.byTree.set(tree, { imports: importKey, facts });
    return facts;
  }
}

/** True when the text before the package clause says that a tool wrote it. Cheap: no syntax needed. */
export function isGenerated(text: string): boolean {
  const at = text.indexOf('// Code generated ');
  if (at < 0) return false;
  const header = text.slice(0, /^package\b/m.exec(text)?.index ?? text.length);
  return header.split('\n').some(line => GENERATED.test(line.trimEnd()));
}

export function readGoFile(path: string, text: string, syntax: GoSyntax, cache: DeclarationCache): GoFileFacts {
  return whole(readingGoFile(path, text, syntax, cache));
}

/** The same in slices. */
export function* readingGoFile(path: string, text: string, syntax: GoSyntax, cache: DeclarationCache): Sliced<GoFileFacts> {
  const packageClause = syntax.declarations.find(d => d.tree.kind(0) === K.PackageClause);
  const imports = importsOf(syntax);
  if (imports.length === MAX_IMPORTS) yield;
  const table: ImportTable = new Map(imports.map(i => [i.name, i]));
  const importKey = imports.map(i => `${i.name} ${i.path}`).join('\n');
  const header = packageClause?.offset ?? Number.POSITIVE_INFINITY;
  const generated = isGenerated(text);
  yield;
  const comments = COMMENTED.some(word => text.includes(word)) ? commentsOf(syntax) : [];
  yield;
  const line = readBuildConstraint(text, syntax, header);
  const constraint = constraintOf(text);
  const fromC = imports.find(i => i.path === 'C');
  const declarations: DeclarationFacts[] = [];
  let sites = 0;
  for (const { offset, tree } of syntax.declarations) {
    if (!isDeclaration(tree.kind(0))) continue;
    // Nothing is reported in generated files, so their declarations are not read.
    const facts = generated ? unread(tree) : yield* cache.read(tree, table, importKey);
    sites += facts.allocationSites.length;
    declarations.push({ offset, ...limited(facts, sites) });
    if (!generated || declarations.length % UNREAD_PER_SLICE === 0) yield;
  }
  return {
    path,
    packageName: packageClause ? packageClause.tree.textOf(packageClause.tree.first(0)) : '',
    imports,
    usesCgo: fromC !== undefined,
    ...(fromC && cFacts(text.slice(0, fromC.span.start))),
    ...(line && { buildConstraint: line }),
    ...(constraint !== undefined && { constraint }),
    directives: yield* readingDirectives(text, comments, syntax),
    suppressions: yield* readingSuppressions(text, comments),
    generated,
    isTest: path.endsWith('_test.go'),
    recovers: text.includes('recover()'),
    hasError: syntax.hasError,
    declarations,
  };
}

/** What the C code above `import "C"` says. */
function cFacts(head: string): Pick<GoFileFacts, 'startsCThreads' | 'cLinks'> {
  const links = readCLinks(head) ?? 'unknown';
  return { ...(C_THREADS.test(head) && { startsCThreads: true }), ...(links.length > 0 && { cLinks: links }) };
}

function isDeclaration(kind: K): boolean {
  return kind !== K.PackageClause && kind !== K.ImportDeclaration && kind !== K.Comment;
}

function commentsOf(syntax: GoSyntax): Span[] {
  const inside = syntax.declarations.flatMap(d => d.tree.comments.map(c => ({ start: c.start + d.offset, end: c.end + d.offset })));
  return [...syntax.comments, ...inside].sort((a, b) => a.start - b.start);
}

/** What the declarations of a file declare; below the first of them Go takes no import. */
const DECLARED: Partial<Record<K, NonNullable<DirectiveComment['above']>>> = {
  [K.FunctionDeclaration]: 'function',
  [K.MethodDeclaration]: 'function',
  [K.TypeDeclaration]: 'type',
  [K.VarDeclaration]: 'variable',
  [K.ConstDeclaration]: 'constant',
};

/** The first declaration that begins at an offset or behind it. */
function firstFrom(declarations: GoSyntax['declarations'], offset: number): GoSyntax['declarations'][number] | undefined {
  let low = 0;
  for (let high = declarations.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (declarations[middle]!.offset >= offset) high = middle;
    else low = middle + 1;
  }
  return declarations[low];
}

function* readingDirectives(text: string, comments: readonly Span[], syntax: GoSyntax): Sliced<DirectiveComment[]> {
  const out: DirectiveComment[] = [];
  for (const [i, comment] of comments.entries()) {
    if (i % COMMENTS_PER_SLICE === COMMENTS_PER_SLICE - 1) yield;
    if (DIRECTIVE.test(text.slice(comment.start, comment.end))) out.push(directive(text, comment, syntax));
  }
  return out;
}

function directive(text: string, span: Span, syntax: GoSyntax): DirectiveComment {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = firstFrom(syntax.declarations, span.end);
  const kind = next && DECLARED[next.tree.kind(0)];
  const directly = next && next.offset - span.end < MAX_ABOVE && /^\r?\n(?:\/\/[^\n]*\n)*$/.test(text.slice(span.end, next.offset));
  return { text: text.slice(span.start, span.end), span, atLineStart: lineStart === span.start, ...(directly && kind && { above: kind }) };
}

/** What a file imports. With an import further down it is broken, and its head knows nothing of that. */
export function importsOf({ declarations }: GoSyntax): ImportFact[] {
  const found: ImportFact[] = [];
  for (const { tree, offset } of declarations) {
    if (DECLARED[tree.kind(0)] !== undefined || found.length >= MAX_IMPORTS) break;
    if (tree.kind(0) === K.ImportDeclaration) found.push(...importsIn(tree, offset));
  }
  return found.slice(0, MAX_IMPORTS);
}

/** Those that were read last of each tree. */
const imported = new WeakMap<FlatTree, { readonly offset: number; readonly imports: readonly ImportFact[] }>();

function importsIn(tree: FlatTree, offset: number): readonly ImportFact[] {
  const known = imported.get(tree);
  if (known?.offset === offset) return known.imports;
  const imports = readImports(tree, offset);
  imported.set(tree, { offset, imports });
  return imports;
}

/** Imports of a declaration that stands at an offset, as many as a file may have. */
function readImports(tree: FlatTree, offset: number): ImportFact[] {
  const out: ImportFact[] = [];
  const visit = (n: Node) => {
    for (const c of tree.children(n)) {
      if (out.length === MAX_IMPORTS) return;
      if (tree.kind(c) === K.ImportSpecList) visit(c);
      if (tree.kind(c) !== K.ImportSpec) continue;
      const pathNode = tree.field(c, F.Path);
      const path = tree.textOf(pathNode).slice(1, -1);
      if (pathNode === NONE || path === '') continue;
      const nameNode = tree.field(c, F.Name);
      const alias = nameNode === NONE ? undefined : tree.textOf(nameNode);
      const span = tree.span(pathNode);
      out.push({
        path,
        ...(alias !== undefined && { alias }),
        name: alias ?? packageNameOf(path),
        span: { start: span.start + offset, end: span.end + offset },
      });
    }
  };
  visit(0);
  return out;
}

/** The usual package name of an import path: last element without a major version, `gopkg.in`'s `.v2` or a `go-` prefix. */
export function packageNameOf(path: string): string {
  const end = path.slice(path.lastIndexOf('/') + 1);
  // Nearly all of them.
  if (end !== '' && !end.startsWith('v') && !end.includes('-') && !end.includes('.')) return end;
  const parts = path.split('/');
  let last = parts.pop() ?? path;
  if (/^v\d+$/.test(last) && parts.length > 0) last = parts.pop()!;
  return last
    .replace(/\.v\d+$/, '')
    .replace(/^go-|[-.]go$/g, '')
    .replace(/-/g, '_');
}

function readBuildConstraint(text: string, syntax: GoSyntax, header: number): BuildConstraint | undefined {
  const comment = syntax.comments.find(c => c.start < header && GO_BUILD.test(text.slice(c.start, c.end)));
  if (!comment) return undefined;
  const start = comment.start + '//go:build '.length;
  const expression = text.slice(start, comment.end).trimEnd();
  const tags: BuildConstraint['tags'][number][] = [];
  for (const { 1: not, 2: name, index } of expression.matchAll(/(!\s*)?([\w.]+)/g)) {
    if (tags.length === MAX_TOKENS) break;
    const at = start + index + (not?.length ?? 0);
    tags.push({ name: name!, span: { start: at, end: at + name!.length }, negated: not !== undefined });
  }
  return { expression, span: { start, end: start + expression.length }, tags };
}
