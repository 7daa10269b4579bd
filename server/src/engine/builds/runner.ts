/** What is known of a machine that runs a job, by the name of the runner. */

import { parseImageReference } from '../base/image-reference.js';
import { glibcOf } from '../tables/images.js';
import type { BuildUnit } from './facts.js';

/** What `ubuntu-latest` is since January 2025 (actions/runner-images#10636). */
const LATEST = '24.04';

export function runnerOf(name: string | undefined): Pick<BuildUnit, 'system' | 'arch' | 'glibc'> {
  if (name === undefined) return {};
  if (name.startsWith('windows-')) return { system: 'windows' };
  if (name.startsWith('macos-')) return { system: 'darwin' };
  const ubuntu = /^ubuntu-(latest|\d\d\.\d\d)(-arm)?$/.exec(name);
  if (!ubuntu) return name.startsWith('ubuntu-') ? { system: 'linux' } : {};
  const image = parseImageReference(`ubuntu:${ubuntu[1] === 'latest' ? LATEST : ubuntu[1]}`);
  const glibc = image && glibcOf(image);
  return { system: 'linux', arch: ubuntu[2] ? 'arm64' : 'amd64', ...(glibc !== undefined && { glibc }) };
}
