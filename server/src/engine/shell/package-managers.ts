import { table } from '../base/table.js';

/** Packages that a command installs. */

/** Options of the package managers that take their value as the next word. */
const WITH_VALUE = new Set([
  '-t',
  '--virtual',
  '--repository',
  '-X',
  '-p',
  '--root',
  '-o',
  '-c',
  '--target-release',
  '--default-release',
  '--releasever',
  '--installroot',
]);

const INSTALL = table<readonly string[]>({
  apk: ['add'],
  'apt-get': ['install'],
  apt: ['install'],
  aptitude: ['install'],
  dnf: ['install'],
  microdnf: ['install'],
  yum: ['install'],
  zypper: ['install', 'in'],
});

/** Undefined when it is no installing command. Versions (`=1.2`, `~1`, `@edge`) are left out; undefined members are unknown. */
export function installedPackages(all: readonly (string | undefined)[]): (string | undefined)[] | undefined {
  const words = all[0] === 'sudo' ? all.slice(all.findIndex((w, i) => i > 0 && !w?.startsWith('-'))) : all;
  const verbs = INSTALL[words[0] ?? ''];
  if (!verbs) return undefined;
  const at = words.findIndex((w, i) => i > 0 && w !== undefined && verbs.includes(w));
  if (at < 0) return undefined;
  const out: (string | undefined)[] = [];
  const rest = [...words.slice(1, at), ...words.slice(at + 1)];
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i];
    if (word === undefined) out.push(undefined);
    else if (WITH_VALUE.has(word)) i++;
    else if (words[0] === 'apk' && word === '-t') i++;
    else if (!word.startsWith('-')) out.push(word.replace(/[=~<>@].*/s, ''));
  }
  return out;
}
