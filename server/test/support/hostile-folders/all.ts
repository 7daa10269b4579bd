import { BUILD_TRAPS } from './build-traps.js';
import { CROWDS } from './crowds.js';
import type { HostileFolder } from './folder.js';
import { GO_TRAPS } from './go-traps.js';
import { MULTITUDES } from './multitudes.js';
import { NESTS } from './nests.js';
import { NO_PLAIN_FILES } from './no-plain-files.js';
import { OBJECT_TRAPS } from './object-traps.js';
import { ODD_KINDS } from './odd-kinds.js';
import { PACKAGES } from './packages.js';
import { PRODUCT_TRAPS } from './product-traps.js';
import { TREES } from './trees.js';
import { WIDE } from './wide.js';

export const HOSTILE_FOLDERS: readonly HostileFolder[] = [
  ...TREES,
  ...MULTITUDES,
  ...CROWDS,
  ...GO_TRAPS,
  ...OBJECT_TRAPS,
  ...BUILD_TRAPS,
  ...PACKAGES,
  ...PRODUCT_TRAPS,
  ...ODD_KINDS,
  ...NO_PLAIN_FILES,
  ...NESTS,
  ...WIDE,
];
