/** What brings cgo into the programs that a place builds, for the matrix and for hovers. */

import { followedBy, type Message } from '../base/message.js';
import type { BuildContext } from '../program/build-contexts.js';
import { builtFolders } from '../program/build-folders.js';
import type { CgoClosure, Platform } from '../program/cgo-closure.js';
import { decisive, hasTwin } from '../program/cgo-needs.js';
import { foldersBuilt } from '../program/image-build.js';
import { goFlag, splitTags } from '../shell/go-command.js';
import { say } from './cgo-story-words.js';
import type { ReportView } from './report-view.js';

export interface CgoStory {
  /** One for each package with cgo, those without a twin in pure Go first: from the program to C. */
  readonly chains: readonly (readonly string[])[];
  /** How sure that is: `go list` is exact; `table` when only the list of known packages names one of them. */
  readonly by: 'go list' | 'sources' | 'table';
  /** Import paths that could not be followed. */
  readonly missing: number;
  /** True when CGO_ENABLED=0 builds every program all the same. */
  readonly hasTwins: boolean;
}

/** The same question put to the go command; undefined while it has not answered. */
export type ExactClosure = (folder: string, tags: readonly string[], platform: Platform) => CgoClosure | undefined;

/** Undefined where cgo is off, and where it is not known which programs are built with which tags. */
export function cgoStory(context: BuildContext, workspace: ReportView, exact?: ExactClosure): CgoStory | undefined {
  const { command, unit, cgoEnabled, foreign } = context;
  if (!command || !unit || foreign || cgoEnabled.value === '0') return undefined;
  const tags = goFlag(command, 'tags');
  if (tags !== 'unknown' && tags && tags.text === undefined) return undefined;
  const list = tags === 'unknown' ? [] : splitTags(tags?.text ?? '');
  const platform = { os: context.goos.value || 'linux', arch: context.goarch.value || 'amd64' };
  const folders = foldersOf(context, workspace);
  const known = folders.map(folder => exact?.(folder, list, platform));
  const closures = folders.map((folder, i) => known[i] ?? workspace.cgoClosure(folder, list, platform));
  return closures.length === 0
    ? undefined
    : storyOf(
        closures,
        known.every(k => k !== undefined),
      );
}

export function storyOf(closures: readonly CgoClosure[], isExact: boolean): CgoStory {
  const needs = decisive(closures.flatMap(c => c.needs));
  const missing = new Set(closures.flatMap(c => c.unknown)).size;
  const by = isExact ? 'go list' : needs.some(n => n.from === 'table') ? 'table' : 'sources';
  return { chains: needs.map(n => [...n.chain, 'C']), by, missing, hasTwins: missing === 0 && needs.every(hasTwin) };
}

/** Main packages (workspace paths); empty when one of them cannot be told. */
function foldersOf({ file, unit, command }: BuildContext, workspace: ReportView): readonly string[] {
  const image = workspace.dockerfileFacts(file);
  const stage = image?.stages.find(s => s.from.imageSpan === unit!.span);
  if (image && stage) return foldersBuilt(image, stage, command!, workspace);
  const build = workspace.buildFacts(file);
  return build ? builtFolders(build, unit!, command!, workspace) : [];
}

/** Chains shown; what is decisive stands first. */
const MAX_CHAINS = 3;

/** One line for each chain, and how sure that is; empty when nothing brings cgo in and everything was found. */
export function storyMessages(story: CgoStory): readonly Message[] {
  if (story.chains.length === 0) return story.missing === 0 ? [] : [followedBy(say.none, certainty(story))];
  return [...shownChains(story).map(chain => say.through({ chain })), ...remarks(story)];
}

/** The first chains, each from the program to C. */
export function shownChains({ chains }: CgoStory): readonly string[] {
  return chains.slice(0, MAX_CHAINS).map(chain => chain.join(' → '));
}

/** How many chains are left out, how sure the story is, and whether it also builds without cgo. */
export function remarks(story: CgoStory): readonly Message[] {
  const more = story.chains.length - MAX_CHAINS;
  return [...(more > 0 ? [say.more({ count: more })] : []), certainty(story), ...(story.hasTwins ? [say.buildsWithoutCgo] : [])];
}

function certainty({ by, missing }: CgoStory): Message {
  if (by === 'table') return say.byTable({ count: missing });
  if (by === 'go list') return missing === 0 ? say.byGoList : say.byGoListInPart({ count: missing });
  return missing === 0 ? say.bySources : say.bySourcesInPart({ count: missing });
}
