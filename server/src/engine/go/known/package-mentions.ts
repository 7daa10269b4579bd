/** What the code of a package mentions, as its text tells. */
import type { TypedFile } from '../package/typed-file.js';

/** The text stands in a function of the package, outside of its tests. */
export function packageMentions(text: string, { source, sources }: TypedFile): boolean {
  sources.asksBodies(source);
  return source.files.some(f => !f.path.endsWith('_test.go') && f.declarations.some(({ code }) => code?.includes(text)));
}
