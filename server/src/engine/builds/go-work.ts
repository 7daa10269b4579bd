/** What a go.work file asks for. */
import { parseGoVersion } from '../base/go-version.js';
import type { BuildFileFacts, BuildUnit } from './facts.js';
import { readDirectives, unquote } from './go-mod.js';
import { openEnvironment } from './values.js';

interface GoWorkFacts {
  readonly units: readonly BuildUnit[];
  readonly goLine?: NonNullable<BuildFileFacts['goLine']>;
}

/** The `go` and `toolchain` lines of a go.work file; a newer toolchain line wins. */
export function readGoWork(text: string): GoWorkFacts {
  const lines = readDirectives(text);
  const own = lines.find(l => l.verb === 'go');
  const release = own && parseGoVersion(unquote(own.words[0] ?? ''));
  const goLine = own && release ? { goLine: { version: release, span: own.span } } : {};
  const line = lines.find(l => l.verb === 'toolchain') ?? own;
  const version = line && parseGoVersion(unquote(line.words[0] ?? ''));
  if (!line || !version) return { units: [], ...goLine };
  const go = { text: unquote(line.words[0]!).replace(/^go/, ''), span: line.span, version, fixed: false, args: [] };
  const unit = { kind: 'go.work', name: 'go.work', span: line.span, go, commands: [], experiments: [] } as const;
  return { units: [{ ...unit, environment: openEnvironment([]) }], ...goLine };
}
