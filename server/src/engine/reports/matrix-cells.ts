/** What stands in the cells of one row of the build matrix. */

import type { Location } from '../base/finding.js';
import { formatGoVersion, type GoVersion } from '../base/go-version.js';
import type { Message } from '../base/message.js';
import type { BuildContext, ContextValue } from '../program/build-contexts.js';
import type { Linkage } from '../program/linkage.js';
import { linkageText, type Outcome } from '../program/program-outcome.js';
import { splitTags } from '../shell/go-command.js';
import { type CgoStory, storyMessages } from './cgo-story.js';
import type { MatrixCell, MatrixColumn } from './matrix-model.js';
import { say } from './matrix-words.js';

/** Without the patch, which is no other Go. */
export const minor = (v: GoVersion) => formatGoVersion({ major: v.major, minor: v.minor });

/** A cell before it is compared with the others of its column. */
export interface CellText extends Omit<MatrixCell, 'differs'> {
  /** Undefined: unknown, or nothing that this row decides. */
  readonly compared: string | undefined;
}

/** `written`: what stands at a place. */
export function cellTexts(
  c: BuildContext,
  outcome: Outcome,
  story: CgoStory | undefined,
  written: (at: Location) => string | undefined,
): Record<MatrixColumn, CellText> {
  const builds = c.builds && !c.foreign;
  const shown = (cell: ContextValue): CellText => ({
    text: cell.choices?.join(',') ?? cell.value ?? cell.partly ?? (!cell.isOpen && (builds || cell.at) ? '?' : ''),
    // A default counts like a setting that nobody made, and only where something is built: what make or a script builds there sees the others.
    compared: cell.isSet || (builds && cell.value !== undefined) ? (cell.isSet ? cell.value : '') : undefined,
    isSet: cell.isSet,
    ...(cell.at && { at: cell.at }),
    ...(cell.value === undefined && cell.at && writtenNote(written(cell.at), cell.choices)),
  });
  const marked = (cell: CellText): CellText => (cell.text === '' && builds ? { ...cell, text: '-' } : cell);
  const column = (cell: ContextValue) => marked(shown(cell));
  return {
    go: goCell(c, shown(c.goVersion)),
    goexperiment: { ...column(c.goexperiment), ...experimentsNote(c) },
    cgo: column(c.cgoEnabled),
    target: marked(targetCell(shown(c.goos), shown(c.goarch))),
    tags: tagsCell(column(c.tags)),
    ldflags: column(c.ldflags),
    buildmode: column(c.buildmode),
    linkage: linkageCell(c, outcome, story),
    image: imageCell(c, outcome, column(c.finalImage)),
  };
}

/** Why a value is unknown: what is written is filled in elsewhere. */
function writtenNote(text: string | undefined, choices: readonly string[] | undefined): Pick<CellText, 'notes'> {
  if (choices) return { notes: [say.oneForEach] };
  return text === undefined ? {} : { notes: [say.setAtRunTime({ text })] };
}

/** A patch release is no other Go. */
function goCell({ release, goVersion, switched }: BuildContext, cell: CellText): CellText {
  const text = goVersion.value === undefined && release ? formatGoVersion(release) : cell.text;
  const notes = switched && [say.fetches({ installed: formatGoVersion(switched) })];
  // What no line chooses is the Go of whoever runs it.
  return {
    ...cell,
    text: text === '' ? (goVersion.isOpen ? '-' : '?') : text,
    compared: release && minor(release),
    ...(notes && { notes }),
  };
}

/** Their order means nothing. */
function tagsCell(cell: CellText): CellText {
  return cell.compared === undefined ? cell : { ...cell, compared: splitTags(cell.compared).sort().join(',') };
}

function targetCell(os: CellText, arch: CellText): CellText {
  const text = os.text === arch.text ? os.text : `${os.text || '-'}/${arch.text || '-'}`;
  return { ...(arch.at ? arch : os), text };
}

/** How the variable differs from the default: items that are default already do not count. */
function experimentsNote({ experiments, release, goexperiment }: BuildContext): Pick<CellText, 'notes'> {
  if (!experiments || !release || !goexperiment.isSet) return {};
  const version = formatGoVersion({ major: release.major, minor: release.minor });
  if (experiments.length === 0) return { notes: [say.sameAsDefault({ version })] };
  return { notes: [say.unlikeDefault({ version, experiments: experiments.join(', ') })] };
}

function linkageCell(c: BuildContext, { command, linkage, isByMachine, isElsewhere }: Outcome, story: CgoStory | undefined): CellText {
  const nothing = { isSet: false, compared: undefined };
  if (!command || c.foreign || isElsewhere) return { text: '', ...nothing };
  if (command.verb !== 'build' && command.verb !== 'install' && command.verb !== undefined) return { text: '', ...nothing };
  const at = { file: c.file, span: command.span };
  const notes = [...(isByMachine && !c.cgoEnabled.isSet ? [say.byMachine] : []), ...linkageNotes(linkage, story)];
  const chains = linkage.kind !== 'static' && story && story.chains.length > 0 ? { chains: story.chains } : {};
  return { text: isByMachine ? '-' : linkageText(linkage), ...nothing, at, ...(notes.length > 0 && { notes }), ...chains };
}

function linkageNotes(linkage: Linkage, story: CgoStory | undefined): readonly Message[] {
  if (linkage.kind === 'static') return [];
  const told = story ? storyMessages(story) : [];
  if (linkage.kind === 'unknown') return told;
  if (linkage.why === 'pie') return [say.pie, ...told];
  return linkage.why === 'race' ? [say.race, ...told] : told;
}

function imageCell(c: BuildContext, { image, cannotStart }: Outcome, lastStage: CellText): CellText {
  if (!image) return lastStage;
  const cell = { text: image.text ?? '?', compared: undefined, isSet: true, at: { file: c.file, span: image.span } };
  if (!cannotStart) return cell;
  const { libc } = cannotStart.linkage;
  const note =
    cannotStart.lacking === 'a newer glibc' ? say.glibcTooOld : libc === 'any' ? say.loaderMissing : say.libcLoaderMissing({ libc });
  return { ...cell, notes: [note], wrong: true };
}
