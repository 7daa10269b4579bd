/** Versions of Go as go.mod, images and toolchains write them. */

/** A Go release as `go` lines and image tags name it: 1.26, 1.26.8. `patch` is undefined for a bare `1.26`. */
export interface GoVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

/** Reads `1.26`, `1.26.8`, `1.27rc1`, with or without a leading `go`; undefined for anything else. */
export function parseGoVersion(text: string): GoVersion | undefined {
  const m = /^(?:go)?(\d+)\.(\d+)(?:\.(\d+))?(?:(?:rc|beta)\d+)?(?:-.*)?$/.exec(text);
  if (!m) return undefined;
  const version = { major: Number(m[1]), minor: Number(m[2]) };
  return m[3] === undefined ? version : { ...version, patch: Number(m[3]) };
}

/** Negative when `a` is older. A missing patch counts as 0. */
export function compareGoVersions(a: GoVersion, b: GoVersion): number {
  return a.major - b.major || a.minor - b.minor || (a.patch ?? 0) - (b.patch ?? 0);
}

export function formatGoVersion(v: GoVersion): string {
  return v.patch === undefined ? `${v.major}.${v.minor}` : `${v.major}.${v.minor}.${v.patch}`;
}
