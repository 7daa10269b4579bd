/** The fix of `version/builder-too-old`. */
import type { RelativeFix } from '../../base/finding.js';
import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import type { BuildUnit } from '../../builds/facts.js';
import { say } from './builder-too-old.words.js';

/** Variants that images of newer releases have too. */
const LASTING = /^(?:-alpine|-bookworm|-trixie)?$/;

/** A tag of the release that is wanted, where the image surely has one. */
export function raise(unit: BuildUnit, old: GoVersion, wanted: GoVersion, text: string): RelativeFix[] {
  const { go } = unit;
  const image = go && text.slice(go.span.start, go.span.end);
  const m = image === undefined ? null : /:(\d+\.\d+(?:\.\d+)?)(-[\w.-]+)?$/.exec(image);
  if (!go || !m || go.args.length > 0 || !LASTING.test(m[2] ?? '')) return [];
  const release = formatGoVersion(old.patch === undefined ? { major: wanted.major, minor: wanted.minor } : wanted);
  const start = go.span.start + m.index + 1;
  return [
    {
      title: say.raiseFix({ release }),
      safe: false,
      edits: [{ span: { start, end: start + m[1]!.length }, newText: release }],
    },
  ];
}
