/** Hover that tells why a program uses cgo: on a stage, a go command or CGO_ENABLED in a build file, and on an import in Go. */
import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { Span } from '../../engine/base/finding.js';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { markdownCode } from '../../engine/base/printable.js';
import { markdown } from '../../engine/base/wording.js';
import { hasTwin } from '../../engine/program/cgo-needs.js';
import { contextsOfFile } from '../../engine/program/contexts-of-file.js';
import { linkageText, outcomesIn } from '../../engine/program/program-outcome.js';
import { type CgoStory, cgoStory, type ExactClosure, remarks, shownChains, storyOf } from '../../engine/reports/cgo-story.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { say } from './cgo-hover-words.js';
import type { Places } from './to-lsp.js';

/** Undefined where nothing brings cgo in, and where nobody knows. `exact`: what the go command has said, for build files. */
export function cgoHover(key: string, offset: number, workspace: Workspace, places: Places, exact?: ExactClosure): Hover | undefined {
  const told = workspace.goFacts(key) ? inGo(key, offset, workspace) : inBuildFile(key, offset, workspace, exact);
  if (!told) return undefined;
  const range = places.range(key, told.span);
  return { contents: { kind: MarkupKind.Markdown, value: told.text }, ...(range && { range }) };
}

interface Told {
  readonly text: string;
  readonly span: Span;
}

const holds = (span: Span | undefined, offset: number) => span !== undefined && span.start <= offset && offset <= span.end;

function inBuildFile(key: string, offset: number, workspace: Workspace, exact: ExactClosure | undefined): Told | undefined {
  const outcome = outcomesIn(workspace);
  for (const context of contextsOfFile(key, workspace)) {
    const { command, linkage } = outcome(context);
    if (command?.verb !== 'build' && command?.verb !== 'install') continue;
    const span = [command.span, context.cgoEnabled.at?.span, context.span].find(s => holds(s, offset));
    const story = span && cgoStory({ ...context, command }, workspace, exact);
    if (!span || !story || story.chains.length === 0) continue;
    const linked = linkage.kind === 'unknown' ? undefined : say.linkage({ linkage: linkageText(linkage) });
    return { span, text: hoverText(say.program({ place: context.name }), story, linked) };
  }
  return undefined;
}

function inGo(key: string, offset: number, workspace: Workspace): Told | undefined {
  const found = workspace.goFacts(key)?.imports.find(i => holds(i.span, offset));
  if (!found) return undefined;
  if (found.path === 'C') {
    const story = towards(dirName(key), workspace);
    return { span: found.span, text: hoverText(say.package, story, undefined) };
  }
  const { needs, ...closure } = workspace.cgoClosure(dirName(key));
  const here = needs.filter(n => n.chain[1] === found.path && (!hasTwin(n) || n.importPath === found.path));
  if (here.length === 0) return undefined;
  return { span: found.span, text: hoverText(say.import, storyOf([{ ...closure, needs: here }], false), undefined) };
}

/** Programs whose imports are followed for one hover. */
const MAX_PROGRAMS = 8;

/** The ways from the module's programs to a package. */
function towards(dir: string, workspace: Workspace): CgoStory | undefined {
  const module = workspace.module(`${dir}/_`);
  if (!module) return undefined;
  const own = dir === module.dir ? module.module : `${module.module}/${dir.slice(module.dir.length + 1)}`;
  const closures = workspace
    .mainPackages(module.dir)
    .slice(0, MAX_PROGRAMS)
    .map(main => workspace.cgoClosure(main));
  const ways = closures.map(c => ({ ...c, needs: c.needs.filter(n => n.importPath === own) })).filter(c => c.needs.length > 0);
  return ways.length > 0 ? storyOf(ways, false) : undefined;
}

function hoverText(title: Message, story: CgoStory | undefined, linked: Message | undefined): string {
  const ways = story ? shownChains(story).map(chain => `- ${markdownCode(chain)}`) : [];
  const rest = story && story.chains.length > 0 ? remarks(story).map(markdown) : [];
  return [`**${markdown(title)}**`, linked && markdown(linked), ways.join('\n'), rest.join(' ')].filter(part => part).join('\n\n');
}
