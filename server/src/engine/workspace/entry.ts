/** What a table keeps of one file. */
import type { LineIndex } from '../base/line-index.js';
import { whole } from '../base/slices.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { headOf } from '../go/package/head.js';
import type { PlacedPart } from '../go/package/program-parts.js';
import type { FileFacts } from '../program/file-facts.js';
import type { GoDocument, GoSyntax } from '../syntax/go-parser.js';
import type { Depth, FileReader } from './file-reader.js';
import { declaredIn, type KnownGoFile, outlineOf, type Wants } from './known-go-file.js';

export interface Entry {
  readonly text: string;
  lines: LineIndex | undefined;
  readonly facts: FileFacts;
  document: GoDocument | undefined;
  open: boolean;
  /** The trees of a Go file that is not open, when they were to be kept, or somebody asked for types. */
  syntax?: GoSyntax;
  /** Declarations of a Go file that is known as an outline, read when somebody asked. */
  declarations?: GoFileFacts;
  /** What the file adds to a program, read when somebody asked. */
  parts?: readonly PlacedPart[];
  /** The text ends before the first declaration. */
  readonly isHead?: true;
  /** Read from a tree that followed edits of broken code: a parse of the whole text may see other things in it. */
  followedEdits?: true;
}

/** Nothing more would be known if it came again. */
export function isThis(entry: Entry | undefined, text: string, open: boolean, depth: Depth): boolean {
  if (!entry || entry.text !== text || entry.open !== open || entry.followedEdits) return false;
  const { facts, syntax } = entry;
  return facts.language !== 'go' || !((facts.outline && depth !== 'outline') || (depth === 'syntax' && !syntax));
}

/** What another table may take over: the head where no more is wanted; `parts` only where they were read, or the trees are there. */
export function handedOver({ text: own, facts, syntax, parts: known }: Entry, wants: Wants, reader: FileReader): KnownGoFile | undefined {
  if (facts.language !== 'go') return undefined;
  const read = () => known ?? (syntax && whole(reader.readParts(own, facts.go, syntax)));
  const parts = wants.parts && !facts.go.isTest ? read() : undefined;
  // What a program does and what its linker sets is never in a test, and tests are half of a large package.
  const text = (wants.declarations || wants.parts) && !facts.go.isTest ? own : headOf(own);
  return {
    ...{ text, isHead: text.length < own.length, outline: outlineOf(facts.go) },
    ...(wants.declarations && { declared: declaredIn(facts.go) }),
    ...(parts && { parts }),
  };
}

export function dispose(entry: Entry): void {
  if (entry.document && entry.facts.language === 'go' && entry.facts.go.hasError) entry.followedEdits = true;
  entry.document?.dispose();
  entry.document = undefined;
}
