/** The declarations of a file that a reader has to look into, as their texts tell. */
import { pace, type Sliced } from '../../base/slices.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { AskedTexts } from './asked-texts.js';
import type { DeclarationFacts } from './facts.js';
import { DECLARATIONS_PER_SLICE, type TypedFile } from './typed-file.js';

export class WorthALook<Sought extends object> {
  private readonly answers: AskedTexts<FlatTree, Sought, boolean>;

  constructor(isWorth: (tree: FlatTree, sought: Sought) => boolean) {
    this.answers = new AskedTexts(isWorth);
  }

  /** Looks into those, with their types; the others are asked for none. */
  *each(
    declarations: readonly Pick<DeclarationFacts, 'offset'>[],
    typed: TypedFile,
    sought: Sought,
    look: (types: TreeTypes, offset: number) => Sliced<void>,
  ): Sliced<void> {
    const isTired = pace(DECLARATIONS_PER_SLICE);
    for (const { offset } of declarations) {
      if (isTired()) yield;
      const declaration = typed.at(offset);
      if (!declaration || !this.answers.of(declaration.tree, declaration.tree.text, sought)) continue;
      const types = yield* declaration.typing();
      if (types) yield* look(types, offset);
    }
  }
}
