/**
 * What a linkage needs from an image: the one table behind `inspect` and cgo/image-cannot-start (go-facts §6.3). Every cell that can be run is
 * proven by running in `test/linkage-proof.test.ts`.
 */
import { isNewerGlibc } from './images.js';
import type { ImageEntry } from './tables.js';

/** Whose loader a program asks for; `any`: one of the two, not known which; `other`: a file that neither of them brings. */
export type Loader = 'none' | 'glibc' | 'musl' | 'any' | 'other';

export interface StartNeeds {
  readonly loader: Loader;
  /** The glibc that it asks for at least, as `2.34`; not given: unknown. */
  readonly glibc?: string | undefined;
}

/** What an image lacks. */
export type Obstacle = 'a loader' | 'this loader' | 'this file' | 'a newer glibc';

/** Loader asked for -> C library whose loader is in the image -> what is lacking; nothing for what starts. */
const TABLE: Readonly<Record<Loader, Readonly<Record<'none' | 'glibc' | 'musl', Obstacle | undefined>>>> = {
  none: { none: undefined, glibc: undefined, musl: undefined },
  glibc: { none: 'a loader', glibc: undefined, musl: 'this loader' },
  musl: { none: 'a loader', glibc: 'this loader', musl: undefined },
  any: { none: 'a loader', glibc: undefined, musl: undefined },
  other: { none: 'a loader', glibc: 'this file', musl: 'this file' },
};

/** `glibc`: version of the image's, where it is known. Images of the library `unknown` are nobody's to ask about. */
export function obstacle({ loader, glibc: needed }: StartNeeds, image: ImageEntry, glibc: string | undefined): Obstacle | undefined {
  const own = image.loader && image.libc !== 'unknown' ? image.libc : 'none';
  const lacking = TABLE[loader][own];
  if (lacking || loader !== 'glibc' || needed === undefined || glibc === undefined) return lacking;
  return isNewerGlibc(needed, glibc) ? 'a newer glibc' : undefined;
}
