/** What is known of a machine that runs a job, by the name of the runner. */

import type { BuildUnit } from './facts.js';

export function runnerOf(name: string | undefined): Pick<BuildUnit, 'system' | 'arch'> {
  if (name === undefined) return {};
  if (/^(?:windows|macos)-/.test(name)) return { system: 'other' };
  const arch = /^ubuntu-(?:latest|\d\d\.\d\d)(-arm)?$/.exec(name);
  return { ...(name.startsWith('ubuntu-') && { system: 'linux' }), ...(arch && { arch: arch[1] ? 'arm64' : 'amd64' }) };
}
