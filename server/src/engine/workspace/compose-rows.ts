/** Rows of the build table for services of compose files. */
import type { BuildUnit } from '../builds/facts.js';
import type { BuildContext } from '../program/build-contexts.js';

/** Go is run with these, or they decide which; an image that holds it. */
export function isGoService({ go, environment }: BuildUnit): boolean {
  return go !== undefined || [...environment.names()].some(name => /^(?:GO|CGO_)/.test(name) && environment.get(name) !== undefined);
}

/** Only stages that run go. */
export function composeRows(rows: readonly BuildContext[], unit: BuildUnit, file: string): BuildContext[] {
  return rows
    .filter(row => row.command !== undefined)
    .map(row => ({ ...row, kind: unit.kind, name: unit.name, file, span: unit.span, unit }));
}
