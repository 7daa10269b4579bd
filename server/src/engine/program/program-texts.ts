/** What texts of a program are: constants, variables that nobody writes, and what callers give to parameters. */

import type { PossibleText } from '../go/package/possible-texts.js';
import type { GivenText, ProgramPart } from '../go/package/program-parts.js';

/** Where an expression stands. */
export interface TextPlace {
  readonly importPath: string;
  readonly part: ProgramPart;
}

export interface KnownText {
  readonly text: string;
  /** More follows. */
  readonly open: boolean;
  /** The program has it unless it is told another. */
  readonly isDefault?: true;
}

const UNKNOWN_TEXT: readonly KnownText[] = [{ text: '', open: true }];
const MAX_TEXT_DEPTH = 10;
/** Pieces that are followed for one text: callers of callers multiply. */
const MAX_STEPS = 2000;
/** Texts that one argument may be; of more the first are looked at. */
const MAX_TEXTS = 20;

/** A name of the own package with its import path. */
export const ownKey = (name: string, importPath: string) => (name.startsWith(' ') ? importPath + name : name);

export class ProgramTexts {
  private readonly constants = new Map<string, { readonly text: PossibleText; readonly node: TextPlace }>();
  /** What the calls that are reached give, by function and position. */
  private readonly given = new Map<string, { readonly text: PossibleText; readonly node: TextPlace }[]>();
  /** Variables that some part of the program writes, reached or not. */
  private readonly written = new Set<string>();
  /** Of the text that is asked about. */
  private left = 0;

  add(node: TextPlace): void {
    const { part, importPath } = node;
    for (const [name, text] of part.constants) this.constants.set(`${importPath} ${name}`, { text, node });
    for (const name of [...part.starts.written, ...part.holds.written]) this.written.add(ownKey(name, importPath));
  }

  /** What calls give that the program comes to. */
  give(given: readonly GivenText[], node: TextPlace): void {
    for (const { to, position, text } of given) {
      const key = `${ownKey(to, node.importPath)} ${position}`;
      const known = this.given.get(key);
      if (!known) this.given.set(key, [{ text, node }]);
      else if (known.length < MAX_TEXTS) known.push({ text, node });
    }
  }

  /** Several where callers give several. */
  of(text: PossibleText, node: TextPlace): readonly KnownText[] {
    this.left = MAX_STEPS;
    return this.texts(text, node, 0);
  }

  /** `depth`: names that led here. */
  private texts(text: PossibleText, node: TextPlace, depth: number): readonly KnownText[] {
    const found = this.followed(text, node, depth);
    return text.isDefault ? found.map(known => ({ ...known, isDefault: true })) : found;
  }

  private followed({ pieces: [first, ...rest], open }: PossibleText, node: TextPlace, depth: number): readonly KnownText[] {
    if (first === undefined) return [{ text: '', open }];
    if (this.left-- <= 0) return UNKNOWN_TEXT;
    const beginnings = typeof first === 'string' ? [{ text: first, open: false }] : this.named(first, node, depth);
    const others = rest.length > 0 ? this.followed({ pieces: rest, open }, node, depth) : [{ text: '', open }];
    const out = beginnings.flatMap(begin =>
      begin.open ? [begin] : others.map(other => ({ ...begin, ...other, text: begin.text + other.text })),
    );
    return out.slice(0, MAX_TEXTS);
  }

  private named(piece: PossibleText['pieces'][number] & object, node: TextPlace, depth: number): readonly KnownText[] {
    if (depth > MAX_TEXT_DEPTH) return UNKNOWN_TEXT;
    if ('parameter' in piece) {
      const given = node.part.declares.flatMap(name => this.given.get(`${node.importPath} ${name} ${piece.parameter}`) ?? []);
      return given.flatMap(g => this.texts(g.text, g.node, depth + 1));
    }
    const key = ownKey(piece.constant, node.importPath);
    const known = this.constants.get(key);
    return known && !this.written.has(key.replace(' *', ' ')) ? this.texts(known.text, known.node, depth + 1) : UNKNOWN_TEXT;
  }
}
