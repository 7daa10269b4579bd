/** Where on the disk the packages lie that a module may import, beside the module cache: what strangers can lay files into. */
import { dirname, join, resolve } from 'node:path';
import { parseGoMod, parseGoWork } from '../../engine/builds/go-mod.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { readText } from '../host/bounded-reader.js';
import type { ProcessEnvironment } from './find-go.js';
import { workspaceFile } from './module-files.js';

export interface SourceRoot {
  /** Import path of what is in the folder itself; empty for `vendor`, where paths are whole. */
  readonly importPath: string;
  readonly dir: string;
}

/** The module at `root`, its `vendor`, and the folders that its go.mod and the go.work above it name. */
export function sourceRoots(root: string, env: ProcessEnvironment): readonly SourceRoot[] {
  const workspace = workspaceFile(root, env);
  return [
    { importPath: moduleAt(root), dir: root },
    { importPath: '', dir: join(root, 'vendor') },
    ...named(join(root, 'go.mod')),
    ...(workspace === undefined ? [] : [{ importPath: '', dir: join(dirname(workspace), 'vendor') }, ...named(workspace)]),
  ];
}

function named(file: string): SourceRoot[] {
  const { replaces, uses } = parseGoWork(file, readText(file, MAX_TEXT) ?? '');
  const dirs = uses.map(use => resolve(dirname(file), use));
  return [
    ...replaces
      .filter(({ target }) => /^\.{0,2}\/|^\.{1,2}$/.test(target))
      .map(({ path, target }) => ({ importPath: path, dir: resolve(dirname(file), target) })),
    ...dirs.map(dir => ({ importPath: moduleAt(dir), dir })),
  ];
}

function moduleAt(dir: string): string {
  const path = join(dir, 'go.mod');
  return parseGoMod(path, readText(path, MAX_TEXT) ?? '').module;
}
