/** The build matrix as plain records. */

import type { Location } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { BuildContext } from '../program/build-contexts.js';

/** In the order of the table. */
export const MATRIX_COLUMN_KEYS = ['go', 'goexperiment', 'cgo', 'target', 'tags', 'linkage', 'image', 'ldflags', 'buildmode'] as const;

export type MatrixColumn = (typeof MATRIX_COLUMN_KEYS)[number];

export interface MatrixCell {
  /** As shown; `?` is unknown, `-` unset, empty where the column means nothing. */
  readonly text: string;
  readonly isSet: boolean;
  readonly at?: Location;
  /** True when most other rows of the module say something else. */
  readonly differs: boolean;
  /** What the text alone does not tell, one line each. */
  readonly notes?: readonly Message[];
  /** True when the notes say what is broken. */
  readonly wrong?: boolean;
  /** In the column `linkage`: from the program to C, one for each package that uses cgo. */
  readonly chains?: readonly (readonly string[])[];
}

export interface MatrixRow {
  readonly kind: BuildContext['kind'];
  readonly name: string;
  readonly at: Location;
  readonly cells: Readonly<Record<MatrixColumn, MatrixCell>>;
  /** What GOEXPERIMENT comes to against the release's defaults. */
  readonly experiments?: readonly string[];
}

export interface MatrixModule {
  readonly name: string;
  /** Of its go.mod. */
  readonly path: string;
  readonly rows: readonly MatrixRow[];
}
