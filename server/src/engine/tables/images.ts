/** What is in a base image: looked up by reference. An image nobody checked is unknown, and rules stay silent about it. */
import { type ImageReference, parseImageReference } from '../base/image-reference.js';
import { ARCHITECTURE_PREFIXES, GLIBC_RELEASES, IMAGES, MIRRORS } from './images.generated.js';
import type { ImageEntry } from './tables.js';

const COMPILED = IMAGES.map(entry => ({
  entry,
  registry: new RegExp(`^(?:${entry.registry})$`),
  repository: new RegExp(`^(?:${entry.repository})$`),
  tag: new RegExp(`^(?:${entry.tag})$`),
}));

/** By reference: rules ask for the same ones again and again, and each look compares with all rows. */
const known = new WeakMap<ImageReference, { readonly entry: ImageEntry | undefined }>();

/** The table's entry for an image, undefined when it is not in the table. */
export function imageEntry(image: ImageReference): ImageEntry | undefined {
  let found = known.get(image);
  if (!found) {
    found = { entry: findEntry(image) };
    known.set(image, found);
  }
  return found.entry;
}

function findEntry(image: ImageReference): ImageEntry | undefined {
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

const GLIBC = GLIBC_RELEASES.map(({ repository, tag, version }) => ({
  repository: new RegExp(`^(?:${repository})$`),
  tag: new RegExp(`^(?:${tag})$`),
  version,
}));

/**
 * Version of the glibc in an image of the table, such as `2.36`: that of the distribution's release, which keeps it for good. A `golang`
 * image may have a newer one. Undefined for other C libraries, and where the tag names no release.
 */
export function glibcOf(image: ImageReference): string | undefined {
  if (imageEntry(image)?.libc !== 'glibc') return undefined;
  const { repository } = official(image);
  const tag = image.tag ?? (image.digest === undefined ? 'latest' : '');
  return GLIBC.find(g => g.repository.test(repository) && g.tag.test(tag))?.version;
}

/** Of versions such as `2.34`. */
export function isNewerGlibc(a: string, b: string): boolean {
  const [left, right] = [a, b].map(v => v.split('.').map(Number));
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
