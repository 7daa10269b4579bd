/** The type of the value that a finding is about, as a person would write it in that file. */
import type { Finding } from '../../engine/base/finding.js';
import { markdownParts } from '../../engine/base/wording.js';
import type { TreeTypes } from '../../engine/go/types/checking.js';
import { Mode, type Type } from '../../engine/go/types/model.js';
import { shortText } from '../../engine/go/types/short-text.js';
import { declarationOver } from '../../engine/syntax/declaration-over.js';
import type { Workspace } from '../../engine/workspace/workspace.js';

const VALUES = new Set([Mode.Constant, Mode.Variable, Mode.MapIndex, Mode.Value, Mode.CommaOk]);
/** What takes longer is not waited for: types of a declaration that findings follow from are mostly known. */
const MAX_SLICES = 8;

/** Undefined where the finding is about no value, its type is not known, or the message names it. */
export function valueType({ file, span, message }: Finding, workspace: Pick<Workspace, 'typed' | 'goSource'>): string | undefined {
  const source = workspace.goSource(file);
  const declaration = source && declarationOver(source.syntax, span);
  const typed = declaration && workspace.typed(file);
  const known = typed?.at(declaration!.offset)?.typing();
  if (!known) return undefined;
  const types = within(known, MAX_SLICES);
  const type = types && typeAt(types, span.start - declaration!.offset, span.end - declaration!.offset);
  const text = type && shortText(type, typed!.source);
  return text !== undefined && !markdownParts(message).text.includes(`\`${text}\``) ? text : undefined;
}

/** What the work comes to, if it does in so many slices. */
function within<T>(work: Generator<void, T>, slices: number): T | undefined {
  for (let i = 0; i < slices; i++) {
    const step = work.next();
    if (step.done) return step.value;
  }
  work.return(undefined as T);
  return undefined;
}

/** Of an expression, or of the variable that is declared there. */
function typeAt({ tree, types, modes, objects }: TreeTypes, start: number, end: number): Type | undefined {
  for (const n of tree.nodesOver(start, end)) {
    const object = objects.get(n);
    if (object?.kind === 'var') return object.type;
    const type = types[n];
    if (type && VALUES.has(modes[n]!)) return type;
  }
  return undefined;
}
