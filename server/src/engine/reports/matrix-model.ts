/** The build matrix as plain records. */

import type { Location } from '../base/finding.js';
import type { BuildContext } from '../program/build-contexts.js';

/** Column -> its heading, in the order of the table. Names of variables and flags are never translated. */
export const MATRIX_COLUMNS = {
  go: 'Go',
  goexperiment: 'GOEXPERIMENT',
  cgo: 'CGO_ENABLED',
  target: 'target',
  tags: 'tags',
  linkage: 'linkage',
  image: 'final image',
  ldflags: 'ldflags',
  buildmode: 'buildmode',
} as const;

export type MatrixColumn = keyof typeof MATRIX_COLUMNS;

export const MATRIX_COLUMN_KEYS = Object.keys(MATRIX_COLUMNS) as MatrixColumn[];

export interface MatrixCell {
  /** As shown; `?` is unknown, `-` unset, empty where the column means nothing. */
  readonly text: string;
  readonly isSet: boolean;
  readonly at?: Location;
  /** True when most other rows of the module say something else. */
  readonly differs: boolean;
  /** A sentence on what the text alone does not tell. */
  readonly note?: string;
  /** True when the note says what goes wrong. */
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
