/** What the code of a package mentions, as its text tells. */
import type { TypedFile, TypeSources } from '../package/typed-file.js';
import type { PackageSource } from '../types/importer.js';

interface Mentions {
  readonly sources: TypeSources;
  readonly edition: number;
  readonly byText: Map<string, boolean>;
}

const known = new WeakMap<PackageSource, Mentions>();

/** The text stands in a function of the package, outside of its tests. Each of its files asks. */
export function packageMentions(text: string, { source, sources }: TypedFile): boolean {
  sources.asksBodies(source);
  const { edition } = sources;
  let mentions = known.get(source);
  if (mentions?.sources !== sources || mentions.edition !== edition) {
    mentions = { sources, edition, byText: new Map() };
    known.set(source, mentions);
  }
  const answer = mentions.byText.get(text) ?? look(text, source);
  mentions.byText.set(text, answer);
  return answer;
}

function look(text: string, source: PackageSource): boolean {
  return source.files.some(f => !f.path.endsWith('_test.go') && f.declarations.some(({ code }) => code?.includes(text)));
}
