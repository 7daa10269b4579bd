/** What the `#cgo` lines of a Go file link its package against on Linux. */

/** Words of a flag: `-lpcap`; and names of pkg-config: `libpcap`. */
export type CLinks = readonly string[];

/** Tags that hold in a build with cgo for Linux, whatever else is asked for. */
const HOLD = new Set(['linux', 'cgo', 'gc', 'unix']);
/** Tags that never do. */
const NEVER = new Set([
  'windows',
  'darwin',
  'freebsd',
  'netbsd',
  'openbsd',
  'dragonfly',
  'solaris',
  'illumos',
  'aix',
  'android',
  'ios',
  'js',
]);
/** Flags that bring a library from elsewhere, or link it statically. */
const OTHERWISE = ['-L', '-Wl,', '-static', '--static', '-rpath', '$', '-l:'];

/** `head`: the text above `import "C"`. Undefined where they may link otherwise: by their own folders, a tag, an architecture. */
export function readCLinks(head: string): CLinks | undefined {
  if (!head.includes('#cgo')) return [];
  const links: string[] = [];
  for (const line of head.split('\n')) {
    const text = line.trim().replace(/^\/\//, '').trim();
    const [before = '', ...rest] = text.startsWith('#cgo') ? text.split(':') : [];
    const words = before.split(/[ \t]+/).slice(1);
    const name = words.pop();
    if (name !== 'LDFLAGS' && name !== 'pkg-config') continue;
    const held = holds(words);
    if (held === undefined) return undefined;
    const flags = rest
      .join(':')
      .split(/[ \t]+/)
      .filter(Boolean);
    if (flags.some(flag => OTHERWISE.some(o => flag.includes(o)) || flag.endsWith('.a'))) return undefined;
    if (held) links.push(...flags.filter(flag => (name === 'LDFLAGS' ? flag.startsWith('-l') : !flag.startsWith('-'))));
  }
  return links;
}

/** Alternatives of tags joined by commas; undefined: it hangs on the build. */
function holds(alternatives: readonly string[]): boolean | undefined {
  if (alternatives.length === 0) return true;
  const found = alternatives.map(alternative => {
    const tags = alternative.split(',').map(tag => {
      const own = tag.replace(/^!/, '');
      return HOLD.has(own) ? own === tag : NEVER.has(own) ? own !== tag : undefined;
    });
    return tags.includes(false) ? false : tags.includes(undefined) ? undefined : true;
  });
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}
