import { analyzeFile } from './analyze-file.js';
import { analyzePackage } from './analyze-package.js';
import { analyzeWorkspace } from './analyze-workspace.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { explainRule } from './explain-rule.js';
import { inspectBinary } from './inspect-binary.js';
import { openLightBulb } from './open-light-bulb.js';
import { restartServer } from './restart-server.js';
import { showAllocations } from './show-allocations.js';
import { showBuildMatrix } from './show-build-matrix.js';
import { showOutput } from './show-output.js';
import { whyEscapes } from './why-escapes.js';

export const COMMANDS: readonly Command[] = [
  analyzeFile,
  analyzePackage,
  analyzeWorkspace,
  doctor,
  explainRule,
  inspectBinary,
  openLightBulb,
  restartServer,
  showAllocations,
  showBuildMatrix,
  showOutput,
  whyEscapes,
];
