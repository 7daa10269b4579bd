import { ownText } from '../base/own-text.js';

/** Texts cut out of a stream, each kept once and by itself. */
export class OwnTexts {
  private readonly texts = new Map<string, string>();

  of(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    this.texts.set(own, own);
    return own;
  }
}
