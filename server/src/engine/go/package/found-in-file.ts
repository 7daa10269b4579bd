/** What a reader finds in a file, kept for the next rule that asks for the same. Rules look at one file after the other. */
import type { Sliced } from '../../base/slices.js';
import type { TypedFile, TypeSources } from './typed-file.js';

interface Last<T> {
  readonly typed: TypedFile;
  readonly edition: number;
  readonly filesEdition: number;
  readonly found: T;
}

export class FoundInFile<T> {
  /** Of the file that was read last, so that nothing of the others is held. */
  private readonly last = new WeakMap<TypeSources, Last<T>>();

  /** As long as nothing else is known of the file or of another, what was found before. */
  *of(typed: TypedFile, read: () => Sliced<T>): Sliced<T> {
    const { sources } = typed;
    const { edition, filesEdition } = sources;
    const last = this.last.get(sources);
    if (last?.typed === typed && last.edition === edition && last.filesEdition === filesEdition) return last.found;
    const found = yield* read();
    this.last.set(sources, { typed, edition, filesEdition, found });
    return found;
  }
}
