/** Settings of a build file by name, each place once. */

import type { Span } from '../base/finding.js';
import type { Environment, Setting, Settings } from '../shell/environment.js';
import type { GoCommand, WrittenFlag } from '../shell/go-command.js';
import type { BuildSource, BuildUnit } from './facts.js';

export interface PlacedSetting {
  readonly setting: Setting;
  /** The value alone, without its name; the whole setting when it is put together. */
  readonly span: Span;
  /** True when the value stands in the file as it is, so that it may be replaced. */
  readonly written: boolean;
  readonly unit: BuildUnit;
  /** The first go command that sees it. */
  readonly command?: GoCommand;
}

/** The value alone, where it stands in the file as it is. */
export function placeOf(setting: Setting, span: Span): Pick<PlacedSetting, 'setting' | 'span' | 'written'> {
  const part = setting.word?.parts.length === 1 ? setting.word.parts[0] : undefined;
  const written = part?.kind === 'text' && part.text === setting.text && part.span.end - part.span.start === part.text.length;
  return { setting, span: written ? part.span : span, written };
}

/** Settings that a line of the file gives, in the order of their places. */
export function settingsNamed(source: BuildSource, isWanted: (name: string) => boolean): PlacedSetting[] {
  const found = new Map<number, PlacedSetting>();
  const add = (setting: Setting | undefined | 'unknown', unit: BuildUnit, command?: GoCommand): void => {
    if (setting === undefined || setting === 'unknown' || !setting.span) return;
    const place = placeOf(setting, setting.span);
    const known = found.get(place.span.start);
    if (known && (known.command || !command)) return;
    found.set(place.span.start, { ...place, unit, ...(command && { command }) });
  };
  const wanted = new Map<Settings, readonly string[]>();
  const wantedIn = (settings: Settings): readonly string[] => {
    const names = wanted.get(settings) ?? [...settings.keys()].filter(isWanted);
    wanted.set(settings, names);
    return names;
  };
  const addAll = ({ environment }: { readonly environment: Environment }, unit: BuildUnit, command?: GoCommand): void => {
    for (const layer of environment.layers) for (const name of wantedIn(layer)) add(environment.get(name), unit, command);
  };
  for (const unit of source.units) {
    for (const command of unit.commands) {
      addAll(command, unit, command);
      for (const [name, setting] of command.written) if (isWanted(name)) add(setting, unit, command);
    }
    addAll(unit, unit);
    for (const setting of unit.experiments) if (isWanted(setting.name)) add(setting, unit);
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

export interface PlacedFlag {
  readonly flag: WrittenFlag;
  readonly unit: BuildUnit;
  readonly command: GoCommand;
}

/** Flags as they are written on go commands, each place once. */
export function flagsNamed(source: BuildSource, names: readonly string[]): PlacedFlag[] {
  const found = new Map<number, PlacedFlag>();
  for (const unit of source.units) {
    for (const command of unit.commands) {
      for (const flag of command.flags.written) {
        if (names.includes(flag.name) && !found.has(flag.span.start)) found.set(flag.span.start, { flag, unit, command });
      }
    }
  }
  return [...found.values()];
}
