/** Names of images as files write them. */

/** Without tag and digest; undefined where a part of the name is filled in elsewhere. */
export function nameOfImage(text: string): string | undefined {
  const name = withoutTag(text.trim().split('@')[0]!);
  return name === '' || /[$`{\s]/.test(name) ? undefined : name;
}

/** What follows the last colon is a port where a slash comes after it. */
function withoutTag(name: string): string {
  // `${TAG:-latest}` holds a colon itself.
  const filled = name.indexOf(':$');
  if (filled > name.lastIndexOf('/', filled)) return name.slice(0, filled);
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Of a list of them; those with a tag also with it. */
export const namesOfImages = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.flatMap(text => {
    const name = text === undefined ? undefined : nameOfImage(text);
    const whole = text?.trim();
    return name === undefined ? [] : name === whole || /[$`{\s]/.test(whole!) ? [name] : [name, whole!];
  });
