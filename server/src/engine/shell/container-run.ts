/** `docker run`: which image runs which command, with which folders of the tree. */

import { relativeTo, resolvePath } from '../base/paths.js';
import type { Environment, Setting } from './environment.js';
import { TREE } from './known-folders.js';
import { type Field, readSettings } from './shell-settings.js';
import type { Mount, ShellState } from './shell-state.js';

export interface ContainerRun {
  readonly image: Field;
  readonly settings: readonly Setting[];
  /** A file, or the caller, gives more variables. */
  readonly isOpen: boolean;
  readonly directory: string | undefined;
  readonly mounts: readonly Mount[];
  /** In place of what the image starts. */
  readonly command: readonly Field[];
}

const RUNNERS = new Set(['docker', 'podman', 'nerdctl']);
/** Options without a value. */
const ALONE =
  /^(?:-[itdPq]+|--(?:rm|init|interactive|tty|detach|privileged|read-only|publish-all|quiet|no-healthcheck|oom-kill-disable|sig-proxy|tls-verify))$/;
/** Options of one letter with a value, which may follow at once. */
const ATTACHED = /^(-[evwu])([^-].*)$/;

/** Undefined for another command, and where a word that nobody knows may be an option. `folder`: a path of the caller's, as one of the tree. */
export function containerRun(words: readonly Field[], folder: (path: string) => string | undefined): ContainerRun | undefined {
  const at = words[1]?.text === 'container' ? 2 : 1;
  if (!RUNNERS.has(words[0]?.text ?? '') || words[at]?.text !== 'run') return undefined;
  const settings: Setting[] = [];
  const mounts: Mount[] = [];
  let directory: string | undefined;
  let isOpen = false;
  let entrypoint: Field | undefined;
  let i = at + 1;
  for (; i < words.length; i++) {
    const { text, many } = words[i]!;
    if (many) return undefined;
    if (text === undefined && !isOptionWithHole(words[i]!)) return undefined;
    const attached = text === undefined || ALONE.test(text) ? null : ATTACHED.exec(words[i]!.whole ?? text);
    const option =
      attached ?? (text === undefined ? optionOf(words[i]!) : /^(--?[a-z][\w-]*)(?:=([\s\S]*))?$/.exec(words[i]!.whole ?? text));
    if (!option) break;
    const name = option[1]!;
    if (ALONE.test(name)) continue;
    const isJoined = option[2] !== undefined;
    const value = isJoined ? option[2] : (words[++i]?.whole ?? words[i]?.text);
    if (words[i]?.many) return undefined;
    if (/^(?:-e|--env)$/.test(name)) {
      const [setting] = isJoined ? [] : readSettings([words[i]!], 'build file');
      if (setting) settings.push(setting);
      else isOpen = true;
    } else if (name === '--env-file') isOpen = true;
    else if (/^(?:-v|--volume)$/.test(name)) mounts.push(...volume(value, folder));
    else if (name === '--mount') mounts.push(...mounted(value, folder));
    else if (/^(?:-w|--workdir)$/.test(name)) directory = value;
    else if (name === '--entrypoint') {
      if (value === undefined || isJoined) return undefined;
      entrypoint = words[i]!;
    }
  }
  const image = words[i];
  if (!image || image.text === undefined) return undefined;
  const command = [...(entrypoint && entrypoint.text !== '' ? [entrypoint] : []), ...words.slice(i + 1)];
  return { image, settings, isOpen, directory, mounts, command };
}

/** `--volume=$X:/src`: the option is known, its value is not. */
function optionOf({ word }: Field): RegExpExecArray | null {
  const [head] = word.parts;
  return head?.kind === 'text' ? /^(--[a-z][\w-]*)=()/.exec(head.text) : null;
}

const isOptionWithHole = (field: Field): boolean => optionOf(field) !== null;

function volume(text: string | undefined, folder: (path: string) => string | undefined): Mount[] {
  const [source, target] = text?.split(':') ?? [];
  return source !== undefined && target?.startsWith('/') ? [{ source: placed(source, folder), target }] : [];
}

function mounted(text: string | undefined, folder: (path: string) => string | undefined): Mount[] {
  const fields = new Map((text ?? '').split(',').map(part => part.split('=') as [string, string | undefined]));
  const source = fields.get('source') ?? fields.get('src');
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination');
  if (fields.get('type') !== 'bind' || source === undefined || !target?.startsWith('/')) return [];
  return [{ source: placed(source, folder), target }];
}

/** A name alone is a volume. */
const placed = (source: string, folder: (path: string) => string | undefined) =>
  /^\.{1,2}(?:\/|$)/.test(source) || source.startsWith(TREE) ? folder(source) : undefined;

/** The state in which it begins. */
export function containerState({ directory, mounts }: ContainerRun, environment: Environment): ShellState {
  const cwd = directory === undefined ? undefined : inTreeOf(directory, mounts);
  return { environment, hidden: new Set(), written: new Map(), cwd, inTree: true, mounts };
}

/** Where a path of the container lies in the tree. */
export function inTreeOf(path: string, mounts: readonly Mount[]): string | undefined {
  const [nearest] = mounts.filter(m => relativeTo(m.target, path) !== undefined).sort((a, b) => b.target.length - a.target.length);
  if (nearest?.source === undefined) return undefined;
  return resolvePath(nearest.source, `./${relativeTo(nearest.target, path)!}`)!.replace(/(?<=.)\/$/, '');
}
