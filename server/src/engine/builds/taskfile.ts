/** Taskfiles (version 3): one unit for each task that runs go. */

import { leavesTree, resolvePath } from '../base/paths.js';
import type { Setting } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import type { BuildUnit } from './facts.js';
import { runScripts, shellState, substitute } from './shell-unit.js';
import { between, experimentsOf, type Holes, openEnvironment, settingsOf } from './values.js';

export function readTaskfile(root: DataNode | undefined, bash: BashParser): { units: BuildUnit[]; complete: boolean } {
  const globals = settingsOf(child(root, 'vars'));
  const outer = settingsOf(child(root, 'env'), templateHoles(globals));
  let complete = true;
  const units = entriesOf(child(root, 'tasks')).flatMap((task): BuildUnit[] => {
    const holes = templateHoles([...globals, ...settingsOf(child(task.value, 'vars'))]);
    const settings = [...outer, ...settingsOf(child(task.value, 'env'), holes)];
    const environment = openEnvironment(settings);
    const scripts = commandsOf(task.value).map(s => substitute(s, holes(s.text)));
    const outcome = runScripts(bash, scripts, shellState(environment, folderOf(task.value)), false);
    complete &&= outcome.complete;
    if (outcome.commands.length === 0) return [];
    const experiments = [...experimentsOf(settings), ...outcome.experiments];
    return [
      { kind: 'task', name: task.key, span: task.keySpan, environment, commands: outcome.commands, steps: outcome.steps, experiments },
    ];
  });
  return { units, complete };
}

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
  return text =>
    between(text, '{{', '}}').map(({ inner, ...place }) => {
      const name = /^-?\s*\.(\w+)\s*-?$/.exec(inner)?.[1];
      const value = vars.findLast(v => v.name === name)?.text;
      return { ...place, text: value?.includes('{{') ? undefined : value };
    });
}
