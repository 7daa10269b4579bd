/** A go build that a release tool runs: its settings as a go command, so that rules read it like one that is written out. */
import type { Span } from '../base/finding.js';
import { leavesTree, resolvePath, withoutSlash } from '../base/paths.js';
import type { Environment } from '../shell/environment.js';
import { type Argument, type GoCommand, parseGoArguments } from '../shell/go-command.js';
import { child, type DataNode, itemsOf } from '../syntax/data-node.js';
import { filled, type Holes, wordOf } from './values.js';

/** Keys of a build entry that are flags of go build, with what joins the members of a list. */
const FLAG_KEYS = [
  ['ldflags', ' '],
  ['gcflags', ' '],
  ['asmflags', ' '],
  ['tags', ','],
] as const;

/** `build` is the entry with `flags`, `ldflags`, … as goreleaser and ko spell them. */
export function buildCommand(build: DataNode, span: Span, environment: Environment, holes: Holes): GoCommand {
  const words: Argument[] = [];
  for (const item of itemsOf(child(build, 'flags'))) if (item.kind === 'scalar') words.push(...flagWords(item, holes));
  for (const [key, separator] of FLAG_KEYS) {
    const items = itemsOf(child(build, key)).filter(i => i.kind === 'scalar');
    if (items.length === 0) continue;
    const word = wordOf(items[0]!, 0, holes);
    const texts = items.map(i => filled(i.text, holes));
    const text = texts.includes(undefined) ? undefined : `-${key}=${texts.join(separator)}`;
    const parts = items.flatMap((i, n) => [
      { kind: 'text', text: n === 0 ? `-${key}=` : separator, quoted: true, span: { start: i.span.start, end: i.span.start } } as const,
      ...wordOf(i, 0, holes).parts,
    ]);
    words.push({ text, args: [], word: { span: { start: word.span.start, end: items.at(-1)!.span.end }, parts } });
  }
  const mode = child(build, 'buildmode');
  if (mode?.kind === 'scalar' && mode.text !== '') words.push({ text: `-buildmode=${mode.text}`, args: [], word: wordOf(mode, 0, holes) });
  const { flags } = parseGoArguments(words);
  const main = child(build, 'main');
  const packages = [main === undefined ? '.' : main.kind === 'scalar' ? filled(main.text, holes) || '.' : undefined];
  const dir = child(build, 'dir');
  const folder = dir === undefined ? '.' : dir.kind === 'scalar' ? filled(dir.text, holes) : undefined;
  const cwd = folder === undefined || leavesTree('/', folder) ? undefined : withoutSlash(resolvePath('/', folder)!);
  return { verb: 'build', span, certain: true, environment, written: new Map(), cwd, flags, packages };
}

/** One list member may hold a flag and its value: `-tags netgo`. */
function flagWords(item: DataNode & { kind: 'scalar' }, holes: Holes): Argument[] {
  const text = filled(item.text, holes);
  const word = wordOf(item, 0, holes);
  // Several flags in one text are split at blanks.
  if (text !== undefined && /^-[\w-]+(?:\s+-[\w-]+)+$/.test(text)) return text.split(/\s+/).map(flag => ({ text: flag, args: [], word }));
  const m = text === undefined ? null : /^(-[\w-]+)\s+(\S.*)$/.exec(text);
  return m ? [{ text: `${m[1]}=${m[2]}`, args: [], word }] : [{ text, args: [], word }];
}
