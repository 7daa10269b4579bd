/** What the build of an image gives to ARGs of its Dockerfile. */

import type { Span } from '../base/finding.js';
import { type DataNode, entriesOf, itemsOf } from '../syntax/data-node.js';

export interface ImageArgument {
  readonly name: string;
  /** Undefined: unknown. */
  readonly value: string | undefined;
  readonly span: Span;
}

/** Arguments of one image; later ones are not read. */
const MAX_ARGUMENTS = 200;
const UNKNOWN = /[$`{]/;
/** The name of arguments that nobody knows: an expression brings them. */
const ANY = '';

/** Of a map, a list, or a text with one on each line. `fill` puts in what the file itself gives to its expressions. */
export function imageArguments(node: DataNode | undefined, fill: (text: string) => string): readonly ImageArgument[] {
  if (node?.kind === 'map')
    return entriesOf(node)
      .slice(0, MAX_ARGUMENTS)
      .map(({ key, value, keySpan }) => {
        const text = value.kind === 'scalar' ? known(fill(value.text)) : undefined;
        return { name: key, value: text, span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) } };
      });
  return itemsOf(node)
    .flatMap(item => (item.kind === 'scalar' ? [...item.logical.text.matchAll(/[^\n]+/g)].map(line => ({ item, line })) : []))
    .slice(0, MAX_ARGUMENTS)
    .flatMap(({ item, line }) => {
      const written = /^\s*(\w+)(?:=(.*\S))?/.exec(line[0]);
      if (!written) return UNKNOWN.test(line[0]) ? [{ name: ANY, value: undefined, span: item.span }] : [];
      const start = line.index + written[0].length - written[0].trimStart().length;
      const span = item.logical.span(start, line.index + written[0].length);
      return [{ name: written[1]!, value: written[2] === undefined ? undefined : known(fill(written[2])), span }];
    });
}

const known = (text: string): string | undefined => (UNKNOWN.test(text) ? undefined : text.replace(/^(["'])(.*)\1$/, '$2'));

/** Of `--build-arg NAME=value`; without a value it is that of the environment. */
export function writtenArgument(text: string, span: Span): ImageArgument {
  const at = text.indexOf('=');
  return at < 0 ? { name: text, value: undefined, span } : { name: text.slice(0, at), value: known(text.slice(at + 1)), span };
}

/** What is given to an argument: undefined when nothing is, and when nobody knows what. */
export const givenTo = (name: string, args: readonly ImageArgument[]): ImageArgument | undefined =>
  args.findLast(a => a.name === name || a.name === ANY);
