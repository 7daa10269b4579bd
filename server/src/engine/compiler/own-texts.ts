/** Texts cut out of a stream, each kept once and by itself: what is cut out of a longer text keeps all of that in memory. */
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

/** The text by itself. */
export function ownText(text: string): string {
  // Shorter ones are copied anyway.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
