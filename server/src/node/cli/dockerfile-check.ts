/**
 * Checks Dockerfiles and the other files that build: CI, make, release and editor files. What an image can run depends on what the Go code in its folder imports, so this joins outlines of those Go files;
 * their own findings come from the packages, elsewhere.
 */
import type { Config } from '../../engine/base/config.js';
import { dirName } from '../../engine/base/paths.js';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import { buildFileKind, languageOf } from '../../engine/builds/kinds.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { mayImportExperimental } from '../../engine/tables/experimental-packages.js';
import type { PackageSource } from '../../engine/workspace/external-packages.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { readExternalPackage } from '../host/module-cache.js';
import { contextFilesAbove, filesBelow } from './discover.js';
import { toChecked } from './model.js';
import { countLines, GoModFiles, type PackageOutcome, readOrWarn, ruleFailed } from './package-check.js';

/** Rejects when the grammars do not load. */
export async function checkBuilds(paths: readonly string[], config: Config, grammars: Grammars): Promise<PackageOutcome> {
  if (paths.length === 0) return { findings: [], files: 0, lines: 0, warnings: [] };
  const engine = await Engine.load(grammars);
  const warnings = new Map<string, string>();
  const workspace = new Workspace(engine, {
    config,
    onRuleError: (rule, path, error) => warnings.set(rule, ruleFailed(rule, path, error)),
  });
  readSurroundings(workspace, paths);
  for (const path of paths) {
    const text = readOrWarn(path, warnings);
    if (text !== undefined) workspace.set(path, text);
  }
  bringExternalPackages(workspace, paths);
  workspace.readAllAwaited();
  const known = paths.filter(p => workspace.text(p) !== undefined);
  const outcome = {
    findings: known.flatMap(p => workspace.findings(p).map(f => toChecked(workspace, f))),
    files: known.length,
    lines: known.reduce((n, p) => n + countLines(workspace.text(p)!), 0),
    warnings: [...warnings.values()],
  };
  engine.dispose();
  return outcome;
}

/** What a build file says about the program whose Go files are needed then: linker variables, cgo; ko switches cgo off by itself. */
const ABOUT_PROGRAMS = /-X[\s=]|CGO_ENABLED/;

/**
 * What stands in the module of each file, or in its folder when it lies in none: the other places that build, and outlines of the Go files:
 * of all for a Dockerfile and where the linker sets variables or cgo may be off, of those that may need an experiment otherwise.
 * `wholePrograms`: of all everywhere.
 */
export function readSurroundings(workspace: Workspace, paths: readonly string[], wholePrograms = false): void {
  const goMods = new GoModFiles();
  const regionOf = (path: string) => dirName(goMods.above(dirName(path))?.path ?? path);
  const unreadable = new Map<string, string>();
  const asks = (p: string) =>
    languageOf(p) === 'dockerfile' ||
    (languageOf(p) === 'build' && (buildFileKind(p) === 'ko' || ABOUT_PROGRAMS.test(readOrWarn(p, unreadable) ?? '')));
  const images = new Set(paths.filter(asks).map(regionOf));
  for (const region of new Set(paths.map(regionOf))) {
    for (const path of contextFilesAbove(region)) workspace.set(path, readOrWarn(path, unreadable) ?? '');
    for (const [path, language] of filesBelow(region)) {
      const mod = goMods.above(dirName(path));
      if (mod) workspace.set(mod.path, mod.text);
      const text = language === 'go.mod' ? undefined : readOrWarn(path, unreadable);
      if (text !== undefined && (language !== 'go' || wholePrograms || images.has(region) || mayImportExperimental(text)))
        workspace.set(path, text, 'outline');
    }
  }
}

/** Packages from outside, as long as reading one asks for another; `ask` tells which are wanted now. */
export function bringExternalPackages(workspace: Workspace, dockerfiles: readonly string[], ask = () => workspace.neededPackages()): void {
  const paths = [...workspace.paths()].filter(p => p.endsWith('/go.mod') || dockerfiles.includes(p));
  const modules = [...new Set(paths.map(p => workspace.module(p)).filter(m => m !== undefined))];
  const asked = new Set<string>();
  for (let needed = ask(); needed.some(p => !asked.has(p)); needed = ask()) {
    for (const importPath of needed.filter(p => !asked.has(p))) {
      asked.add(importPath);
      workspace.setExternalPackage(importPath, findPackage(importPath, modules));
    }
  }
}

function findPackage(importPath: string, modules: readonly GoModFacts[]): readonly PackageSource[] | 'missing' {
  for (const module of modules) {
    const files = readExternalPackage(importPath, module);
    if (files) return files;
  }
  return 'missing';
}
