/** Taskfiles (version 3): one unit for each task that runs go. */

import { leavesTree, resolvePath } from '../base/paths.js';
import { flatMapping, type Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import type { BuildUnit, MakeFacts, MakeTarget } from './facts.js';
import { runningScripts, shellState, substitute } from './shell-unit.js';
import { between, experimentsOf, type Holes, openEnvironment, settingsOf } from './values.js';

interface TaskfileFacts {
  readonly units: BuildUnit[];
  readonly make?: MakeFacts;
  readonly complete: boolean;
}

export function* readTaskfile(root: DataNode | undefined, bash: BashParser): Sliced<TaskfileFacts> {
  const globals = settingsOf(child(root, 'vars'));
  const outer = settingsOf(child(root, 'env'), templateHoles(globals));
  const shared = openEnvironment(outer);
  const sharedExperiments = experimentsOf(outer);
  let complete = true;
  const units: BuildUnit[] = [];
  const targets = new Map<string, MakeTarget | undefined>();
  const tasks = entriesOf(child(root, 'tasks'));
  const names = new Set(tasks.map(({ key }) => key));
  for (const { key, keySpan, value: task } of tasks) {
    yield;
    const holes = templateHoles([...globals, ...settingsOf(child(task, 'vars'))]);
    const own = settingsOf(child(task, 'env'), holes);
    const environment = shared.plus(own);
    const scripts = yield* flatMapping(commandsOf(task), COMMANDS_PER_SLICE, s => [substitute(s, holes(s.text))]);
    const { commands, steps, ...outcome } = yield* runningScripts(bash, scripts, shellState(environment, folderOf(task)), false);
    complete &&= outcome.complete;
    const prerequisites = askedFor(task, names);
    const target = { span: keySpan, prerequisites: prerequisites ?? [], handsDown: false, steps, uses: NOTHING };
    targets.set(key, prerequisites && !child(task, 'dotenv') ? target : undefined);
    if (commands.length === 0) continue;
    const experiments = [...sharedExperiments, ...experimentsOf(own), ...outcome.experiments];
    units.push({ kind: 'task', name: key, span: keySpan, environment, commands, steps, experiments });
  }
  const isWhole = !child(root, 'dotenv') && complete;
  return { units, complete, ...(isWhole && { make: { targets, weak: [], unexported: [] } }) };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Tasks that run before its own commands; undefined where it asks for others in another order, with values, or under conditions. */
function askedFor(task: DataNode, names: ReadonlySet<string>): readonly string[] | undefined {
  if (task.kind !== 'map') return [];
  const nameOf = (node: DataNode) =>
    node.kind === 'map' && entriesOf(node).every(e => e.key === 'task') ? scalarText(child(node, 'task')) : scalarText(node);
  const own = itemsOf(child(task, 'cmds'));
  const first = own.findIndex(node => child(node, 'task') === undefined);
  const asked = [...itemsOf(child(task, 'deps')), ...(first < 0 ? own : own.slice(0, first))].map(nameOf);
  const rest = first < 0 ? [] : own.slice(first);
  const isPlain = (node: DataNode) => node.kind !== 'map' || entriesOf(node).every(e => e.key === 'cmd' || e.key === 'silent');
  if (!rest.every(isPlain) || asked.some(name => name === undefined || !names.has(name))) return undefined;
  return asked.flatMap(name => name ?? []);
}

/** Of a task, then the reader rests. */
const COMMANDS_PER_SLICE = 100;

/** `dir` of the task, from the folder of the Taskfile; undefined when it is filled elsewhere or leads out of it. */
function folderOf(task: DataNode): string | undefined {
  const node = child(task, 'dir');
  if (node === undefined) return '/';
  const text = scalarText(node);
  return text === undefined || /[{$]/.test(text) || leavesTree('/', text) ? undefined : resolvePath('/', text);
}

/** `cmds` with plain commands and `cmd:` maps, a bare list, a bare command. */
function commandsOf(task: DataNode): LogicalText[] {
  const list = task.kind === 'map' ? (child(task, 'cmds') ?? child(task, 'cmd')) : task;
  return itemsOf(list).flatMap(item => {
    const node = item.kind === 'map' ? child(item, 'cmd') : item;
    return node?.kind === 'scalar' ? [node.logical] : [];
  });
}

/** `{{.NAME}}` with the values the file gives; a caller may give others, so the name goes along. */
function templateHoles(vars: readonly Setting[]): Holes {
  const known = new Map(vars.map(v => [v.name, v.text]));
  return text =>
    between(text, '{{', '}}').map(({ inner, ...place }) => {
      const name = /^-?\s*\.(\w+)\s*-?$/.exec(inner)?.[1];
      const value = name === undefined ? undefined : known.get(name);
      return { ...place, text: value?.includes('{{') ? undefined : value };
    });
}
