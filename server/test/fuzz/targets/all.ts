import type { Corpus } from '../corpus.js';
import type { Target } from '../target.js';
import { BINARY } from './binary.js';
import { COMPILER_OUTPUT } from './compiler-output.js';
import { EXAMPLES_EDITED } from './examples.js';
import { fileTarget } from './files.js';
import { PROTOCOL } from './protocol.js';
import { ALLOCATION_RECORD } from './record.js';
import { SESSION } from './session.js';
import { SETTINGS } from './settings.js';
import { WORLD } from './world.js';

/** One target for each kind of file, and what else comes from outside. */
export function allTargets(corpus: Corpus): readonly Target[] {
  const files = [...corpus.seeds.keys()].sort().map(fileTarget);
  return [...files, COMPILER_OUTPUT, BINARY, SETTINGS, ALLOCATION_RECORD, WORLD, EXAMPLES_EDITED, PROTOCOL, SESSION];
}
