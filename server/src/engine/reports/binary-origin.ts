/** The part of a binary's report that lays it beside the workspace: which places build it with the same settings, and how the others differ. */

import type { Location } from '../base/finding.js';
import type { Message } from '../base/message.js';
import { visible } from '../base/printable.js';
import { plain } from '../base/wording.js';
import type { BinaryFacts } from '../binary/binary.js';
import type { BuildContext } from '../program/build-contexts.js';
import { outcomesIn } from '../program/program-outcome.js';
import { kindName } from '../program/words.js';
import { say } from './binary-origin-words.js';
import { type ComparedContext, compareBinary, type Difference } from './compare-binary.js';
import type { ReportView } from './report-view.js';

export interface BinaryOrigin {
  /** Path of the binary's main module; undefined when it names none. */
  readonly module: string | undefined;
  /** False: no go.mod of the workspace is that module's. */
  readonly isHere: boolean;
  /** The nearest first. */
  readonly contexts: readonly ComparedContext[];
  /** Commit of the binary and of the workspace, where both are known. */
  readonly revisions?: { readonly binary: string; readonly isModified: boolean; readonly workspace: string };
}

/** Undefined for what Go did not build. `local`: the go command of this machine; `head`: the commit that is checked out. */
export function originOf(
  program: BinaryFacts,
  workspace: ReportView,
  local: BuildContext | undefined,
  head: string | undefined,
): BinaryOrigin | undefined {
  const { go } = program;
  if (!go) return undefined;
  const module = go.main?.path;
  const mod = module === undefined ? undefined : [...workspace.paths()].map(p => workspace.module(p)).find(m => m?.module === module);
  if (!mod) return { module, isHere: false, contexts: [] };
  const outcome = outcomesIn(workspace);
  const places = [...workspace.buildContexts(mod.path), ...(local ? [local] : [])];
  const contexts = places.flatMap(context => compareBinary(program, go, context, outcome(context).linkage, workspace) ?? []);
  const binary = go.settings.get('vcs.revision');
  const isModified = go.settings.get('vcs.modified') === 'true';
  const revisions = binary !== undefined && head !== undefined ? { revisions: { binary, isModified, workspace: head } } : {};
  return { module, isHere: true, contexts: withoutDoubles(contexts).sort(nearest), ...revisions };
}

/** Cells of a CI matrix that say the same about the binary. */
function withoutDoubles(contexts: readonly ComparedContext[]): ComparedContext[] {
  const key = ({ context, differences, same }: ComparedContext) => JSON.stringify([context.file, context.span, differences, same]);
  return [...new Map(contexts.map(c => [key(c), c])).values()];
}

const nearest = (a: ComparedContext, b: ComparedContext) => a.differences.length - b.differences.length || b.same.length - a.same.length;

/** Text in which places stand, and what they lead to: offsets in UTF-16 units from the text's start. */
export interface LinkedText {
  readonly text: string;
  readonly links: readonly { readonly start: number; readonly end: number; readonly at: Location }[];
}

/** Contexts shown; the others build it even less so. */
const MAX_CONTEXTS = 8;

/** `label` names a place for the reader: `deploy/Dockerfile:12`; undefined for what is no file, such as the go command. */
export function originText(origin: BinaryOrigin, label: (at: Location) => string | undefined): LinkedText {
  const out = new LinkedWriter(label);
  const { module, isHere, contexts, revisions } = origin;
  if (module === undefined) return out.line(say.noModule).done();
  if (!isHere) return out.line(say.otherModule({ module })).done();
  const agreeing = contexts.filter(c => c.differences.length === 0 && c.same.length > 0);
  const others = contexts.filter(c => c.differences.length > 0);
  // A place that tells little agrees easily.
  const sure = agreeing.filter(c => c.same.includes('Go') && c.context.command !== undefined);
  const unsure = agreeing.filter(c => !sure.includes(c));
  out.line(sure.length > 0 ? say.sameSettings : say.noneTheSame);
  for (const c of sure.slice(0, MAX_CONTEXTS)) out.agreement(c);
  if (unsure.length > 0) out.gap().line(say.perhapsTheSame);
  for (const c of unsure.slice(0, MAX_CONTEXTS)) out.agreement(c);
  if (others.length > 0) out.gap().line(say.otherSettings);
  for (const c of others.slice(0, MAX_CONTEXTS)) {
    out.context(c);
    out.differences(c);
  }
  if (others.length > MAX_CONTEXTS) out.line(say.morePlaces({ count: others.length - MAX_CONTEXTS }), 2);
  if (revisions) out.gap().line(revisionLine(revisions));
  return out.done();
}

function revisionLine({ binary, isModified, workspace }: NonNullable<BinaryOrigin['revisions']>): Message {
  const short = (commit: string) => commit.slice(0, 12);
  const commit = short(binary);
  if (binary === workspace) return (isModified ? say.modifiedRevision : say.revision)({ commit });
  return (isModified ? say.modifiedOtherRevision : say.otherRevision)({ commit, here: short(workspace) });
}

function sidesText({ binary, there }: Pick<Difference, 'binary' | 'there'>): Message {
  if (binary === '-') return say.binaryUnset({ there });
  return there === '-' ? say.placeUnset({ binary }) : say.bothSet({ binary, there });
}

class LinkedWriter {
  private text = '';
  private readonly links: { start: number; end: number; at: Location }[] = [];

  constructor(private readonly label: (at: Location) => string | undefined) {}

  line(message: Message, indent = 0): this {
    this.text += `${' '.repeat(indent)}${plain(message)}\n`;
    return this;
  }

  gap(): this {
    this.text += '\n';
    return this;
  }

  context({ context: { kind, name, file, span } }: ComparedContext): void {
    this.text += `  ${kindName(kind)} ${visible(name)}`;
    this.place({ file, span });
    this.text += '\n';
  }

  agreement(c: ComparedContext): void {
    this.context(c);
    this.line(say.same({ settings: c.same.join(', ') }), 4);
    if (c.unknown.length > 0) this.line(say.unknown({ settings: c.unknown.join(', ') }), 4);
  }

  /** Columns: setting, both sides, place. */
  differences({ differences }: ComparedContext): void {
    const rows = differences.map(d => ({ name: d.setting, text: plain(sidesText(d)), at: d.at }));
    const [names, texts] = [Math.max(...rows.map(r => r.name.length)), Math.max(...rows.map(r => r.text.length))];
    for (const { name, text, at } of rows) {
      this.text += `    ${name.padEnd(names)}  ${at ? text.padEnd(texts) : text}`;
      if (at) this.place(at);
      this.text += '\n';
    }
  }

  done(): LinkedText {
    return { text: this.text, links: this.links };
  }

  private place(at: Location): void {
    const known = this.label(at);
    if (known === undefined) return;
    const label = visible(known);
    this.text += '  ';
    this.links.push({ start: this.text.length, end: this.text.length + label.length, at });
    this.text += label;
  }
}

/** Plain data; `label` as above. */
export function originJson(origin: BinaryOrigin, label: (at: Location) => string | undefined): object {
  return {
    module: origin.module ?? null,
    inWorkspace: origin.isHere,
    ...(origin.revisions && { revisions: origin.revisions }),
    contexts: origin.contexts.map(({ context: { kind, name, file, span }, same, unknown, differences }) => ({
      kind,
      name,
      source: label({ file, span }) ?? null,
      same,
      unknown,
      differences: differences.map(({ at, ...d }) => ({ ...d, source: (at && label(at)) ?? null })),
    })),
  };
}
