/** Where services of continuous integration write jobs, images, variables and commands down: one row for each service. */

import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { BuildFileKind, BuildUnit } from './facts.js';
import { between, type Holes } from './values.js';

export type CiKind = Extract<
  BuildFileKind,
  'circleci' | 'drone' | 'woodpecker' | 'azure-pipelines' | 'buildkite' | 'travis' | 'bitbucket-pipelines' | 'cloudbuild'
>;

/**
 * Paths name keys one below the other. `*` is each member of a list or a map, a number one member of a list, `name*` each key that begins so;
 * the empty path is the node itself.
 */
export interface CiFormat {
  readonly jobs: readonly string[];
  /** In a job, or in what stands around it; the nearest counts. */
  readonly image: readonly string[];
  /** The same; all of them count, the nearest last. */
  readonly environment: readonly string[];
  /** The machine of jobs that name none, as far as the file says nothing else. */
  readonly usualMachine?: (root: DataNode | undefined) => Pick<BuildUnit, 'system' | 'arch'>;
  /** Of a job: texts of `NAME=value` that hold for some of its runs. */
  readonly alternatives?: readonly string[];
  /** Of a job. */
  readonly steps: readonly string[];
  /** Of a step. */
  readonly scripts: readonly string[];
  readonly stepEnvironment: readonly string[];
  readonly folder: readonly string[];
  /** The name of a machine, where no image is named. */
  readonly machine?: readonly string[];
  /** Of a job: releases of Go, each for a job of its own. */
  readonly go?: readonly string[];
  /** True where each script has a shell of its own. */
  readonly apart: boolean;
  /** What the service fills in before a shell sees it. */
  readonly holes: Holes;
  /** Keys, or texts, of steps that leave compilers and the folder of the sources alone. */
  readonly harmless: RegExp;
  /** Nodes elsewhere in the file that count as standing around a job. */
  around?(job: DataNode, root: DataNode): readonly (DataNode | undefined)[];
}

const unknownBetween =
  (open: string, close: string): Holes =>
  text =>
    between(text, open, close).map(({ start, end }) => ({ start, end, text: undefined }));

const NOTHING: Holes = () => [];
const NEVER = /(?!)/;
const OWN = [''];

