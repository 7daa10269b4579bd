/** Names of images as files write them. */

/** Without tag and digest; undefined where a part of the name is filled in elsewhere. */
export function nameOfImage(text: string): string | undefined {
  const name = withoutTag(text.trim().split('@')[0]!);
  return name === '' || /[$`{\s]/.test(name) ? undefined : name;
}

/** What follows the last colon is a port where a slash comes after it. */
function withoutTag(name: string): string {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Of a list of them. */
export const namesOfImages = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.flatMap(text => (text === undefined ? [] : (nameOfImage(text) ?? [])));
