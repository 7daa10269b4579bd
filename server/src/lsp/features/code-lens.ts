/** A line above each function that allocates: how often, and what the compiler thinks of inlining it. A click lists the places. */
import type { CodeLens, Location, Range } from 'vscode-languageserver';
import { type Finding, isAllocation } from '../../engine/base/finding.js';
import { plain } from '../../engine/base/wording.js';
import { inliningText, nameOfSymbol } from '../../engine/compiler/inlining.js';
import type { GoFileFacts } from '../../engine/go/package/facts.js';
import type { Inlining } from '../../engine/sites/evidence.js';
import { SHOW_ALLOCATIONS, type ShowAllocationsArguments } from '../core/messages.js';
import { say } from '../words.js';
import type { Places } from './to-lsp.js';

export interface LensRequest {
  readonly file: GoFileFacts;
  readonly text: string;
  /** Both tiers, sorted. */
  readonly findings: readonly Finding[];
  readonly inlining: ReadonlyMap<string, Inlining> | undefined;
  readonly places: Places;
  /** Whether the client has the command that lists the places. */
  readonly hasCommand: boolean;
}

/** Functions without a confirmed allocation get none: silence is the common case. */
export function codeLenses({ file, text, findings, inlining, places, hasCommand }: LensRequest): CodeLens[] {
  const allocations = findings.filter(f => isAllocation(f) && !f.suppressed && f.file === file.path);
  if (allocations.length === 0) return [];
  return file.declarations.flatMap(({ offset, length, symbols }) => {
    const [symbol] = symbols.functions;
    const own = allocations.filter(f => f.span.start >= offset && f.span.end <= offset + length);
    if (!symbol || own.length === 0) return [];
    const name = { start: symbol.span.start + offset, end: symbol.span.end + offset };
    const range = places.range(file.path, name);
    if (range === undefined) return [];
    const locations = own.flatMap((f): Location[] => {
      const at = places.range(f.file, f.span);
      return at === undefined ? [] : [{ uri: places.uri(f.file), range: at }];
    });
    const said = inlining?.get(nameOfSymbol(symbol));
    // The word about inlining holds for the text that was compiled only.
    const current = said?.text === text.slice(offset, offset + length) ? said : undefined;
    const count = plain(own.length === 1 ? say.oneAllocation : say.allocations({ count: own.length }));
    const title = current === undefined ? count : `${count} · ${plain(inliningText(current))}`;
    return [lens(range, title, [places.uri(file.path), range.start, locations], hasCommand)];
  });
}

/** A lens without a command is text; that is what `command: ''` means to editors. */
function lens(range: Range, title: string, args: ShowAllocationsArguments, hasCommand: boolean): CodeLens {
  return { range, command: hasCommand ? { title, command: SHOW_ALLOCATIONS, arguments: [...args] } : { title, command: '' } };
}
