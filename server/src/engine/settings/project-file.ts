/**
 * `.go-preflight.yaml`: what the people of a project have agreed on, for every editor, the command line and the browser. What is wrong in it is said at
 * its place, and the rest counts.
 */

import { type Config, type ProjectTarget, RULE_SETTINGS, type RuleSetting } from '../base/config.js';
import type { Span } from '../base/finding.js';
import { type Message, messages } from '../base/message.js';
import { relativeTo } from '../base/paths.js';
import { Patterns } from '../base/patterns.js';
import { whole } from '../base/slices.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { readingYaml } from '../syntax/yaml.js';

export interface ProjectFile {
  /** Rule id or family -> severity or `off`. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Paths below the file's folder that are not looked at. */
  readonly excluded: Patterns;
  /** What version control leaves out is not looked at either. */
  readonly gitignore: boolean;
  /** Findings of escapes in tests, too. */
  readonly tests: boolean | undefined;
  /** What Go files are built for. */
  readonly target: ProjectTarget | undefined;
  /** The language of messages, as the environment names one. */
  readonly locale: string | undefined;
}

export interface ProjectProblem {
  readonly span: Span;
  readonly message: Message;
}

export const say = messages('project', {
  notYaml: 'This file cannot be read as YAML.',
  notAMap: 'This file holds settings, each with its name: `rules: …`.',
  noSetting: 'There is no setting `{name}`.\nThe settings are {names}.',
  noRule: '`{id}` is neither a rule nor a family of rules.',
  noSeverity: '`{text}` is not a severity.\nWrite one of {severities}.',
  noFlag: 'Write `true` or `false`.',
  noTarget: '`{text}` is not a target.\nWrite one as `linux/arm64`.',
  noText: 'Write one word here, in quotes where it has signs of YAML.',
});

export const NO_PROJECT: ProjectFile = {
  rules: {},
  excluded: new Patterns([]),
  gitignore: true,
  tests: undefined,
  target: undefined,
  locale: undefined,
};

const TEXTS = { type: ['string', 'array'], items: { type: 'string' } };

/** Every setting, as a JSON schema describes it; the properties of `rules` are added by the generator. */
export const PROJECT_SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  rules: {
    type: 'object',
    description: 'Severity by rule (pool/use-after-put) or family (escape); off disables it. A rule overrides its family.',
  },
  exclude: { ...TEXTS, description: 'Paths that are not checked, as .gitignore writes them, from the folder of this file on.' },
  gitignore: { type: 'boolean', default: true, description: 'The command line leaves out what .gitignore names and git does not keep.' },
  tests: { type: 'boolean', default: false, description: 'Report heap allocations in _test.go files too.' },
  target: {
    type: 'string',
    pattern: '^[a-z0-9]+/[a-z0-9]+$',
    description: 'GOOS and GOARCH that Go files are built for, such as linux/arm64.',
  },
  tags: { ...TEXTS, description: 'Build tags that Go files are built with.' },
  locale: { type: 'string', description: 'Language of messages on the command line, such as de or zh-cn.' },
};

const NAMES = Object.keys(PROJECT_SETTINGS);

/** Never throws. `isRule` knows ids and families. */
export function readProjectFile(
  text: string,
  isRule: (id: string) => boolean,
): { project: ProjectFile; problems: readonly ProjectProblem[] } {
  const { root, complete } = whole(readingYaml(text));
  const reader = new ProjectReader(isRule);
  if (!complete) reader.tell({ start: 0, end: Math.min(text.length, firstLine(text)) }, say.notYaml);
  else if (root && root.kind !== 'map') reader.tell(root.span, say.notAMap);
  const value = (key: string) => given(child(root, key));
  for (const { key, keySpan } of entriesOf(root))
    if (!NAMES.includes(key)) reader.tell(keySpan, say.noSetting({ name: key, names: NAMES.join(', ') }));
  const project: ProjectFile = {
    rules: reader.rules(value('rules')),
    excluded: new Patterns(reader.texts(value('exclude'))),
    gitignore: reader.flag(value('gitignore')) ?? true,
    tests: reader.flag(value('tests')),
    target: reader.target(value('target'), value('tags')),
    locale: reader.texts(value('locale'))[0],
  };
  return { project, problems: complete ? reader.problems : reader.problems.slice(0, 1) };
}

/** A key with nothing behind it sets nothing. */
const given = (node: DataNode | undefined): DataNode | undefined => (scalarText(node) === '' ? undefined : node);

const firstLine = (text: string): number => (text.includes('\n') ? text.indexOf('\n') : text.length);

class ProjectReader {
  readonly problems: ProjectProblem[] = [];

  constructor(private readonly isRule: (id: string) => boolean) {}

  tell(span: Span, message: Message): void {
    this.problems.push({ span, message });
  }

  rules(node: DataNode | undefined): Record<string, RuleSetting> {
    const out: Record<string, RuleSetting> = Object.create(null);
    if (node && node.kind !== 'map') this.tell(node.span, say.notAMap);
    for (const entry of entriesOf(node)) {
      const severity = this.severity(entry);
      if (severity) out[entry.key] = severity;
    }
    return out;
  }

  /** YAML reads `off` without quotes as text, as version 1.2 has it. */
  private severity({ key, keySpan, value }: DataEntry): RuleSetting | undefined {
    if (!this.isRule(key)) this.tell(keySpan, say.noRule({ id: key }));
    const text = scalarText(value) ?? '';
    const found = RULE_SETTINGS.find(s => s === text);
    if (!found) this.tell(value.span, say.noSeverity({ text, severities: RULE_SETTINGS.join(', ') }));
    return found && this.isRule(key) ? found : undefined;
  }

  flag(node: DataNode | undefined): boolean | undefined {
    const text = scalarText(node);
    if (text === 'true' || text === 'false') return text === 'true';
    if (node) this.tell(node.span, say.noFlag);
    return undefined;
  }

  target(node: DataNode | undefined, tags: DataNode | undefined): ProjectTarget | undefined {
    const text = scalarText(node) ?? '';
    const [, os, arch] = /^([a-z0-9]{1,20})\/([a-z0-9]{1,20})$/.exec(text) ?? [];
    if (node && os === undefined) this.tell(node.span, say.noTarget({ text }));
    const target = { ...(os !== undefined && { os }), ...(arch !== undefined && { arch }), ...(tags && { tags: this.texts(tags) }) };
    return Object.keys(target).length > 0 ? target : undefined;
  }

  texts(node: DataNode | undefined): string[] {
    if (node?.kind === 'map') this.tell(node.span, say.noText);
    return itemsOf(node).flatMap(item => {
      const text = scalarText(item);
      if (text === undefined) this.tell(item.span, say.noText);
      return text ?? [];
    });
  }
}

/** The settings of a reader with those of a project beneath: what the reader sets wins, a family that he sets over the project's rules of it too. */
export function withProject(config: Config, { rules, tests, target }: ProjectFile, setsTests: boolean): Config {
  const own = Object.fromEntries(Object.entries(rules).filter(([id]) => !(id.slice(0, Math.max(0, id.indexOf('/'))) in config.rules)));
  const escapeTests = setsTests ? config.escapeTests : (tests ?? config.escapeTests);
  return { ...config, rules: { ...own, ...config.rules }, escapeTests, ...(target && { target }) };
}

/** False of paths that do not lie below `dir`, the project file's folder. */
export function isExcluded(path: string, dir: string, { excluded }: ProjectFile): boolean {
  const below = relativeTo(dir, path);
  return below !== undefined && below !== '' && excluded.leaveOut(below);
}
