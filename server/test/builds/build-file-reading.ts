/** Looks into the facts of build files, for the tests of their readers. */
import assert from 'node:assert/strict';
import type { Span } from '../../src/engine/base/finding.js';
import { whole } from '../../src/engine/base/slices.js';
import type { BuildFileFacts } from '../../src/engine/builds/facts.js';
import { buildFileKind } from '../../src/engine/builds/kinds.js';
import { readBuildFile } from '../../src/engine/builds/read.js';
import { goSetting } from '../../src/engine/shell/go-command.js';
import type { Engine } from '../../src/engine/syntax/engine.js';

export function readBuild(engine: Engine, path: string, text: string): BuildFileFacts {
  return whole(readBuildFile(path, buildFileKind(path)!, text, engine.bash));
}

export function names(facts: BuildFileFacts): string[] {
  return facts.units.map(u => u.name);
}

export function cut(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.start, span.end);
}

/** Value of a variable that the n-th command of the first unit sees, and the text at its place. */
export function seen(facts: BuildFileFacts, text: string, name: string, n = 0): [string | undefined, string | undefined] {
  const setting = goSetting(facts.units[0]!.commands[n]!, name);
  assert.ok(setting !== 'unknown', `${name} is unknown`);
  return [setting?.text, cut(text, setting?.span)];
}
