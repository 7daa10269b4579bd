/** Platforms that an image is built for, such as `linux/arm64/v8`. */

/** The short name of a platform, such as Docker allows it, is none of Go's. */
export const archOf = (platform: string): string => platform.split('/')[1] ?? '';

/** Processors that run programs for a smaller one too, where the kernel allows it. */
const ALSO_RUN: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

/** True where a program for this architecture may start on the platform. */
export function mayStartOn(arch: string, platform: string): boolean {
  const own = archOf(platform);
  return own === arch || ALSO_RUN[own] === arch;
}
