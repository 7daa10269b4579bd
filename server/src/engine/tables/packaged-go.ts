/**
 * The Go that distributions package under its plain name, as packages.debian.org, packages.ubuntu.com and pkgs.alpinelinux.org list it. Only
 * releases that never fetch another toolchain: before Go 1.21.
 */
import type { ImageReference } from '../base/image-reference.js';

const ROWS: readonly (readonly [repository: string, tags: readonly string[], release: string])[] = [
  ['debian', ['buster', '10'], '1.11'],
  ['debian', ['bullseye', '11'], '1.15'],
  ['debian', ['bookworm', '12'], '1.19'],
  ['ubuntu', ['bionic', '18.04'], '1.10'],
  ['ubuntu', ['focal', '20.04'], '1.13'],
  ['ubuntu', ['jammy', '22.04'], '1.18'],
  ['alpine', ['3.14'], '1.16'],
  ['alpine', ['3.15'], '1.17'],
  ['alpine', ['3.16'], '1.18'],
  ['alpine', ['3.17'], '1.19'],
  ['alpine', ['3.18'], '1.20'],
];

/** Names of the package. */
const NAMES: Readonly<Partial<Record<string, readonly string[]>>> = {
  debian: ['golang', 'golang-go'],
  ubuntu: ['golang', 'golang-go'],
  alpine: ['go'],
};

/** Undefined for another package, and where the tag names no release of the table. */
export function packagedGo({ registry, repository, tag }: ImageReference, name: string): string | undefined {
  if (registry !== 'docker.io' || tag === undefined || !NAMES[repository]?.includes(name)) return undefined;
  const row = ROWS.find(
    ([of, tags]) => of === repository && tags.some(t => tag === t || tag.startsWith(`${t}-`) || tag.startsWith(`${t}.`)),
  );
  return row?.[2];
}
