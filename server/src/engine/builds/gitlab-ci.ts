/** `.gitlab-ci.yml`: one unit for each job that runs go, with what it takes over from `default` and from jobs it extends. */

import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { Environment } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { mayBuild, runningScripts, shellState } from './shell-unit.js';
import { experimentsOf, goEnvironment, settingsOf } from './values.js';
import { unread } from './workflow-steps.js';

/** Top-level keys that are no jobs. */
const KEYWORDS = new Set(
  'default include stages variables workflow spec image services cache before_script after_script pages:deploy'.split(' '),
);
const MAX_EXTENDS = 8;
/** Jobs that one takes over from, each as often as it does: jobs that extend all others would never end. */
const MAX_LAYERS = 200;

export function* readGitlabCi(root: DataNode | undefined, bash: BashParser): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const units: BuildUnit[] = [];
  let complete = true;
  const budget = { references: MAX_REFERENCES };
  for (const job of entriesOf(root)) {
    if (KEYWORDS.has(job.key) || job.key.startsWith('.') || job.value.kind !== 'map') continue;
    const read = yield* readJob(job, root!, bash, budget);
    complete &&= read.complete;
    if (read.unit) units.push(read.unit);
    yield;
  }
  return { units, complete };
}

function* readJob(
  job: DataEntry,
  root: DataNode,
  bash: BashParser,
  budget: Seen['budget'],
): Sliced<{ unit?: BuildUnit; complete: boolean }> {
  const { layers, known } = layersOf(job.value, root);
  const defaults = child(root, 'default');
  const find = (key: string) => [...layers, defaults, root].map(l => child(l, key)).find(n => n !== undefined);
  const settings = [root, ...[...layers].reverse()].flatMap(l => settingsOf(referred(child(l, 'variables'), root)));
  const variables = Environment.of(settings, false);
  const image = imageOf(referred(find('image'), root), text => expand(text, variables));
  const all = [...imageSettings(image), ...settings];
  // What an included file says about the job, or about all jobs, is not known here.
  const isListed = layers.every(l => child(l, 'variables')?.kind !== 'unknown' || referred(child(l, 'variables'), root));
  const environment = known && isListed && !includesOthers(root) ? goEnvironment(all) : Environment.of(all, false);
  const seen: Seen = { budget, elsewhere: [] };
  const scripts = ['before_script', 'script'].flatMap(key => lines(find(key), root, seen));
  const outcome = yield* runningScripts(bash, scripts, shellState(environment, '/'), true);
  const experiments = [...experimentsOf(settings), ...outcome.experiments];
  if (!outcome.steps.some(mayBuild) && experiments.length === 0) return { complete: outcome.complete };
  const go = withNumber(imageGo(image, environment, outcome.commands), referred(find('image'), root), variables);
  const unit: BuildUnit = {
    kind: 'ci job',
    name: job.key,
    span: job.keySpan,
    ...(go && { go }),
    ...(image && { image, system: 'linux' }),
    environment,
    commands: outcome.commands,
    steps: [...seen.elsewhere.map(unread), ...outcome.steps],
    experiments,
  };
  return { unit, complete: outcome.complete };
}

/** The release that a variable gives as a number, which YAML has read. */
function withNumber(go: GoRequest | undefined, image: DataNode | undefined, variables: Environment): GoRequest | undefined {
  const text = scalarText(image) ?? scalarText(child(image, 'name')) ?? '';
  const name = /:\$\{?(\w+)/.exec(text)?.[1];
  const setting = name === undefined ? undefined : variables.get(name);
  const number = setting === 'unknown' ? undefined : setting?.number;
  return go && number
    ? { ...go, span: number.span, written: number.text, text: setting && setting !== 'unknown' ? setting.text : go.text }
    : go;
}

/** Templates of GitLab itself set no variable of Go; any other file may. */
function includesOthers(root: DataNode): boolean {
  const include = child(root, 'include');
  const files = include?.kind === 'map' ? [include] : itemsOf(include);
  return files.some(file => child(file, 'template') === undefined);
}

/** The job and those it extends, nearest first; `known` is false when one of them is in another file. */
function layersOf(job: DataNode, root: DataNode): { layers: DataNode[]; known: boolean } {
  const layers = [job];
  let known = true;
  const add = (node: DataNode, depth: number): void => {
    for (const name of [...itemsOf(child(node, 'extends'))].reverse()) {
      const parent = child(root, scalarText(name) ?? '');
      if (!parent || depth > MAX_EXTENDS || layers.length >= MAX_LAYERS) known = false;
      else {
        layers.push(parent);
        add(parent, depth + 1);
      }
    }
  };
  add(job, 0);
  return { layers, known };
}

/** Lists may hold lists, which anchors make, and what `!reference` names stands in their place. */
function lines(node: DataNode | undefined, root: DataNode, seen: Seen, depth = 0): LogicalText[] {
  if (node?.kind !== 'unknown') {
    return itemsOf(node).flatMap(i => (i.kind === 'scalar' ? [i.logical] : i.kind === 'map' ? [] : lines(i, root, seen, depth)));
  }
  const named = depth < MAX_DEPTH && --seen.budget.references > 0 ? referred(node, root) : undefined;
  const isRead = named !== undefined && itemsOf(named).length <= MAX_LINES;
  if (!isRead) seen.elsewhere.push(node.span);
  return isRead ? lines(named, root, seen, depth + 1) : [];
}

/** What a job's scripts refer to. */
interface Seen {
  readonly budget: { references: number };
  /** References to what stands in another file, and may do anything. */
  readonly elsewhere: Span[];
}

/** A reference may lead to another, ten times at most (docs.gitlab.com, YAML optimization). */
const MAX_DEPTH = 10;
/** References that are followed in one file: each may lead to a list of many. */
const MAX_REFERENCES = 2000;
/** Members of what a reference leads to; a longer list is not read. */
const MAX_LINES = 200;

/** What `!reference [.job, key]` names in this file. */
function referred(node: DataNode | undefined, root: DataNode): DataNode | undefined {
  if (node?.kind !== 'unknown') return node;
  return node.reference?.reduce<DataNode | undefined>((at, key) => child(at, key), root);
}

/** GitLab itself sets them, to a proxy that has the images of Docker Hub by their names there (docs.gitlab.com, Dependency proxy). */
const PROXIES: ReadonlySet<string> = new Set(['CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX', 'CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX']);

/** `$NAME` and `${NAME}` in an image; undefined when a variable is not the file's. */
function expand(text: string, environment: Environment): string | undefined {
  let known = true;
  const out = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, a: string | undefined, b: string | undefined) => {
    const name = a ?? b ?? '';
    const setting = environment.get(name);
    if ((setting === undefined || setting === 'unknown') && PROXIES.has(name)) return 'docker.io';
    if (setting === undefined || setting === 'unknown' || setting.text === undefined) known = false;
    else return setting.text;
    return '';
  });
  return known ? out : undefined;
}
