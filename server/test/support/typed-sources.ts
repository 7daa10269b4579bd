/** The files of one package as a join gets them: with types, those of the standard library among them. */
import { LineIndex } from '../../src/engine/base/line-index.js';
import { dirName } from '../../src/engine/base/paths.js';
import { type SourceFile, typesOf } from '../../src/engine/compiler/source-file.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';

/** A workspace that knows the files of one folder and what they import of the standard library. */
export function typedWorkspace(engine: Engine, texts: ReadonlyMap<string, string>): Workspace {
  const workspace = new Workspace(engine);
  for (const [path, text] of texts) {
    workspace.set(`${dirName(path)}/go.mod`, 'module example.com/typed\n\ngo 1.26\n');
    workspace.set(path, text, 'syntax');
  }
  const interests = [...texts.keys()].map(path => ({ kind: 'imports', path }) as const);
  drive(workspace.reading(...interests), { table: ({ importPath }) => readTable(importPath) });
  return workspace;
}

/** `texts` by path, all of one folder. */
export function typedSources(engine: Engine, texts: ReadonlyMap<string, string>): readonly SourceFile[] {
  const workspace = typedWorkspace(engine, texts);
  return [...texts].map(([path, text]) => {
    // The workspace leaves out bodies of tests.
    const known = workspace.goSource(path);
    const syntax = known?.syntax ?? engine.go.parse(text);
    const facts = known?.facts ?? readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites));
    return { path, lines: new LineIndex(text), syntax, facts, ...typesOf(() => workspace.typed(path), syntax) };
  });
}

/** The only file of a package. */
export const typedSource = (engine: Engine, path: string, text: string): SourceFile => typedSources(engine, new Map([[path, text]]))[0]!;
