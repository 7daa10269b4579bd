/** What is in a base image: looked up by reference. An image nobody checked is unknown, and rules stay silent about it. */
import { type ImageReference, parseImageReference } from '../facts/dockerfile/image-reference.js';
import { ARCHITECTURE_PREFIXES, IMAGES, MIRRORS } from './images.generated.js';
import type { ImageEntry } from './tables.js';

const COMPILED = IMAGES.map(entry => ({
  entry,
  registry: new RegExp(`^(?:${entry.registry})$`),
  repository: new RegExp(`^(?:${entry.repository})$`),
  tag: new RegExp(`^(?:${entry.tag})$`),
}));

/** The table's entry for an image, undefined when it is not in the table. */
export function imageEntry(image: ImageReference): ImageEntry | undefined {
  const { registry, repository } = official(image);
  // A digest without a tag may name any variant: only entries for every tag hold then.
  const tag = image.tag ?? (image.digest === undefined ? 'latest' : '');
  return COMPILED.find(c => c.registry.test(registry) && c.repository.test(repository) && c.tag.test(tag))?.entry;
}

/** `public.ecr.aws/docker/library/golang` and `arm64v8/golang` are golang of the hub. */
function official(image: ImageReference): { registry: string; repository: string } {
  for (const mirror of MIRRORS) {
    const [registry, ...path] = mirror.split('/');
    const prefix = `${path.join('/')}/`;
    if (image.registry === registry && image.repository.startsWith(prefix)) {
      return { registry: 'docker.io', repository: image.repository.slice(prefix.length) };
    }
  }
  const [first, second, ...more] = image.repository.split('/');
  if (image.registry === 'docker.io' && second !== undefined && more.length === 0 && ARCHITECTURE_PREFIXES.includes(first!)) {
    return { registry: 'docker.io', repository: second };
  }
  return image;
}

/** The entry for a written reference, such as `alpine:3.22`. */
export function imageEntryOf(text: string): ImageEntry | undefined {
  const image = parseImageReference(text);
  return image && imageEntry(image);
}
