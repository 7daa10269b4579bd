/** Findings once everything is known that a file imports of the standard library. */
import type { Finding } from '../../src/engine/base/finding.js';
import { drive } from '../../src/engine/workspace/drive.js';
import type { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';

export function findingsWithTypes(workspace: Workspace, path: string): readonly Finding[] {
  workspace.findings(path);
  drive(workspace.analysis(), { table: ({ importPath }) => readTable(importPath) });
  return workspace.findings(path);
}
