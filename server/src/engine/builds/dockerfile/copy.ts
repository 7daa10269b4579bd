/** COPY and ADD: sources, destination, `--from`. */

import { parseImageReference } from '../../base/image-reference.js';
import { resolvePath } from '../../base/paths.js';
import type { Environment } from '../../shell/environment.js';
import type { CopyFacts } from '../../shell/shell-records.js';
import type { Instruction } from '../../syntax/dockerfile.js';
import type { StageFacts } from './facts.js';
import { splitWords } from './instruction-words.js';
import { readExecForm } from './process.js';

/** Undefined while the instruction is half typed. */
export function readCopy(
  instruction: Instruction,
  escapeChar: string,
  environment: Environment,
  workdir: string | undefined,
  stages: readonly StageFacts[],
): CopyFacts | undefined {
  const words = splitWords(instruction.arguments, escapeChar);
  let first = 0;
  let from: CopyFacts['from'];
  for (; first < words.length; first++) {
    const word = words[first]!;
    const head = word.parts[0];
    if (head?.kind !== 'text' || !head.text.startsWith('--')) break;
    if (!head.text.startsWith('--from=')) continue;
    const value = environment.expand(word).text?.slice('--from='.length);
    from = {
      span: { start: word.span.start + '--from='.length, end: word.span.end },
      ...(value !== undefined && resolveFrom(value, stages)),
    };
  }
  const begin = words[first];
  if (!begin) return undefined;
  const at = instruction.arguments.text.indexOf('[', 0);
  const json = begin.parts[0]?.kind === 'text' && begin.parts[0].text.startsWith('[') ? readExecForm(instruction.arguments, at) : undefined;
  const paths = (json ?? words.slice(first)).map(w => environment.expand(w).text);
  if (paths.length < 2) return undefined;
  const destination = paths.at(-1);
  const inline = paths.some(p => p?.startsWith('<<'));
  return {
    keyword: instruction.keyword === 'ADD' ? 'ADD' : 'COPY',
    span: instruction.span,
    ...(from && { from }),
    sources: paths.slice(0, -1).map(p => (p === undefined || !from ? p : resolvePath('/', p))),
    destination: destination === undefined ? undefined : resolvePath(workdir, destination),
    inline,
  };
}

/** A stage by name (case does not count) or number, else an image. */
export function resolveFrom(
  value: string,
  stages: readonly StageFacts[],
): { stage?: number; image?: NonNullable<ReturnType<typeof parseImageReference>> } {
  const named = stages.findLast(s => s.name === value.toLowerCase());
  if (named) return { stage: named.index };
  if (/^\d+$/.test(value)) return Number(value) < stages.length ? { stage: Number(value) } : {};
  const image = parseImageReference(value);
  return image ? { image } : {};
}
