/** Items of GOEXPERIMENT in a build file, each place once, with all units that see it: the jobs of a matrix may use different releases. */
import { type ExperimentItem, experimentItems, experimentName } from '../shell/experiment-items.js';
import type { GoCommand } from '../shell/go-command.js';
import type { BuildSource, BuildUnit } from './facts.js';
import { settingsNamed } from './settings.js';

export interface ExperimentPlace {
  readonly item: ExperimentItem;
  /** The item without the `no` that switches off. */
  readonly name: string;
  /** At least one. */
  readonly uses: readonly ExperimentPlaceUse[];
}

export interface ExperimentPlaceUse {
  readonly unit: BuildUnit;
  /** The first go command that sees it. */
  readonly command?: GoCommand;
  /** All items of the value there. */
  readonly items: readonly ExperimentItem[];
}

/** By the file: several rules ask. */
const known = new WeakMap<BuildSource, readonly ExperimentPlace[]>();

/** In the order of their places; values nobody knows have no items. */
export function experimentPlaces(source: BuildSource): readonly ExperimentPlace[] {
  const places = known.get(source) ?? placesIn(source);
  known.set(source, places);
  return places;
}

function placesIn(source: BuildSource): ExperimentPlace[] {
  const places = new Map<string, ExperimentPlace & { readonly uses: ExperimentPlaceUse[] }>();
  for (const unit of source.units) {
    for (const { setting, command } of settingsNamed({ ...source, units: [unit] }, name => name === 'GOEXPERIMENT')) {
      const items = setting.word ? experimentItems(setting.word) : [];
      for (const item of items) {
        const key = `${item.span.start} ${item.text}`;
        const place = places.get(key) ?? { item, name: experimentName(item.text), uses: [] };
        places.set(key, place);
        place.uses.push({ unit, items, ...(command && { command }) });
      }
    }
  }
  return [...places.values()].sort((a, b) => a.item.span.start - b.item.span.start);
}

/** The use that says most: a command that surely runs, else any that runs, else the first. */
export function strongest(uses: readonly ExperimentPlaceUse[]): ExperimentPlaceUse {
  return uses.find(u => u.command?.certain) ?? uses.find(u => u.command) ?? uses[0]!;
}
