/** A build that takes a given file, as near as possible to the one that is asked for: what an editor shows is about the file that is open. */

import { type BuildTarget, isArchitecture, isSystem, takesName } from './build-target.js';
import { type FileHead, takesHead } from './package-files.js';

/** Looked for in this order where a file says only which systems it is not for. */
const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'js', 'wasip1', 'plan9'];
const ARCHITECTURES = ['amd64', 'arm64', '386', 'wasm', 'arm'];

/** Files are asked about anew whenever a package arrives, nearly always for what the last answer was about. */
const known = new WeakMap<FileHead, { readonly asked: BuildTarget; readonly fitting: BuildTarget }>();

/** The target itself where its build takes the file, or none that can be thought of does. */
export function fittingTarget(target: BuildTarget, head: FileHead): BuildTarget {
  const before = known.get(head);
  if (before && isSame(before.asked, target)) return before.fitting === before.asked ? target : before.fitting;
  const fitting = takesHead(head, target) ? target : nearest(target, head);
  known.set(head, { asked: target, fitting });
  return fitting;
}

function isSame(a: BuildTarget, b: BuildTarget): boolean {
  const isEqual = (key: 'os' | 'arch' | 'cgo' | 'experiment') => a[key] === b[key];
  if (!isEqual('os') || !isEqual('arch') || !isEqual('cgo') || !isEqual('experiment')) return false;
  return a.tags.join() === b.tags.join() && a.release?.major === b.release?.major && a.release?.minor === b.release?.minor;
}

/** An edit makes another head of a file, nearly always with the same words above the package clause: hundreds of builds are thought of once. */
const latest = new Map<string, BuildTarget>();
const MAX_LATEST = 500;

function nearest(target: BuildTarget, head: FileHead): BuildTarget {
  const { os, arch, cgo, experiment, release, tags } = target;
  const asked = [os, arch, cgo, experiment, release?.major, release?.minor, tags];
  const key = [head.path, head.packageName === 'documentation', head.usesCgo, ...asked, head.constraint].join('\0');
  let found = latest.get(key);
  if (!found) {
    found = nearTarget(target, head);
    if (latest.size >= MAX_LATEST) latest.clear();
    latest.set(key, found);
  }
  return found;
}

function nearTarget(target: BuildTarget, head: FileHead): BuildTarget {
  const named = [...(head.constraint ?? '').matchAll(/[\w.]+/g)].map(m => m[0]);
  const words = [...named, ...(head.path.match(/[a-z0-9]+/g) ?? [])];
  const systems = new Set([target.os ?? 'linux', ...words.filter(isSystem), ...SYSTEMS]);
  const architectures = new Set([target.arch, ...words.filter(isArchitecture), ...ARCHITECTURES]);
  const own = named.filter(tag => !isSystem(tag) && !isArchitecture(tag) && !/^(?:cgo|gc|unix|ignore|go1\.\d+)$/.test(tag));
  const tagLists = [target.tags, [...target.tags, ...own], ...own.map(tag => [...target.tags, tag]), []];
  for (const os of systems) {
    for (const arch of architectures) {
      if (!takesName(head.path, { ...target, os, arch })) continue;
      for (const tags of tagLists) {
        for (const cgo of [target.cgo, !target.cgo]) {
          const next = { ...target, os, arch, tags, cgo };
          if (takesHead(head, next)) return next;
        }
      }
    }
  }
  return target;
}
