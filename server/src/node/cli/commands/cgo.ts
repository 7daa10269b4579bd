/** `cgo [DIR]`: through which imports the programs below a folder use cgo. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Message } from '../../../engine/base/message.js';
import { jsonText, visible } from '../../../engine/base/printable.js';
import { plain } from '../../../engine/base/wording.js';
import { cgoChains } from '../../../engine/program/cgo-chains.js';
import type { CgoClosure, CgoNeed } from '../../../engine/program/cgo-closure.js';
import { hasTwin } from '../../../engine/program/cgo-needs.js';
import { say as story } from '../../../engine/reports/cgo-story-words.js';
import type { Grammars } from '../../../engine/syntax/engine.js';
import { knownCgoPackage } from '../../../engine/tables/cgo-packages.js';
import { GoTool } from '../../go/go-tool.js';
import { type ListTarget, listDeps } from '../../go/list-deps.js';
import { COMPILED, discover, toKey } from '../discover.js';
import { DiskFolders } from '../disk-folders.js';
import { remarksJson } from '../formats/message-json.js';
import { type Remarks, remarks } from '../outcome.js';
import { Refused } from '../refused.js';
import { Session } from '../session.js';
import { say } from './cgo-words.js';

export interface CgoOptions {
  readonly dir: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly grammars: Grammars;
  readonly format: 'text' | 'json';
  /** `linux/amd64`. */
  readonly target: string;
  readonly tags: string;
}

interface CgoProgram {
  /** Import path; the folder where there is no module. */
  readonly program: string;
  readonly closure: CgoClosure;
}

interface CgoReport {
  /** `go list` is exact; `sources` reads what is on this machine. */
  readonly by: 'go list' | 'sources';
  /** Why the go command was not asked, or could not answer. */
  readonly note?: string;
  /** What the go command answered instead. */
  readonly refusal?: Message;
  readonly programs: readonly CgoProgram[];
}

type CgoRun = CgoOptions & { readonly disk: DiskFolders };

/** The whole output, and what could not be looked at for it. */
export async function cgoReport(options: CgoOptions): Promise<Remarks & { readonly output: string }> {
  const dir = toKey(resolve(options.cwd, options.dir.replace(/(^|[\\/])\.\.\.$/, '') || '.'));
  if (!existsSync(dir) || !statSync(dir).isDirectory()) throw new Refused(say.noFolder({ folder: options.dir }));
  const disk = new DiskFolders();
  const found = discover([options.dir], options.cwd, disk, COMPILED);
  const isEmpty = found.go.length + found.gaps.length === 0;
  const report: CgoReport = isEmpty ? { by: 'sources', programs: [] } : await read(dir, { ...options, disk });
  const { refusal, programs } = report;
  const incomplete = programs.filter(({ closure }) => !closure.complete).map(({ program }) => say.incomplete({ program }));
  const own = { gaps: [...(refusal ? [refusal] : []), ...incomplete] };
  const none = programs.length + own.gaps.length === 0 && found.notes.length === 0;
  const said = remarks(found, own, { notes: none ? [say.noPackage({ folder: options.dir })] : [] });
  return { ...said, output: options.format === 'json' ? json(report, said, options) : text(report, options) };
}

async function read(dir: string, options: CgoRun): Promise<CgoReport> {
  const tool = GoTool.find('', options.env);
  if (!tool) return { ...(await fromSources(dir, options)), note: plain(say.noGo) };
  const [goos = 'linux', goarch = 'amd64'] = options.target.split('/');
  const target: ListTarget = { goos, goarch, tags: options.tags };
  const packages = await listDeps(tool, dir, target, options.env);
  if ('error' in packages) return { ...(await fromSources(dir, options)), note: plain(packages.error), refusal: packages.error };
  const named = [...packages.values()].filter(p => !p.isDependency);
  const mains = named.filter(p => p.name === 'main');
  const roots = mains.length > 0 ? mains : named;
  return { by: 'go list', programs: roots.map(p => ({ program: p.importPath, closure: cgoChains(p.importPath, packages, goos) })) };
}

async function fromSources(dir: string, { grammars, tags, env, target, disk }: CgoRun): Promise<CgoReport> {
  const [os = 'linux', arch = 'amd64'] = target.split('/');
  const platform = { os, arch };
  const list = tags === '' ? [] : tags.split(',');
  return Session.run({ grammars, env, rules: [], disk }, session => {
    const { workspace } = session;
    const closures = () => workspace.mainPackages(dir).map(main => ({ main, closure: workspace.cgoClosure(main, list, platform) }));
    const place = [`${dir}/_`];
    session.drive(
      { kind: 'builds', paths: place },
      { kind: 'surroundings', paths: place, programs: 'all' },
      { kind: 'question', ask: () => void closures() },
    );
    const programs = closures().map(({ main, closure }) => {
      const module = workspace.module(`${main}/_`);
      return { program: module ? module.module + main.slice(module.dir.length) : main, closure };
    });
    return { by: 'sources', programs };
  });
}

function text(report: CgoReport, { target, dir }: CgoOptions): string {
  const lines = report.note === undefined ? [] : [report.note, ''];
  if (report.programs.length === 0) return `${[...lines, plain(say.noPackage({ folder: dir }))].join('\n')}\n`;
  for (const { program, closure } of report.programs) lines.push(...programLines(program, closure, target), '');
  lines.push(plain(report.by === 'go list' ? story.byGoList : story.bySources));
  return `${lines.join('\n')}\n`;
}

function programLines(program: string, { needs, complete, unknown }: CgoClosure, target: string): string[] {
  const named = { program, target };
  const lines = [plain(needs.length > 0 ? say.uses(named) : complete ? say.without(named) : say.withoutAsFound(named))];
  for (const need of needs) lines.push(`  ${needText(need)}`, `    ${visible(need.chain.join(' → '))}`);
  if (unknown.length > 0) lines.push(`  ${plain(notFound(unknown))}`);
  if (needs.length > 0 && complete && needs.every(hasTwin)) lines.push(`  ${plain(story.buildsWithoutCgo)}`);
  return lines;
}

function needText(need: CgoNeed): string {
  const { importPath } = need;
  if (hasTwin(need)) return plain(say.twin({ package: importPath }));
  const known = knownCgoPackage(importPath);
  if (!known) return visible(importPath);
  const { why, alternative } = known;
  if (alternative === undefined) return plain(say.known({ package: importPath, why }));
  return plain(say.knownWithAlternative({ package: importPath, why, alternative }));
}

/** Packages that are named; the others are counted. */
const MAX_NAMED = 10;

function notFound(unknown: readonly string[]): Message {
  const packages = unknown.slice(0, MAX_NAMED).join(', ');
  const count = unknown.length - MAX_NAMED;
  return count > 0 ? say.notFoundAndMore({ packages, count }) : say.notFound({ packages });
}

function json({ by, note, programs }: CgoReport, said: Remarks, { target }: CgoOptions): string {
  const out = programs.map(({ program, closure }) => ({
    program,
    complete: closure.complete,
    unknown: closure.unknown,
    needs: closure.needs.map(need => {
      const known = need.from === 'std' ? undefined : knownCgoPackage(need.importPath);
      return {
        importPath: need.importPath,
        chain: need.chain,
        from: need.from,
        hasPureGoTwin: hasTwin(need),
        ...(known && {
          why: known.why,
          withoutCgo: known.withoutCgo,
          ...(known.alternative !== undefined && { alternative: known.alternative }),
        }),
      };
    }),
  }));
  return jsonText({ version: 1, by, ...(note !== undefined && { note }), target, programs: out, ...remarksJson(said) });
}
