/** What is known about the sites of files beside the estimates: a slot for each kind of evidence and file. Today the compiler's. */
import type { CompilerEvidence } from '../sites/evidence.js';
import type { TextChange } from '../syntax/go-parser.js';
import { movedEvidence } from './moved-evidence.js';

interface Slot {
  readonly evidence: CompilerEvidence;
  /** Hash of the text that it holds for; undefined once edits have moved it. */
  readonly of: number | undefined;
}

/** Changes of a text one after the other, and what it was before the first of them. */
export interface TextEdit {
  readonly textBefore: string;
  readonly changes: readonly TextChange[];
}

export class EvidenceTable {
  private readonly compiler = new Map<string, Slot>();

  /** The compiler's word about `text` of the file; `edits` have come since it was asked. */
  set(path: string, evidence: CompilerEvidence, text: string, edits: readonly TextEdit[] = []): void {
    this.compiler.set(path, { evidence, of: hash(text) });
    for (const { textBefore, changes } of edits) this.edited(path, textBefore, changes);
  }

  get(path: string): CompilerEvidence | undefined {
    return this.compiler.get(path)?.evidence;
  }

  /** Keeps it in its places while the text changes; what is said about an edited line goes. */
  edited(path: string, textBefore: string, changes: readonly TextChange[]): void {
    const slot = this.compiler.get(path);
    if (slot) this.compiler.set(path, { evidence: movedEvidence(slot.evidence, path, textBefore, changes), of: undefined });
  }

  /** The file has this text now, without edits that lead there: what was said about another one is forgotten. */
  isNow(path: string, text: string): void {
    const slot = this.compiler.get(path);
    if (slot && slot.of !== hash(text)) this.compiler.delete(path);
  }

  /** The text is the disk's again: what edits have moved holds for no text that is known. */
  closed(path: string): void {
    if (this.compiler.get(path)?.of === undefined) this.compiler.delete(path);
  }

  forget(path: string): void {
    this.compiler.delete(path);
  }

  forgetAll(): void {
    this.compiler.clear();
  }
}

/** FNV-1a over UTF-16 units, with the length: tells the texts of one file apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0) + text.length * 2 ** 32;
}
