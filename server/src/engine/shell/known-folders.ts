/** Folders that a script asks the shell for, as far as the script tells them: `$PWD`, `$(pwd)`, `$(cd "$(dirname "$0")/.." && pwd)`. */

import { leavesTree, resolvePath } from '../base/paths.js';
import type { Word, WordPart } from '../syntax/word.js';
import { type Environment, fields, UNKNOWN } from './environment.js';
import type { Field } from './shell-settings.js';
import type { ShellState } from './shell-state.js';

/** Stands before an absolute path of the tree in a value: what `/` is to a tool on the machine nobody knows. */
export const TREE = '\u0002';

const OWN_PART = '\u0003';
/** How far a script may climb. */
export const OWN_DEPTH = 6;
/** The folder of a script, which only its caller knows; deep, so that a script may climb out of it. */
export const OWN_FOLDER = `/${Array(OWN_DEPTH).fill(OWN_PART).join('/')}`;

/** Longer substitutions ask for more than a folder. */
const MAX_LENGTH = 300;

/** The word with what is known of its folders filled in. */
export function withFolders(word: Word, state: ShellState): Word {
  if (word.parts.every(p => p.kind === 'text')) return word;
  return { ...word, parts: word.parts.map(part => folderPart(part, state) ?? part) };
}

function folderPart(part: WordPart, state: ShellState): WordPart | undefined {
  if (part.kind === 'text' || part.raw.length > MAX_LENGTH) return undefined;
  const path = OWN.test(part.raw)
    ? ownFolder(state)
    : part.kind === 'variable'
      ? folderNamed(part.raw, state)
      : folderAsked(part.raw, state);
  if (path === undefined) return undefined;
  return { kind: 'text', text: state.inTree ? `${TREE}${path}` : path, quoted: part.quoted, span: part.span };
}

/** `$PWD`, where the script has given it no value of its own. */
function folderNamed(raw: string, { environment, cwd }: ShellState): string | undefined {
  return /^\$\{?PWD\}?$/.test(raw) && environment.get('PWD') === 'unknown' ? cwd : undefined;
}

/** The words that a shell makes of one, as commands in its folder see them. */
export function fieldsOf(word: Word, state: ShellState): Field[] {
  const values = fields(withFolders(word, state), state.environment);
  if (values === undefined) return [{ ...UNKNOWN, word, many: true }];
  return values.map(value => {
    const { text } = value;
    return text?.includes(TREE) ? { ...value, text: seenFrom(text, state.cwd), word, whole: text } : { ...value, word };
  });
}

/** `$0` without its last name. */
const OWN = /^\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}$/;
const PWD = /^pwd(?: -[LP])?$/;
/** Of the script that is running. */
const SELF = /^"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?\})"?$/;
/** The same where it is followed through links, and asked for its whole path. */
const RESOLVED = /^"?\$\((?:readlink -f|realpath)(?: --)? ([^()]+)\)"?$/;
const CHANGE = /^cd(?: -P)?(?: --)? (.+?) ?(?:>\/?\w* ?\/dev\/null(?: 2>&1)? ?|&>\/dev\/null ?)?(?:&&|;) ?pwd(?: -[LP])?$/;

/** What a substitution prints. */
function folderAsked(raw: string, state: ShellState): string | undefined {
  const inner = /^\$\(([\s\S]*)\)$|^`([^`]*)`$/.exec(raw);
  const command = (inner?.[1] ?? inner?.[2])?.replace(/\s+/g, ' ').trim();
  if (command === undefined) return undefined;
  if (PWD.test(command)) return state.cwd;
  const target = CHANGE.exec(command)?.[1];
  return target === undefined ? ofScript(command, state) : pathOf(target, state);
}

/** `dirname "$0"`. */
function ofScript(command: string, state: ShellState): string | undefined {
  const word = /^dirname(?: --)? (.+)$/.exec(command)?.[1];
  if (word === undefined) return undefined;
  return SELF.test(RESOLVED.exec(word)?.[1] ?? word) ? ownFolder(state) : undefined;
}

const ownFolder = ({ hasOwnFolder }: ShellState) => (hasOwnFolder ? OWN_FOLDER : undefined);

/** A word of `cd`: a folder that is asked for, or named by a variable, and what lies from there. */
function pathOf(word: string, state: ShellState): string | undefined {
  const bare = /^"([\s\S]*)"$/.exec(word)?.[1] ?? word;
  const m = /^"?(\$\([\s\S]*\)|\$\{[^{}]*\}|\$\w+|`[^`]*`)"?((?:\/[\w.-]+)*\/?)"?$/.exec(bare);
  const base = m ? (folderAsked(m[1]!, state) ?? folderIn(m[1]!, state)) : /^[\w./-]+$/.test(bare) ? state.cwd : undefined;
  const rest = m ? m[2]! : bare;
  if (base === undefined || (!m && rest.startsWith('/'))) return undefined;
  return rest === '' ? base : withoutEnd(resolvePath(base, `./${rest}`));
}

