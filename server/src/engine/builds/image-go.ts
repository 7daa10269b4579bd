/** The Go release that a job's image brings: official golang images name it in their tag and set GOTOOLCHAIN=local (go-facts §2.3). */

import { parseGoVersion } from '../base/go-version.js';
import { parseImageReference } from '../base/image-reference.js';
import type { Environment, Setting } from '../shell/environment.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import { child, type DataNode } from '../syntax/data-node.js';
import { imageEntry } from '../tables/images.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { releaseOf } from './release-tag.js';

/** What the image sets before any line of the file does; empty for images that bring no Go. */
export function imageSettings(image: BuildUnit['image']): Setting[] {
  const entry = image?.reference && imageEntry(image.reference);
  if (!entry?.go) return [];
  const toolchain = entry.environment?.GOTOOLCHAIN;
  return toolchain === undefined ? [] : [{ name: 'GOTOOLCHAIN', text: toolchain, args: [], origin: 'base image' }];
}

/** Undefined when the image is unknown or brings no Go. `environment` holds the image's own settings too. */
export function imageGo(image: BuildUnit['image'], environment: Environment, commands: readonly GoCommand[]): GoRequest | undefined {
  if (!image?.reference || !imageEntry(image.reference)?.go) return undefined;
  const tag = image.reference.tag ?? 'latest';
  const release = releaseOf(tag);
  const version = release === undefined ? undefined : parseGoVersion(release);
  const isLocal = (s: Setting | undefined | 'unknown') => s !== undefined && s !== 'unknown' && s.text === 'local';
  const fixed = isLocal(environment.get('GOTOOLCHAIN')) && commands.every(c => isLocal(goSetting(c, 'GOTOOLCHAIN')));
  return { text: tag, span: image.span, fixed, args: [], ...(version && { version }) };
}

/** `image: x` or `image: {name: x}`, also the value itself. */
export function imageOf(node: DataNode | undefined, fill: (text: string) => string | undefined): BuildUnit['image'] {
  const scalar = node?.kind === 'scalar' ? node : (child(node, 'image') ?? child(node, 'name'));
  if (scalar?.kind !== 'scalar' || scalar.text === '') return undefined;
  const text = fill(scalar.text);
  const reference = text === undefined ? undefined : parseImageReference(text);
  return { text, span: scalar.span, ...(reference && { reference }) };
}
