/** What a file makes containers start, in place of what their image says. */

import type { Span } from '../base/finding.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';

export interface ContainerStart {
  /** `arguments`: of the image's own ENTRYPOINT, where it has one. `hook`: preStop and postStart of Kubernetes. */
  readonly kind: 'entrypoint' | 'arguments' | 'check' | 'hook';
  /** Of `shell` the words are the script alone. */
  readonly form: 'exec' | 'shell';
  /** Never empty. */
  readonly words: readonly string[];
  /** Of the whole value. */
  readonly span: Span;
  /** The container is given a PATH of its own. */
  readonly looksElsewhere?: true;
}

/** A list of words, or a text that is split without a shell. */
export function startOf(kind: ContainerStart['kind'], node: DataNode | undefined): ContainerStart[] {
  const words = wordsOf(node);
  return node && words ? [{ kind, form: 'exec', words, span: node.span }] : [];
}

/** `entrypoint`, `command` and `healthcheck` of a service. */
export function serviceStarts(service: DataNode): ContainerStart[] {
  const entrypoint = child(service, 'entrypoint');
  const check = child(service, 'healthcheck');
  const isOff = scalarText(child(check, 'disable')) === 'true';
  const starts = [
    ...startOf('entrypoint', entrypoint),
    ...(entrypoint ? [] : startOf('arguments', child(service, 'command'))),
    ...(isOff ? [] : healthCheck(child(check, 'test'))),
  ];
  return setsPath(child(service, 'environment')) ? lookingElsewhere(starts) : starts;
}

/** A text, or a list that begins with `CMD` or `CMD-SHELL`. */
function healthCheck(node: DataNode | undefined): ContainerStart[] {
  if (node?.kind === 'scalar') return node.text === '' ? [] : [{ kind: 'check', form: 'shell', words: [node.text], span: node.span }];
  const [form, ...words] = wordsOf(node) ?? [];
  if (!node || words.length === 0) return [];
  if (form === 'CMD-SHELL') return [{ kind: 'check', form: 'shell', words, span: node.span }];
  return form === 'CMD' ? [{ kind: 'check', form: 'exec', words, span: node.span }] : [];
}

function wordsOf(node: DataNode | undefined): readonly string[] | undefined {
  const texts = node?.kind === 'scalar' ? node.text.trim().split(/\s+/) : itemsOf(node).map(scalarText);
  const known = texts.filter(t => t !== undefined);
  return known.length === texts.length && known.length > 0 && known[0] !== '' ? known : undefined;
}

/** `PATH: …`, `- PATH=…`, `- name: PATH`. */
export function setsPath(environment: DataNode | undefined): boolean {
  if (environment?.kind === 'map') return entriesOf(environment).some(e => e.key === 'PATH');
  return itemsOf(environment).some(item => {
    const text = scalarText(item) ?? scalarText(child(item, 'name')) ?? '';
    return text === 'PATH' || text.startsWith('PATH=');
  });
}

export const lookingElsewhere = (starts: readonly ContainerStart[]): ContainerStart[] =>
  starts.map(start => ({ ...start, looksElsewhere: true }));