const withoutEnd = (path: string | undefined) => (path === undefined || path === '/' ? path : path.replace(/\/$/, ''));

function folderIn(raw: string, { environment, inTree }: ShellState): string | undefined {
  const name = /^\$\{?(\w+)\}?$/.exec(raw)?.[1];
  const setting = name === undefined ? undefined : environment.get(name);
  const text = setting === undefined || setting === 'unknown' ? undefined : setting.text;
  if (text === undefined) return undefined;
  if (!inTree) return text.startsWith('/') ? text : undefined;
  return folderOfTree(text);
}

/** A value that is a path of the tree alone; undefined for another one, and for a path out of the tree. */
export function folderOfTree(text: string | undefined): string | undefined {
  if (!text?.startsWith(TREE) || /[\s:]/.test(text) || text.lastIndexOf(TREE) > 0) return undefined;
  const path = text.slice(TREE.length);
  return leavesTree('/', path.replace(/^\/+/, '')) ? undefined : withoutEnd(resolvePath('/', path));
}

const IN_TREE = new RegExp(`${TREE}(/[^\\s'",;:=${TREE}]*)`, 'g');

/** A value as commands in this folder see it: paths of the tree from there. Undefined where nobody knows the way. */
export function seenFrom(text: string | undefined, cwd: string | undefined): string | undefined {
  if (!text?.includes(TREE)) return text;
  let isKnown = true;
  const out = text.replace(IN_TREE, (_, path: string) => {
    const way = cwd === undefined ? undefined : relativeWay(cwd, path);
    isKnown &&= way !== undefined;
    return way ?? '';
  });
  return isKnown && !out.includes(TREE) ? out : undefined;
}

function relativeWay(cwd: string, path: string): string | undefined {
  if (leavesTree('/', path.replace(/^\/+/, ''))) return undefined;
  const [from, to] = [cwd, resolvePath('/', path)!].map(p => p.split('/').filter(part => part !== ''));
  if ((from![0] === OWN_PART) !== (to![0] === OWN_PART)) return undefined;
  let same = 0;
  while (same < from!.length && same < to!.length && from![same] === to![same]) same++;
  const way = [...Array(from!.length - same).fill('..'), ...to!.slice(same)];
  return `${['.', ...way].join('/')}${path.endsWith('/') && path !== '/' ? '/' : ''}`;
}

/** True for a folder that is told from the one of the script. */
export const isOfScript = (path: string): boolean => path.startsWith(`/${OWN_PART}`);

/** Such a path as the script's own folder sees it, such as `../docker/Dockerfile`; undefined for another one. */
export function seenByScript(path: string): string | undefined {
  const parts = path.split('/').filter(part => part !== '');
  const own = parts.filter(part => part === OWN_PART).length;
  return own === 0 ? undefined : [...Array(OWN_DEPTH - own).fill('..'), ...parts.slice(own)].join('/');
}

/** The same for a folder of a script whose caller knows where it lies: `folder` is that of the script. Undefined for a folder of the caller's own. */
export function fromOwnFolder(path: string, folder: string): string | undefined {
  const parts = path.split('/').filter(part => part !== '');
  let own = 0;
  while (parts[own] === OWN_PART) own++;
  if (own === 0) return undefined;
  return resolvePath(folder, [...Array(OWN_DEPTH - own).fill('..'), ...parts.slice(own), '.'].join('/'));
}

/** Values that commands get by their environment: nobody looks there for paths of the tree. */
export function withoutTree(environment: Environment, names: Iterable<string>): Environment {
  const marked = [...names].filter(name => {
    const setting = environment.get(name);
    return setting !== undefined && setting !== 'unknown' && setting.text?.includes(TREE);
  });
  return marked.length === 0 ? environment : environment.forgotten(marked);
}
