import { DATA_FILES } from './data-files.js';
import { DOCKERFILES } from './dockerfiles.js';
import { GO_CODE } from './go-code.js';
import { GO_FILES } from './go-files.js';
import { SCRIPT_SHAPES } from './scripts.js';
import type { Shape } from './shape.js';

export const SHAPES: readonly Shape[] = [...GO_CODE, ...GO_FILES, ...DOCKERFILES, ...SCRIPT_SHAPES, ...DATA_FILES];
