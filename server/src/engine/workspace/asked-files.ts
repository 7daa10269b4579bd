/** Files that are read for the sake of others and have no kind of their own, such as go.sum: whether they are there, and what they say. */

import type { KnownFile } from '../program/modules/known-files.js';
import type { AnalysisStep } from './steps.js';
import { WantedFiles } from './wanted-files.js';

export class AskedFiles {
  private readonly files = new WantedFiles(() => undefined);
  /** How often somebody asked for what is not known. */
  asks = 0;

  /** `isOther`: what somebody was told of a file may be another thing now. */
  constructor(private readonly isOther: () => void) {}

  /** Undefined when nobody has looked yet; asking makes somebody look. */
  file(path: string): KnownFile {
    const known = this.files.file(path);
    if (known === undefined) this.asks++;
    return known;
  }

  /** The file changed on the disk, came or went. True when somebody had asked for it. */
  changed(path: string): boolean {
    const isAsked = this.files.forget(path);
    if (isAsked) this.isOther();
    return isAsked;
  }

  /** Those that somebody waits for, those of `asked` left out; false when there was none. */
  *needs(asked: Set<string>): Generator<AnalysisStep, boolean> {
    const wanted = this.files.wanted().filter(path => !asked.has(`aside ${path}`));
    for (const path of wanted) {
      asked.add(`aside ${path}`);
      yield { kind: 'need file', path, isAside: true, answer: text => this.files.set(path, text) };
    }
    return wanted.length > 0;
  }
}
