/**
 * Did the fix do what it promises? The compiler's findings before and after it are laid beside each other: what stood outside of the edits
 * moved with them, and what has no partner is new.
 */

import type { Edit, Finding } from '../../base/finding.js';
import { innermostLoop, loopDepth } from '../../go/body/enclosing.js';
import { isOnErrorPath } from '../../sites/error-path.js';
import { declarationOver } from '../../syntax/declaration-over.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { GoSyntax } from '../../syntax/go-parser.js';
import type { Remedy } from './remedy.js';

/** The compiler's findings in the files that the fix touches or whose compiler lines changed, by path; nothing about it was merged. */
export interface Compared {
  readonly before: ReadonlyMap<string, readonly Finding[]>;
  readonly after: ReadonlyMap<string, readonly Finding[]>;
}

/** What a fix is about. */
export interface Target {
  readonly finding: Finding;
  /** The compiler may print nothing about it although it allocates, so that no line of its need be there. */
  readonly mayBeUnprinted: boolean;
}

/** Syntax of a file, by path, before and after the fix. */
export interface BothSyntaxes {
  before(path: string): GoSyntax | undefined;
  after(path: string): GoSyntax | undefined;
}

/** True when the compiler's word about the fixed text is what the remedy's `proof` asks for. Only asked where loops matter. */
export function isProven(
  { finding: target, mayBeUnprinted }: Target,
  { edits, proof, saves = 1 }: Pick<Remedy, 'edits' | 'proof' | 'saves'>,
  { before, after }: Compared,
  syntax: BothSyntaxes,
): boolean {
  if (proof === 'builds') return true;
  const isKnown = (before.get(target.file) ?? []).some(f => f.span.start < target.span.end && target.span.start < f.span.end);
  if (!isKnown && !mayBeUnprinted) return false;
  const left = new Map<string, number>();
  for (const [path, findings] of before) {
    for (const { span } of findings) {
      const at = moved(span.start, path, edits);
      if (at === undefined || (path === target.file && span.start === target.span.start && span.end === target.span.end)) continue;
      const key = `${path}:${at}`;
      left.set(key, (left.get(key) ?? 0) + 1);
    }
  }
  const added: Finding[] = [];
  for (const [path, findings] of after) {
    for (const finding of findings) {
      const key = `${path}:${finding.span.start}`;
      const count = left.get(key) ?? 0;
      if (count > 0) left.set(key, count - 1);
      else added.push(finding);
    }
  }
  if (proof === 'reused') return added.every(f => happensSeldom(f, syntax.after(f.file)));
  if (proof === 'onFailure') return added.every(f => isOfFailure(f, syntax.after(f.file)));
  if (proof === 'outOfCall') return added.every(f => depthAt(f, syntax.after(f.file)) <= 0);
  if (proof === 'replaced') return !added.some(f => f.rule === target.rule);
  if (proof === 'fewer') {
    const deepest = depthAt(target, syntax.before(target.file));
    return count(before) - count(after) >= saves && added.every(f => depthAt(f, syntax.after(f.file)) <= deepest);
  }
  const depth = proof === 'outOfLoop' ? depthAt(target, syntax.before(target.file)) : 0;
  return added.every(f => depthAt(f, syntax.after(f.file)) < depth);
}

const count = (files: ReadonlyMap<string, readonly Finding[]>) => [...files.values()].reduce((n, findings) => n + findings.length, 0);

/** Where an offset of the old text is in the new one; undefined when it was replaced. */
function moved(offset: number, path: string, edits: readonly Edit[]): number | undefined {
  let shift = 0;
  for (const { file, span, newText } of edits) {
    if (file !== path || span.start > offset) continue;
    // An insertion in front of the offset pushes it away.
    if (span.end > offset) return undefined;
    shift += newText.length - (span.end - span.start);
  }
  return offset + shift;
}

/** Loops around a finding; -1 for one outside of functions, which happens once in the life of the program. */
function depthAt({ span }: Finding, syntax: GoSyntax | undefined): number {
  const declaration = syntax && declarationOver(syntax, { start: span.start, end: span.start });
  if (!declaration) return 0;
  const { tree, offset } = declaration;
  const node = tree.nodeAt(span.start - offset);
  if (tree.kind(0) === K.VarDeclaration && tree.ancestor(node, K.FuncLiteral) === NONE) return -1;
  return innermostLoop(tree, node) === NONE ? 0 : loopDepth(tree, node);
}

function isOfFailure({ span }: Finding, syntax: GoSyntax | undefined): boolean {
  const declaration = syntax && declarationOver(syntax, { start: span.start, end: span.start });
  if (!declaration) return false;
  const { tree, offset } = declaration;
  return isOnErrorPath(tree, tree.nodeAt(span.start - offset));
}

/** What `New` of a `sync.Pool` makes. */
function isForEmptyPool(tree: FlatTree, node: Node): boolean {
  const literal = tree.ancestor(node, K.FuncLiteral);
  const element = literal === NONE ? NONE : tree.ancestor(literal, K.KeyedElement);
  const pool = element === NONE ? NONE : tree.ancestor(element, K.CompositeLiteral);
  return pool !== NONE && tree.textOf(tree.first(element)) === 'New' && tree.textOf(tree.first(pool)).endsWith('.Pool');
}

/** An append, what an empty pool makes, or what is made where `cap` says that there is too little room. */
function happensSeldom({ span }: Finding, syntax: GoSyntax | undefined): boolean {
  const declaration = syntax && declarationOver(syntax, { start: span.start, end: span.start });
  if (!declaration) return false;
  const { tree, offset } = declaration;
  const node = tree.nodeAt(span.start - offset);
  const call = tree.kind(node) === K.CallExpression ? node : tree.ancestor(node, K.CallExpression);
  if (call !== NONE && /(?:^|\.)[aA]ppend\w*$/.test(tree.textOf(calleeOf(tree, call)))) return true;
  if (isForEmptyPool(tree, node)) return true;
  const check = tree.ancestor(node, K.IfStatement);
  return check !== NONE && tree.textOf(tree.field(check, F.Condition)).startsWith('cap(');
}

/** The text with the edits in it; undefined when they overlap. Insertions at one place keep their order. */
export function editedText(text: string, edits: readonly Pick<Edit, 'span' | 'newText'>[]): string | undefined {
  const ordered = edits.map((e, i) => ({ ...e, i })).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.i - b.i);
  let out = '';
  let at = 0;
  for (const { span, newText } of ordered) {
    if (span.start < at || span.end > text.length) return undefined;
    out += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return out + text.slice(at);
}

/** The texts of all files that the edits change, by path; undefined when edits overlap or a file's text is not known. */
export function editedTexts(edits: readonly Edit[], textOf: (path: string) => string | undefined): Map<string, string> | undefined {
  const out = new Map<string, string>();
  for (const path of new Set(edits.map(e => e.file))) {
    const text = textOf(path);
    const own = edits.filter(e => e.file === path);
    const edited = text === undefined ? undefined : editedText(text, own);
    if (edited === undefined) return undefined;
    out.set(path, edited);
  }
  return out;
}
