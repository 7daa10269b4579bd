import { analyzeFile } from './analyzeFile.js';
import { analyzePackage } from './analyzePackage.js';
import { analyzeWorkspace } from './analyzeWorkspace.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { explainRule } from './explainRule.js';
import { inspectBinary } from './inspectBinary.js';
import { openLightBulb } from './openLightBulb.js';
import { restartServer } from './restartServer.js';
import { showAllocations } from './showAllocations.js';
import { showBuildMatrix } from './showBuildMatrix.js';
import { showOutput } from './showOutput.js';
import { whyEscapes } from './whyEscapes.js';

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
