/** Which packages a program pulls in that need cgo, and by which import path. The reading of imports lives in facts; this joins them. */

/** One package that needs cgo and how the program reaches it. */
export interface CgoNeed {
  /** Import path of the package with `import "C"`. */
  readonly importPath: string;
  /** From the program to that package: `["example.com/app", "example.com/app/store", "github.com/mattn/go-sqlite3"]`. */
  readonly chain: readonly string[];
  /** `std`: net and os/user, which have a pure Go twin. `table`: from the list of known packages. `source`: its files import "C". */
  readonly from: 'std' | 'source' | 'table';
}

export interface CgoClosure {
  /** False when an import could not be followed to its sources: then the absence of a need proves nothing. */
  readonly complete: boolean;
  readonly needs: readonly CgoNeed[];
  /** Import paths that could not be followed. */
  readonly unknown: readonly string[];
}
