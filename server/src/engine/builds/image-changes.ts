/** What the build of an image puts in place of what the Dockerfile names, and where it hands out files in place of an image. */

import { type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';

/** Contexts of one image; later ones are not read. */
const MAX_CONTEXTS = 200;

/** Names that stand for something else: of a map, of a list of `name=…`, or of a text with one on each line. */
export function replacedNames(node: DataNode | undefined): readonly string[] {
  const written =
    node?.kind === 'map' ? entriesOf(node).map(({ key }) => key) : itemsOf(node).flatMap(i => (scalarText(i) ?? '').split('\n'));
  return written
    .slice(0, MAX_CONTEXTS)
    .map(replacedName)
    .filter(name => name !== '');
}

/** Of `name=docker-image://…`. */
export const replacedName = (text: string): string => text.split('=', 1)[0]!.trim();

/** Of the member of `output` that is written in words: a folder, or a type that is no image. */
export function handsOutFiles(text: string): boolean {
  const options = text.split(',').map(option => option.trim());
  const type = options.find(option => option.startsWith('type='))?.slice('type='.length);
  return type === undefined ? text.trim() !== '' : type === 'local' || type === 'tar';
}

/** The same of a list, or of a text with one on each line. */
export const exportsFiles = (node: DataNode | undefined): boolean =>
  itemsOf(node).some(item => (item.kind === 'scalar' ? item.text.split('\n').some(handsOutFiles) : handsOutMap(item)));

const handsOutMap = (node: DataNode): boolean =>
  entriesOf(node).some(({ key, value }) => key === 'type' && handsOutFiles(`type=${scalarText(value)}`));
