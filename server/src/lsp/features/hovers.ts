/** What a hover says: all that findings, the target and cgo have to say about one place. */
import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver';
import type { ExactClosure } from '../../engine/reports/cgo-story.js';
import type { Ask } from '../../engine/workspace/steps.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Host } from '../core/host.js';
import type { OpenDocument } from '../documents/documents.js';
import { cgoHover } from './cgo-hover.js';
import { withHeads } from './heads.js';
import { hoverAt } from './hover.js';
import { targetHover } from './target-hover.js';
import { type Places, touches } from './to-lsp.js';
import { valueType } from './value-type.js';

interface HoverSources {
  readonly workspace: Workspace;
  readonly places: Places;
  /** The client runs commands of hovers. */
  readonly hasCommands: boolean;
  /** What the go command has said of build files. */
  readonly exact: ExactClosure;
}

/** Milliseconds after which a hover is answered with what is known: a tooltip that comes later is in the way. */
const PATIENCE = 120;

interface Waiting {
  readonly host: Pick<Host, 'now' | 'delay'>;
  /** The document with its findings; undefined when it is not open or takes longer. */
  settled(patience: number): Promise<OpenDocument | undefined>;
  know(asks: readonly Ask[]): Promise<void>;
}

/** Waits for findings, and for packages that nobody had asked for before. */
export async function hoverInTime({ host, settled, know }: Waiting, position: Position, from: HoverSources): Promise<Hover | null> {
  const until = host.now() + PATIENCE;
  const left = () => Math.max(0, until - host.now());
  const document = await settled(left());
  if (!document) return null;
  const first = hoverOver(document, position, from);
  if (!from.workspace.external.isWaiting) return first;
  const ask = () => void hoverOver(document, position, from);
  await Promise.race([know([ask]), new Promise<void>(resolve => host.delay(left(), resolve))]);
  const now = await settled(left());
  return now ? hoverOver(now, position, from) : first;
}

function hoverOver({ key, text }: OpenDocument, position: Position, from: HoverSources): Hover | null {
  const { workspace, places, hasCommands, exact } = from;
  const at = text.offsetAt(position);
  // A head only ends earlier: of the others none is here.
  const around = workspace.findings(key).filter(({ span }) => touches(span, { start: at, end: at }));
  const findings = withHeads(text.getText(), around);
  const hovers = [
    hoverAt(at, findings, workspace.leaks(key), places, hasCommands, finding => valueType(finding, workspace)),
    targetHover(key, at, workspace, places),
    cgoHover(key, at, workspace, places, exact),
  ].filter(hover => hover !== undefined);
  const [first] = hovers;
  if (!first) return null;
  const value = hovers.map(hover => (hover.contents as MarkupContent).value).join('\n\n---\n\n');
  return { ...first, contents: { kind: MarkupKind.Markdown, value } };
}
