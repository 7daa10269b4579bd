/** Image references: `[registry/]repository[:tag][@digest]`, with the defaults the builder fills in. */

export interface ImageReference {
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** `library/` left out: `golang`, `distroless/static-debian12`. */
  readonly repository: string;
  /** Undefined when none is written. With neither tag nor digest the builder takes `latest`. */
  readonly tag?: string;
  readonly digest?: string;
}

/** Undefined for what cannot be a reference, such as an empty text. */
export function parseImageReference(text: string): ImageReference | undefined {
  const m = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@([\w+.-]+:[0-9a-fA-F]+))?$/.exec(text);
  if (!m) return undefined;
  const parts = m[1]!.split('/');
  const first = parts[0]!;
  const hasRegistry = parts.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost');
  const registry = hasRegistry ? canonical(first) : 'docker.io';
  const path = (hasRegistry ? parts.slice(1) : parts).join('/');
  const repository = registry === 'docker.io' ? path.replace(/^library\//, '') : path;
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository)) return undefined;
  return { registry, repository, ...(m[2] !== undefined && { tag: m[2] }), ...(m[3] !== undefined && { digest: m[3] }) };
}

/** As short as a person would write it. */
export function formatImageReference(image: ImageReference): string {
  const name = image.registry === 'docker.io' ? image.repository : `${image.registry}/${image.repository}`;
  return `${name}${image.tag === undefined ? '' : `:${image.tag}`}${image.digest === undefined ? '' : `@${image.digest}`}`;
}

function canonical(registry: string): string {
  return registry === 'index.docker.io' || registry === 'registry-1.docker.io' ? 'docker.io' : registry;
}
