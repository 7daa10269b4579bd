/** `.gitlab-ci.yml`: one unit for each job that runs go, with what it takes over from `default` and from jobs it extends. */

import type { Sliced } from '../base/slices.js';
import { Environment } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { mayBuild, runningScripts, shellState } from './shell-unit.js';
import { experimentsOf, goEnvironment, settingsOf } from './values.js';

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
  for (const job of entriesOf(root)) {
    if (KEYWORDS.has(job.key) || job.key.startsWith('.') || job.value.kind !== 'map') continue;
    const read = yield* readJob(job, root!, bash);
    complete &&= read.complete;
    if (read.unit) units.push(read.unit);
    yield;
  }
  return { units, complete };
}

function* readJob(job: DataEntry, root: DataNode, bash: BashParser): Sliced<{ unit?: BuildUnit; complete: boolean }> {
  const { layers, known } = layersOf(job.value, root);
  const defaults = child(root, 'default');
  const find = (key: string) => [...layers, defaults, root].map(l => child(l, key)).find(n => n !== undefined);
  const settings = [root, ...[...layers].reverse()].flatMap(l => settingsOf(child(l, 'variables')));
  const variables = Environment.of(settings, false);
  const image = imageOf(find('image'), text => expand(text, variables));
  const all = [...imageSettings(image), ...settings];
  // What an included file says about the job, or about all jobs, is not known here.
  const environment = known && !includesOthers(root) ? goEnvironment(all) : Environment.of(all, false);
  const scripts = ['before_script', 'script'].flatMap(key => lines(find(key)));
  const outcome = yield* runningScripts(bash, scripts, shellState(environment, '/'), true);
  const experiments = [...experimentsOf(settings), ...outcome.experiments];
  if (!outcome.steps.some(mayBuild) && experiments.length === 0) return { complete: outcome.complete };
  const go = withNumber(imageGo(image, environment, outcome.commands), find('image'), variables);
  const unit: BuildUnit = {
    kind: 'ci job',
    name: job.key,
    span: job.keySpan,
    ...(go && { go }),
    ...(image && { image, system: 'linux' }),
    environment,
    commands: outcome.commands,
    steps: outcome.steps,
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

/** Lists may hold lists, which anchors make. */
function lines(node: DataNode | undefined): LogicalText[] {
  return itemsOf(node).flatMap(i => (i.kind === 'scalar' ? [i.logical] : i.kind === 'list' ? lines(i) : []));
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
