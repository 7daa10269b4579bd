/** Compiler output recorded by `fixtures/compiler/record.sh`, and the sources it is about: tests that need no toolchain. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoVersion, parseGoVersion } from '../../src/engine/base/go-version.js';
import { baseName } from '../../src/engine/base/paths.js';
import type { CompilerOutput, CompilerPackageResult } from '../../src/engine/compiler/facts.js';
import { LineSplitter } from '../../src/engine/compiler/line-splitter.js';
import { ownFile } from '../../src/engine/compiler/own-file.js';
import { CompilerOutputParser } from '../../src/engine/compiler/parser.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { typedSources } from '../support/typed-sources.js';

const FIXTURES = join(__dirname, '../fixtures/compiler');

export const RELEASES: readonly string[] = [
  ...new Set(readdirSync(FIXTURES).flatMap(f => /^(go.*)\.m[12]\.txt$/.exec(f)?.[1] ?? [])),
].sort();

export function versionOf(release: string): GoVersion {
  return parseGoVersion(release)!;
}

export function recordedOutput(release: string, m: 1 | 2): CompilerOutput[] {
  const parser = new CompilerOutputParser();
  const lines = new LineSplitter(line => parser.pushLine(line));
  const text = readFileSync(join(FIXTURES, `${release}.m${m}.txt`), 'utf8');
  // In odd portions, as a pipe delivers them.
  for (let at = 0; at < text.length; at += 1021) lines.push(text.slice(at, at + 1021));
  lines.end();
  return parser.finish();
}

/** A recorded package with its sources; `dir` is relative to the fixture's module. */
export async function recordedPackage(release: string, m: 1 | 2, dir: string): Promise<RecordedPackage> {
  const engine = await loadEngine();
  const folder = join(FIXTURES, 'src', dir);
  const importPath = `example.com/fixture/${dir}`;
  const files = readdirSync(folder).filter(f => f.endsWith('.go') && f !== 'tagged.go');
  const output = recordedOutput(release, m).find(o => o.importPath === importPath)!;
  const names = new Set(files);
  const facts = output.facts.filter(f => ownFile(f.raw, folder, names, new Map()) !== undefined);
  const texts = new Map(files.map(base => [`${folder}/${base}`, readFileSync(`${folder}/${base}`, 'utf8')]));
  const sources = new Map(typedSources(engine, texts).map(source => [baseName(source.path), source]));
  return { result: { importPath, dir: folder, files, facts, goVersion: versionOf(release), truncated: false }, sources };
}

export interface RecordedPackage {
  readonly result: CompilerPackageResult;
  readonly sources: ReadonlyMap<string, SourceFile>;
}
