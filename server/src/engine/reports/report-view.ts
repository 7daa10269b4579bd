/** What reports may ask: what rules may, and which files there are. Implemented by `Workspace`. */
import type { WorkspaceView } from '../program/view.js';

export interface ReportView extends WorkspaceView {
  /** Paths of all known files. */
  paths(): IterableIterator<string>;
}
