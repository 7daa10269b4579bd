/** devcontainer.json and VS Code settings: where variables and Go releases are given without a command. */

import { parseGoVersion } from '../base/go-version.js';
import { parseImageReference } from '../base/image-reference.js';
import type { Setting } from '../shell/environment.js';
import { child, type DataNode, entriesOf, entry, scalarText } from '../syntax/data-node.js';
import { type BuildUnit, type GoRequest, releaseOf } from './facts.js';
import { buildCommand } from './go-build.js';
import { experimentsOf, goEnvironment, type Holes, settingsOf } from './values.js';

/** `${…}` is filled by the tool that reads the file. */
export const dollarHoles: Holes = text =>
  [...text.matchAll(/\$\{[^}]{0,100}\}|\$[A-Za-z_]\w*/g)].map(m => ({ start: m.index, end: m.index + m[0].length, text: undefined }));

/** Variables of every go command that the editor starts. */
const TOOLS_KEY = 'go.toolsEnvVars';
/** Variables of tests alone. */
const TEST_KEY = 'go.testEnvVars';

export function readDevcontainer(root: DataNode | undefined): BuildUnit[] {
  if (root?.kind !== 'map') return [];
  const custom = child(child(child(root, 'customizations'), 'vscode'), 'settings');
  const settings = [
    ...['containerEnv', 'remoteEnv'].flatMap(key => settingsOf(child(root, key), dollarHoles)),
    ...settingsOf(child(custom, TOOLS_KEY), dollarHoles),
  ];
  const buildArgs = settingsOf(child(child(root, 'build'), 'args'), dollarHoles);
  const image = child(root, 'image');
  const go = featureVersion(root) ?? imageVersion(image);
  if (!go && ![...settings, ...buildArgs].some(isGoSetting)) return [];
  const reference = image?.kind === 'scalar' ? parseImageReference(image.text) : undefined;
  const span = go?.span ?? settings[0]?.span ?? buildArgs[0]?.span ?? { start: root.span.start, end: root.span.start };
  return [
    {
      kind: 'devcontainer',
      name: scalarText(child(root, 'name')) ?? 'devcontainer',
      span,
      ...(go && { go }),
      ...(image?.kind === 'scalar' && { image: { text: image.text, span: image.span, ...(reference && { reference }) } }),
      environment: goEnvironment(settings),
      commands: [],
      experiments: [...experimentsOf(settings), ...experimentsOf(buildArgs)],
    },
  ];
}

/** The feature `…/features/go:N` installs the release it is told. */
function featureVersion(root: DataNode): GoRequest | undefined {
  const feature = entriesOf(child(root, 'features')).find(e => /(?:^|\/)features\/go(?::[\w.]+)?$/.test(e.key));
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
