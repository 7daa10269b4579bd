/** Jobs of CircleCI, Drone, Azure Pipelines and others: one reader for all, by the table of their formats. */

import { parseGoVersion } from '../base/go-version.js';
import { leavesTree, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import { CI_FORMATS, type CiFormat, type CiKind, nodesAt, type PlacedNode, scalarsAt } from './ci-formats.js';
import { wordsAsScript } from './command-words.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { releaseOf } from './release-tag.js';
import { runnerOf } from './runner.js';
import { mayBuild, runningScripts, shellState, substitute } from './shell-unit.js';
import { experimentsOf, filled, goEnvironment, openEnvironment, settingsOf } from './values.js';
import { mayHideBuilds, unread } from './workflow-steps.js';

/** Jobs of one file; later ones are not read. */
const MAX_JOBS = 500;

/** Packages of the distribution, by their names alone. */
const INSTALLS = /^\s*(?:apk|apt|apt-get)\b[^;&|`$<\n]*$/;

interface CiJobs {
  readonly units: BuildUnit[];
  readonly complete: boolean;
  /** There are more of them than are read. */
  readonly isTooLong?: boolean;
}

/** `roots`: the documents of the file. */
export function* readCiJobs(kind: CiKind, roots: readonly DataNode[], bash: BashParser): Sliced<CiJobs> {
  const units: BuildUnit[] = [];
  let complete = true;
  const format = CI_FORMATS[kind];
  for (const root of roots) {
    for (const job of format.jobs.flatMap(path => nodesAt(root, path))) {
      if (units.length >= MAX_JOBS) return { units, complete: false, isTooLong: true };
      const releases = format.go ? scalarsAt(job.node, format.go) : [];
      for (const release of releases.length > 0 ? releases : [undefined]) {
        const reader = new CiJobReader(format, root, job, bash);
        const unit = yield* reader.read(release);
        complete &&= reader.complete;
        if (unit) units.push(unit);
        yield;
      }
    }
  }
  return { units, complete };
}

class CiJobReader {
  complete = true;
  /** Of the job, which may have hundreds of steps that ask for it. */
  private readonly setsElsewhere: boolean;
  private readonly checksOutAside: boolean;

  constructor(
    private readonly format: CiFormat,
    private readonly root: DataNode,
    private readonly job: PlacedNode,
    private readonly bash: BashParser,
  ) {
    const named = this.layers().flatMap(layer => format.environment.flatMap(path => nodesAt(layer, path)));
    this.setsElsewhere = named.some(({ node }) => itemsOf(node).some(i => child(i, 'group') ?? child(i, 'template')));
    this.checksOutAside = scalarsAt(job.node, ['steps.*.checkout.path']).length > 0;
  }

  /** Undefined for a job that runs nothing of interest. */
  *read(release: (DataNode & { kind: 'scalar' }) | undefined): Sliced<BuildUnit | undefined> {
    const { format } = this;
    const layers = this.layers();
    const settings = [...layers.flatMap(layer => this.settingsAt(layer, format.environment)), ...this.alternatives()];
    const image = imageOf(this.nearest(layers, format.image), text => filled(text, format.holes));
    const before = [...imageSettings(image), ...settings];
    const start = this.environmentOf(before);
    const steps: StageStep[] = [];
    const experiments = experimentsOf(settings);
    for (const { node } of format.steps.flatMap(path => nodesAt(this.job.node, path))) {
      const own = this.settingsAt(node, format.stepEnvironment);
      const scripts = this.scriptsOf(node);
      if (scripts.length === 0 && !this.isHarmless(node)) steps.push(unread(node.span));
      experiments.push(...experimentsOf(own));
      let state = shellState(this.environmentOf([...before, ...own]), this.folderOf(node));
      for (const script of scripts) {
        if (!INSTALLS.test(script.text) && mayHideBuilds(script.text)) steps.push(unread(node.span));
        const outcome = yield* runningScripts(this.bash, [script], state, !format.apart);
        state = outcome.state;
        this.complete &&= outcome.complete;
        steps.push(...outcome.steps);
        experiments.push(...outcome.experiments);
      }
    }
    const commands = steps.flatMap(s => (s.kind === 'go' ? [s.command] : []));
    const go = release ? requestOf(release) : imageGo(image, start, commands);
    if (!steps.some(mayBuild) && experiments.length === 0) return undefined;
    const machine = this.nearest(layers, format.machine ?? []);
    return {
      kind: 'ci job',
      name: this.nameOf(release),
      span: this.job.key?.span ?? { start: this.job.node.span.start, end: this.job.node.span.start },
      ...(go && { go }),
      ...(image ? { image, system: 'linux' as const } : machine ? runnerOf(scalarText(machine)) : (format.usualMachine?.(this.root) ?? {})),
      environment: start,
      commands,
      steps,
      experiments,
    };
  }

  /** What says something of the job, the nearest last. */
  private layers(): DataNode[] {
    const { node, around } = this.job;
    const others = this.format.around?.(node, this.root) ?? [];
    return [...around.filter(n => n.kind === 'map'), ...others.flatMap(n => n ?? []), node];
  }

  private nearest(layers: readonly DataNode[], paths: readonly string[]): DataNode | undefined {
    for (const layer of layers.toReversed()) {
      const [found] = paths.flatMap(path => nodesAt(layer, path));
      if (found) return found.node;
    }
    return undefined;
  }

  private settingsAt(node: DataNode, paths: readonly string[]): Setting[] {
    return paths.flatMap(path => nodesAt(node, path)).flatMap(place => settingsIn(place.node, this.format));
  }

  /** Variables that only some runs of the job have, or with several values. */
  private alternatives(): Setting[] {
    const texts = scalarsAt(this.job.node, this.format.alternatives ?? []).map(node => node.text);
    const names = new Set(texts.flatMap(text => [...text.matchAll(/\b([A-Z][A-Z0-9_]*)=/g)].map(m => m[1]!)));
    return [...names].map(name => ({ name, text: undefined, args: [], origin: 'build file' as const }));
  }

  /** What a group of variables or a template sets stands elsewhere. */
  private environmentOf(settings: readonly Setting[]): Environment {
    return this.setsElsewhere ? openEnvironment(settings.filter(s => s.origin !== 'base image')) : goEnvironment(settings);
  }

  private scriptsOf(step: DataNode): LogicalText[] {
    const { scripts, holes } = this.format;
    const found = scalarsAt(step, scripts).map(node => node.logical);
    const command = this.format === CI_FORMATS.cloudbuild ? commandOf(step) : undefined;
    return [...found, ...(command ? [command] : [])].map(text => substitute(text, holes(text.text)));
  }

  private isHarmless(step: DataNode): boolean {
    const words = [scalarText(step), scalarText(child(step, 'task')), ...entriesOf(step).map(e => e.key)];
    return words.some(word => word !== undefined && this.format.harmless.test(word));
  }

  /** Undefined where it is filled elsewhere, or leads out of the sources. */
  private folderOf(step: DataNode): string | undefined {
    const [node] = scalarsAt(step, this.format.folder);
    // Sources that are checked out elsewhere may lie beside the folder that a step starts in.
    if (!node) return this.checksOutAside ? undefined : '/';
    return /[$<]/.test(node.text) || leavesTree('/', node.text) || node.text.startsWith('/') ? undefined : resolvePath('/', node.text);
  }

  private nameOf(release: DataNode | undefined): string {
    const { node, key } = this.job;
    const given = ['name', 'job', 'label', 'displayName', 'id'].map(k => scalarText(child(node, k))).find(t => t !== undefined && t !== '');
    const name = given ?? (key && key.text !== 'step' ? key.text : 'job');
    return release ? `${name} (go ${scalarText(release)})` : name;
  }
}

/** A map, a list of `NAME=value`, or a list of `{name, value}`. */
function settingsIn(node: DataNode, { holes }: CiFormat): Setting[] {
  const named = itemsOf(node).flatMap(item => {
    const name = scalarText(child(item, 'name'));
    const value = child(item, 'value');
    if (name === undefined || !value) return [];
    const entries = [{ key: name, keySpan: child(item, 'name')!.span, value }];
    return settingsOf({ kind: 'map', span: item.span, entries }, holes);
  });
  return [...settingsOf(node, holes), ...named];
}

/** `entrypoint` and `args` of a step; an official image of Go has no entrypoint of its own. */
function commandOf(step: DataNode): LogicalText | undefined {
  const nodes = [child(step, 'entrypoint'), ...itemsOf(child(step, 'args'))].flatMap(n => n ?? []);
  const words = nodes.filter(n => n.kind === 'scalar');
  const isKnown = child(step, 'entrypoint') !== undefined || /(?:^|\/)golang(?:[:@]|$)/.test(scalarText(child(step, 'name')) ?? '');
  return isKnown && words.length > 0 && words.length === nodes.length ? wordsAsScript(words) : undefined;
}

function requestOf(node: DataNode & { kind: 'scalar' }): GoRequest {
  const release = releaseOf(node.text.replace(/\.x$/, ''));
  const version = release === undefined ? undefined : parseGoVersion(release);
  const { span, written } = node;
  return { text: node.text, span, fixed: false, args: [], ...(version && { version }), ...(written !== undefined && { written }) };
}