export const CI_FORMATS: Readonly<Record<CiKind, CiFormat>> = {
  circleci: {
    jobs: ['jobs.*'],
    image: ['docker.0.image'],
    environment: ['environment', 'docker.0.environment'],
    steps: ['steps.*'],
    scripts: ['run', 'run.command'],
    stepEnvironment: ['run.environment'],
    folder: ['run.working_directory'],
    apart: true,
    holes: unknownBetween('<<', '>>'),
    harmless: /^(?:checkout|(?:save|restore)_cache|store_\w+|(?:persist_to|attach)_workspace|setup_remote_docker|add_ssh_keys)$/,
    around: (job, root) => {
      const executor = child(job, 'executor');
      return [child(child(root, 'executors'), scalarText(executor) ?? scalarText(child(executor, 'name')) ?? '')];
    },
  },
  drone: {
    jobs: ['steps.*', 'pipeline.*'],
    image: ['image'],
    environment: ['environment'],
    steps: OWN,
    scripts: ['commands.*', 'commands'],
    stepEnvironment: [],
    folder: [],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
  woodpecker: {
    jobs: ['steps.*', 'pipeline.*'],
    image: ['image'],
    environment: ['environment'],
    steps: OWN,
    scripts: ['commands.*', 'commands'],
    stepEnvironment: [],
    folder: ['directory'],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
  'azure-pipelines': {
    jobs: OWN.concat('jobs.*', 'stages.*.jobs.*'),
    image: ['container.image', 'container'],
    environment: ['variables', 'container.env'],
    steps: ['steps.*'],
    scripts: ['script', 'bash'],
    stepEnvironment: ['env'],
    folder: ['workingDirectory'],
    machine: ['pool.vmImage'],
    apart: true,
    holes: text => [...unknownBetween('${{', '}}')(text), ...unknownBetween('$(', ')')(text)].sort((a, b) => a.start - b.start),
    harmless: /^(?:checkout|publish|download|displayName|(?:Publish\w+|Cache|CopyFiles|ArchiveFiles|GoTool)@\d+)$/,
  },
  buildkite: {
    jobs: ['steps.*', 'steps.*.steps.*'],
    image: ['plugins.*.docker#*.image', 'plugins.docker#*.image'],
    environment: ['env', 'plugins.*.docker#*.environment', 'plugins.docker#*.environment'],
    steps: OWN,
    scripts: ['command', 'command.*', 'commands', 'commands.*'],
    stepEnvironment: [],
    folder: [],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
  travis: {
    jobs: OWN,
    image: [],
    environment: ['env.global'],
    // Linux on amd64 unless one of these keys says otherwise (docs.travis-ci.com, Build Environment Overview).
    usualMachine: root => (['os', 'arch', 'vm', 'jobs', 'matrix'].some(key => child(root, key)) ? {} : { system: 'linux', arch: 'amd64' }),
    alternatives: ['env', 'env.matrix', 'env.jobs', 'matrix.include.*.env', 'jobs.include.*.env'],
    steps: OWN,
    scripts: ['before_install', 'install', 'before_script', 'script'].flatMap(key => [key, `${key}.*`]),
    stepEnvironment: [],
    folder: [],
    go: ['go', 'go.*'],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
  'bitbucket-pipelines': {
    jobs: ['default.*', 'branches.*.*', 'tags.*.*', 'custom.*.*', 'pull-requests.*.*'].flatMap(path =>
      ['step', 'parallel.*.step', 'parallel.steps.*.step', 'stage.steps.*.step'].map(step => `pipelines.${path}.${step}`),
    ),
    image: ['image.name', 'image'],
    environment: [],
    steps: OWN,
    scripts: ['script.*', 'script'],
    stepEnvironment: [],
    folder: [],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
  cloudbuild: {
    jobs: ['steps.*'],
    image: ['name'],
    environment: ['options.env', 'env'],
    steps: OWN,
    scripts: ['script'],
    stepEnvironment: [],
    folder: ['dir'],
    apart: false,
    holes: NOTHING,
    harmless: NEVER,
  },
};

/** A node and those that it stands in, the outermost first. */
export interface PlacedNode {
  readonly node: DataNode;
  readonly key?: { readonly text: string; readonly span: DataNode['span'] };
  readonly around: readonly DataNode[];
}

/** Of large nodes, which each of their jobs asks. */
const known = new WeakMap<DataNode, Map<string, readonly PlacedNode[]>>();
/** Members from which on it is remembered. */
const LARGE = 20;

/** In the order of the text. */
export function nodesAt(start: DataNode | undefined, path: string): readonly PlacedNode[] {
  if (!start || entriesOf(start).length < LARGE) return lookedUp(start, path);
  const paths = known.get(start) ?? new Map<string, readonly PlacedNode[]>();
  const found = paths.get(path) ?? lookedUp(start, path);
  known.set(start, paths.set(path, found));
  return found;
}

function lookedUp(start: DataNode | undefined, path: string): readonly PlacedNode[] {
  let found: PlacedNode[] = start ? [{ node: start, around: [] }] : [];
  for (const name of path === '' ? [] : path.split('.')) found = found.flatMap(place => membersOf(place, name));
  return found;
}

function membersOf({ node, around }: PlacedNode, name: string): PlacedNode[] {
  const inside = [...around, node];
  if (node.kind === 'list') {
    const items = name === '*' ? node.items : /^\d+$/.test(name) ? node.items.slice(Number(name), Number(name) + 1) : [];
    return items.map(item => ({ node: item, around: inside }));
  }
  const isNamed = name.endsWith('*') ? (key: string) => key.startsWith(name.slice(0, -1)) : (key: string) => key === name;
  return entriesOf(node)
    .filter(e => isNamed(e.key))
    .map(e => ({ node: e.value, key: { text: e.key, span: e.keySpan }, around: inside }));
}

/** The texts at these paths, each once. */
export function scalarsAt(start: DataNode, paths: readonly string[]): (DataNode & { kind: 'scalar' })[] {
  const nodes = paths.flatMap(path => nodesAt(start, path).flatMap(({ node }) => itemsOf(node)));
  return [...new Set(nodes)].filter(node => node.kind === 'scalar');
}
