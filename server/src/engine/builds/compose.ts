/** Services of a compose file: what they give to a Dockerfile, and go commands that they run on an image which holds Go. */

import { leavesTree, relativeTo, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import { wordsAsScript } from './command-words.js';
import { dollarHoles, isGoSetting } from './editor-files.js';
import type { BuildUnit, ComposeBuild } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { runningScripts, shellState, substitute } from './shell-unit.js';
import { experimentsOf, filled, goEnvironment, openEnvironment, settingsOf } from './values.js';

export function* readCompose(root: DataNode | undefined, bash: BashParser): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const units: BuildUnit[] = [];
  let complete = true;
  for (const service of entriesOf(child(root, 'services'))) {
    const read = yield* readService(service, bash);
    complete &&= read.complete;
    if (read.unit) units.push(read.unit);
    yield;
  }
  return { units, complete };
}

function* readService({ key, keySpan, value }: DataEntry, bash: BashParser): Sliced<{ unit?: BuildUnit; complete: boolean }> {
  const build = child(value, 'build');
  const args = settingsOf(child(build, 'args'), dollarHoles);
  const image = build ? undefined : imageOf(child(value, 'image'), text => filled(text, dollarHoles));
  const ofImage = imageSettings(image);
  const own = ofImage.length > 0 ? settingsOf(child(value, 'environment'), dollarHoles) : [];
  const settings = [...args, ...own];
  const imageBuild = composeBuild(build, args);
  const script = ofImage.length > 0 ? scriptOf(value) : undefined;
  if (!imageBuild && !script && !settings.some(isGoSetting)) return { complete: true };
  // A file of variables, or another service, may say anything.
  const isElsewhere = ['env_file', 'extends'].some(name => child(value, name));
  const environment = isElsewhere ? openEnvironment(settings) : goEnvironment([...ofImage, ...settings]);
  const outcome = yield* runningScripts(bash, script ? [script] : [], shellState(environment, folderOf(value)), true);
  const { commands, steps, complete } = outcome;
  if (!imageBuild && commands.length === 0 && !settings.some(isGoSetting)) return { complete };
  const go = imageGo(image, environment, commands);
  const unit: BuildUnit = {
    kind: 'compose service',
    name: key,
    span: keySpan,
    ...(go && { go }),
    ...(imageBuild && { imageBuild }),
    ...(image && { image, system: 'linux' }),
    environment,
    commands,
    ...(commands.length > 0 && { steps }),
    experiments: [...experimentsOf(settings), ...outcome.experiments],
  };
  return { unit, complete };
}

/** `entrypoint` and `command` as a script; undefined where one of them is unknown. */
function scriptOf(service: DataNode): LogicalText | undefined {
  const [entrypoint, command] = [child(service, 'entrypoint'), child(service, 'command')];
  // A text is split into words as a shell does it.
  const only = entrypoint && command ? undefined : (entrypoint ?? command);
  if (only?.kind === 'scalar') return only.text === '' ? undefined : substitute(only.logical, dollarHoles(only.text));
  const nodes = [...itemsOf(entrypoint), ...itemsOf(command)];
  const words = nodes.filter(n => n.kind === 'scalar');
  if (words.length === 0 || words.length < nodes.length) return undefined;
  const script = wordsAsScript(words);
  return substitute(script, dollarHoles(script.text));
}

/** Where the service's working directory lies, from the folder of the file: a folder of it that is mounted there, or above. */
function folderOf(service: DataNode): string | undefined {
  const directory = scalarText(child(service, 'working_dir'));
  if (directory === undefined || !directory.startsWith('/') || directory.includes('$')) return undefined;
  for (const volume of itemsOf(child(service, 'volumes'))) {
    const [source, target] =
      volume.kind === 'map'
        ? [scalarText(child(volume, 'source')), scalarText(child(volume, 'target'))]
        : (scalarText(volume)?.split(':') ?? []);
    if (!source || !target || !/^\.\/?/.test(source) || leavesTree('/', source)) continue;
    const rest = relativeTo(target, directory);
    if (rest !== undefined) return resolvePath(resolvePath('/', source), rest === '' ? '.' : rest);
  }
  return undefined;
}

/** Undefined without arguments, and where the Dockerfile is no file of the workspace or nobody knows which. */
function composeBuild(build: DataNode | undefined, args: readonly Setting[]): ComposeBuild | undefined {
  const context = scalarText(child(build, 'context')) ?? '.';
  const file = scalarText(child(build, 'dockerfile')) ?? 'Dockerfile';
  if (args.length === 0 || child(build, 'dockerfile_inline') || [context, file].some(t => /[$`]|:\/\/|^git@|^\//.test(t))) return undefined;
  return { dockerfile: `${context}/${file}`, args };
}
