/** Rules as the folders of an editor have them: one configuration for all, but for folders that bring their own. */
import { type Config, severityOf } from '../base/config.js';
import type { Finding } from '../base/finding.js';
import { isBelow } from '../base/paths.js';
import type { Rule } from '../rules/rule.js';
import { RulesInForce } from '../rules/rules-in-force.js';

export interface FolderConfig {
  readonly dir: string;
  readonly config: Config;
  /** Of a path below. */
  leavesOut(path: string): boolean;
}

interface FolderRule {
  readonly folder: FolderConfig;
  readonly inForce: RulesInForce;
}

export class FolderRules {
  /** Where no folder has its own. */
  readonly common: RulesInForce;
  /** Those within others first. */
  private readonly folders: readonly FolderRule[];

  constructor(
    readonly rules: readonly Rule[],
    config: Config,
    folders: readonly FolderConfig[] = [],
  ) {
    this.common = RulesInForce.of(rules, config);
    this.folders = folders
      .map(folder => ({ folder, inForce: RulesInForce.of(rules, folder.config) }))
      .sort((a, b) => b.folder.dir.length - a.folder.dir.length);
  }

  at(path: string): RulesInForce {
    return this.around(path)?.inForce ?? this.common;
  }

  leavesOut(path: string): boolean {
    return this.around(path)?.folder.leavesOut(path) === true;
  }

  /** Equal where Go files are built for the same everywhere. */
  get targets(): string {
    return JSON.stringify([this.common.config.target, ...this.folders.map(({ folder: { dir, config } }) => [dir, config.target])]);
  }

  get readsTests(): boolean {
    return [this.common, ...this.folders.map(f => f.inForce)].some(({ config }) => config.escapeTests);
  }

  private around(path: string): FolderRule | undefined {
    return this.folders.find(({ folder }) => isBelow(path, folder.dir));
  }
}

/**
 * Compiler findings come with their rule's default severity; what the user configured wins. Rules that are off have only made room. Nobody waits for
 * what is made once or grows what another grows, but for who asks about the place.
 */
export function configured(f: Finding, config: Config, isAsked: boolean): Finding[] {
  const severity = severityOf(config, f.rule, f.severity);
  if (severity === undefined || ((f.site?.isMadeOnce || f.site?.isAside) && !isAsked)) return [];
  return [f.confidence === 'estimated' ? f : { ...f, severity }];
}
