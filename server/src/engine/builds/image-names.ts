/** Names of images as files write them. */

/** Without tag and digest; undefined where a part of the name is filled in elsewhere. */
export function nameOfImage(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '');
  return name === '' || /[$`{\s]/.test(name) ? undefined : name;
}

/** Of a list of them. */
export const namesOfImages = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.flatMap(text => (text === undefined ? [] : (nameOfImage(text) ?? [])));
