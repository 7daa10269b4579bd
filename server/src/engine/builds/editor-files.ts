/** devcontainer.json and VS Code settings: where variables and Go releases are given without a command. */

import { parseGoVersion } from '../base/go-version.js';
import { parseImageReference } from '../base/image-reference.js';
import type { Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataNode, entriesOf, entry, itemsOf, scalarText } from '../syntax/data-node.js';
import type { LogicalText } from '../syntax/logical-text.js';
import { wordsAsScript } from './command-words.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { buildCommand } from './go-build.js';
import { imageGo, imageSettings } from './image-go.js';
import { releaseOf } from './release-tag.js';
import { runningScripts, shellState } from './shell-unit.js';
import { experimentsOf, goEnvironment, type Holes, settingsOf } from './values.js';

/** `${…}` is filled by the tool that reads the file. */
export const dollarHoles: Holes = text =>
  [...text.matchAll(/\$\{[^}]{0,100}\}|\$[A-Za-z_]\w*/g)].map(m => ({ start: m.index, end: m.index + m[0].length, text: undefined }));

/** Variables of every go command that the editor starts. */
const TOOLS_KEY = 'go.toolsEnvVars';
/** Variables of tests alone. */
const TEST_KEY = 'go.testEnvVars';

/** Commands that the container runs, in the order of its coming up. */
const LIFECYCLE = ['onCreateCommand', 'updateContentCommand', 'postCreateCommand', 'postStartCommand', 'postAttachCommand'];

export function* readDevcontainer(root: DataNode | undefined, bash: BashParser): Sliced<BuildUnit[]> {
  if (root?.kind !== 'map') return [];
  const custom = child(child(child(root, 'customizations'), 'vscode'), 'settings');
  const settings = [
    ...['containerEnv', 'remoteEnv'].flatMap(key => settingsOf(child(root, key), dollarHoles)),
    ...settingsOf(child(custom, TOOLS_KEY), dollarHoles),
  ];
  const buildArgs = settingsOf(child(child(root, 'build'), 'args'), dollarHoles);
  const image = child(root, 'image');
  const reference = image?.kind === 'scalar' ? parseImageReference(image.text) : undefined;
  const of = image?.kind === 'scalar' ? { text: image.text, span: image.span, ...(reference && { reference }) } : undefined;
  const environment = goEnvironment([...imageSettings(of), ...settings]);
  const scripts = LIFECYCLE.flatMap(key => scriptsOf(child(root, key)));
  const { commands } = yield* runningScripts(bash, scripts, shellState(environment, '/'), false);
  const feature = featureVersion(root);
  const go = feature ?? imageGo(of, environment, commands) ?? imageVersion(image);
  const madeFrom = goFeature(root) ? undefined : madeFromDockerfile(root);
  if (!go && !madeFrom && ![...settings, ...buildArgs].some(isGoSetting)) return [];
  const span = go?.span ?? madeFrom?.span ?? settings[0]?.span ?? buildArgs[0]?.span ?? { start: root.span.start, end: root.span.start };
  return [
    {
      kind: 'devcontainer',
      name: scalarText(child(root, 'name')) ?? 'devcontainer',
      span,
      ...(go && { go }),
      ...(of && { image: of }),
      ...(madeFrom && { madeFrom }),
      environment,
      commands,
      experiments: [...experimentsOf(settings), ...experimentsOf(buildArgs)],
    },
  ];
}

/** A text, words, or several of them by name. */
function scriptsOf(node: DataNode | undefined): LogicalText[] {
  if (node?.kind === 'scalar') return [node.logical];
  if (node?.kind === 'map') return entriesOf(node).flatMap(e => (e.value.kind === 'map' ? [] : scriptsOf(e.value)));
  const words = itemsOf(node).filter(n => n.kind === 'scalar');
  return words.length === 0 ? [] : [wordsAsScript(words)];
}

/** `build.dockerfile`, or `dockerFile` of old. */
function madeFromDockerfile(root: DataNode): BuildUnit['madeFrom'] {
  const build = child(root, 'build');
  const file = child(build, 'dockerfile') ?? child(root, 'dockerFile');
  if (file?.kind !== 'scalar' || file.text.includes('$') || file.text.startsWith('/')) return undefined;
  const target = scalarText(child(build, 'target'));
  return { dockerfile: file.text, span: file.span, ...(target !== undefined && { target }) };
}

const goFeature = (root: DataNode) => entriesOf(child(root, 'features')).find(e => /(?:^|\/)features\/go(?::[\w.]+)?$/.test(e.key));

/** The feature `…/features/go:N` installs the release it is told. */
function featureVersion(root: DataNode): GoRequest | undefined {
  const feature = goFeature(root);
  const version = feature && (feature.value.kind === 'scalar' ? feature.value : child(feature.value, 'version'));
  return version?.kind === 'scalar' ? request(version.text, version.span) : undefined;
}

/** `devcontainers/go:1-1.26-bookworm`: the image's own version, then Go's; `golang:1.26` as everywhere. */
function imageVersion(node: DataNode | undefined): GoRequest | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const reference = parseImageReference(node.text);
  if (!reference || !/(?:^|\/)(?:golang|devcontainers\/go)$/.test(reference.repository)) return undefined;
  const tag = reference.tag ?? 'latest';
  const own = /devcontainers\/go$/.test(reference.repository) ? tag.replace(/^(?:dev-)?\d+(?:\.\d+){0,2}-(?=\d)/, '') : tag;
  return request(own, node.span);
}

function request(text: string, span: GoRequest['span']): GoRequest {
  const release = releaseOf(text);
  const version = release === undefined ? undefined : parseGoVersion(release);
  return { text: release ?? text, span, fixed: false, args: [], ...(version && { version }) };
}

export function readVscodeSettings(root: DataNode | undefined): BuildUnit[] {
  if (root?.kind !== 'map') return [];
  const settings = settingsOf(child(root, TOOLS_KEY), dollarHoles);
  const experiments = [...experimentsOf(settings), ...experimentsOf(settingsOf(child(root, TEST_KEY), dollarHoles))];
  const tags = entry(root, 'go.buildTags');
  const flags = entry(root, 'go.buildFlags');
  if (!settings.some(isGoSetting) && experiments.length === 0 && !tags && !flags) return [];
  const environment = goEnvironment(settings);
  const at = tags ?? flags;
  const span = settings.find(isGoSetting)?.span ?? at?.keySpan ?? experiments[0]!.span!;
  const build = { ...root, entries: [...rename(tags, 'tags'), ...rename(flags, 'flags')] };
  const commands = at ? [{ ...buildCommand(build, span, environment, dollarHoles), cwd: undefined }] : [];
  return [{ kind: 'vscode settings', name: 'settings.json', span, environment, commands, experiments }];
}

function rename<E extends { readonly key: string }>(found: E | undefined, key: string): E[] {
  return found ? [{ ...found, key }] : [];
}

export function isGoSetting(s: Setting): boolean {
  return /^(?:GO|CGO_)/.test(s.name);
}
