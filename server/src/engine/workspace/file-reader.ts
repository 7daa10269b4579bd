/** Text -> what is known of a file, by its kind. One parse of each text. Never throws: a text that a reader fails on is an empty one. */

import { TooMuchWork } from '../base/faults.js';
import { type Sliced, whole } from '../base/slices.js';
import { readContextFile } from '../builds/context-files.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildArguments } from '../builds/dockerfile/file-context.js';
import { readDockerfile, readingDockerfile } from '../builds/dockerfile/read.js';
import type { BuildFileFacts } from '../builds/facts.js';
import { parseGoMod } from '../builds/go-mod.js';
import { buildFileKind, contextFileKind, type Language } from '../builds/kinds.js';
import { readBuildFile } from '../builds/read.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { headOf } from '../go/package/head.js';
import { PartCache, type PlacedPart } from '../go/package/program-parts.js';
import { DeclarationCache, isGenerated, readGoFile, readingGoFile } from '../go/package/read-file.js';
import { readingDeclared } from '../go/package/source-file.js';
import type { FileFacts } from '../program/file-facts.js';
import { readAllocationSites } from '../sites/allocation-sites.js';
import type { BashParser } from '../syntax/bash.js';
import type { Engine } from '../syntax/engine.js';
import { type GoDocument, type GoSyntax, NO_SYNTAX } from '../syntax/go-parser.js';
import type { BodyFilter } from '../syntax/unread-bodies.js';
import type { FaultLog } from './fault-log.js';

/**
 * How much of a Go file is read: package, imports and constraints; all; all, and what it adds to a program; all, and its trees are kept for
 * the compiler's words.
 */
export type Depth = (typeof DEPTHS)[number];

const DEPTHS = ['outline', 'full', 'parts', 'syntax'] as const;

export const isAtLeast = (depth: Depth, wanted: Depth): boolean => DEPTHS.indexOf(depth) >= DEPTHS.indexOf(wanted);

export interface ReadFile {
  readonly facts: FileFacts;
  /** With the bodies that are read; absent where it was not asked for, or only the head was read. */
  readonly syntax?: GoSyntax;
  /** What the file adds to a program; absent where it was not asked for, and in tests. */
  readonly parts?: readonly PlacedPart[];
}

/**
 * Of test files only functions that mention a pool are read, unless escape findings in tests are wanted: no other rule speaks about what
 * stands in the body of a test, and tests are a fifth of the lines of GOROOT/src.
 */
const MENTIONS_POOL = /\b(?:Get|Put)\b|[pP]ool\b/;
export const isTestFile = (path: string) => path.endsWith('_test.go');

/** Longer files count as empty programs (UTF-16 units): they are generated, and one step of the background must be short. */
const MAX_PARTS = 200_000;

export class FileReader {
  private readonly declarations = new DeclarationCache(readAllocationSites);
  private readonly partCache = new PartCache();

  constructor(
    private readonly engine: Engine,
    private readonly faults: FaultLog,
    /** Whether the bodies in test files are read. */
    public readsTests: boolean,
  ) {}

  *read(path: string, text: string, language: Language, depth: Depth): Sliced<ReadFile> {
    const none = () => incomplete(whole(this.readText(path, '', language, depth)));
    const file = yield* this.faults.guardedSlices(path, 'text', this.readText(path, text, language, depth), none);
    if (file.facts.language === 'go') this.faults.tellAll(path, file.facts.go);
    return file;
  }

  private *readText(path: string, text: string, language: Language, depth: Depth): Sliced<ReadFile> {
    if (language === 'go.mod') {
      const mod = parseGoMod(path, text);
      if (mod.isPartial) this.faults.tell(path, { part: 'text', error: new TooMuchWork() });
      return { facts: { language, mod } };
    }
    if (language === 'context') return { facts: { language, context: readContextFile(path, contextFileKind(path)!, text) } };
    if (language === 'dockerfile') {
      const dockerfile = yield* readingDockerfile(path, text, this.bashFor(path));
      if (!dockerfile.complete) this.faults.tell(path, { part: 'text', error: new TooMuchWork() });
      return { facts: { language, dockerfile } };
    }
    if (language === 'build') {
      const build = yield* readBuildFile(path, buildFileKind(path)!, text, this.bashFor(path));
      for (const part of build.leftOut ?? []) this.faults.tell(path, { part, error: new TooMuchWork() });
      return { facts: { language, build } };
    }
    const outline = depth === 'outline';
    // Nothing is reported in generated files, and they are the largest: their imports are enough.
    const isHead = outline || isGenerated(text);
    const syntax = yield* this.engine.go.parsing(isHead ? headOf(text) : text, this.bodiesOf(path));
    // Of a text that breaks the parser's bounds nothing is known.
    if (syntax === NO_SYNTAX) this.faults.tell(path, { part: 'text', error: new TooMuchWork() });
    const facts = { language, outline, go: yield* readingGoFile(path, text, syntax, this.declarations) };
    if (isHead || (depth !== 'syntax' && depth !== 'parts')) return { facts };
    if (depth === 'syntax') return { facts, syntax };
    return isTestFile(path) || !this.readsAll(path) ? { facts } : { facts, parts: yield* this.readParts(text, facts.go, syntax) };
  }

  /** Says of scripts in the file that they are too long or too broken to be read in a reasonable time. A file that is one may well be long. */
  private bashFor(path: string): BashParser {
    const isScript = buildFileKind(path) === 'shell';
    return this.engine.bash.telling(why =>
      this.faults.tell(path, { part: 'shell script', error: new TooMuchWork(), isCommon: isScript && why === 'long' }),
    );
  }

  /** A Go text that is edited; the caller disposes the document. */
  open(path: string, text: string): GoDocument {
    return this.engine.go.open(text, this.bodiesOf(path));
  }

  *readOpen(path: string, document: GoDocument): Sliced<ReadFile> {
    const none = () => readGoFile(path, '', NO_SYNTAX, this.declarations);
    const go = yield* this.faults.guardedSlices(path, 'text', this.readDocument(path, document), none);
    this.faults.tellAll(path, go);
    return { facts: { language: 'go', outline: false, go } };
  }

  private *readDocument(path: string, document: GoDocument): Sliced<GoFileFacts> {
    yield* document.reading();
    yield* readingDeclared(document.syntax);
    return yield* readingGoFile(path, document.text, document.syntax, this.declarations);
  }

  /** False where the bodies of some functions are left out. */
  readsAll(path: string): boolean {
    return this.bodiesOf(path) === undefined;
  }

  /** The trees of a Go file, with the bodies that are read. */
  parse(path: string, text: string): GoSyntax {
    return this.faults.guarded(
      path,
      'text',
      () => this.engine.go.parse(text, this.bodiesOf(path)),
      () => NO_SYNTAX,
    );
  }

  /** The top-level declarations of a Go file, without what stands in bodies. */
  readDeclarations(path: string, text: string): GoFileFacts {
    const parsed = () => this.engine.go.parse(text, () => false);
    const read = (syntax: GoSyntax) => readGoFile(path, text, syntax, this.declarations);
    return this.faults.guarded(
      path,
      'declarations',
      () => read(parsed()),
      () => read(NO_SYNTAX),
    );
  }

  /** What a Go file adds to a program, from its trees when they are there. */
  *readParts(text: string, facts: GoFileFacts, syntax?: GoSyntax): Sliced<readonly PlacedPart[]> {
    return text.length > MAX_PARTS ? [] : yield* this.partsOf(facts, syntax ?? text);
  }

  partsOf(facts: GoFileFacts, of: GoSyntax | string): Sliced<readonly PlacedPart[]> {
    return this.faults.guardedSlices(facts.path, 'parts of a program', this.partsIn(facts, of), () => []);
  }

  private *partsIn(facts: GoFileFacts, of: GoSyntax | string): Sliced<readonly PlacedPart[]> {
    const syntax = typeof of === 'string' ? yield* this.engine.go.parsing(of) : of;
    return yield* this.partCache.read(syntax, facts);
  }

  /** A Dockerfile as a build reads it that gives these values to ARGs. */
  readDockerfileWith(path: string, text: string, given: BuildArguments): DockerfileFacts | undefined {
    const read = (): DockerfileFacts | undefined => readDockerfile(path, text, this.engine.bash, given);
    return this.faults.guarded(path, 'build arguments', read, () => undefined);
  }

  /** A Makefile with the files that it includes, of which these texts are known. */
  readMakefileWith(path: string, text: string, included: (path: string) => string | undefined): BuildFileFacts | undefined {
    const read = (): BuildFileFacts => whole(readBuildFile(path, 'makefile', text, this.engine.bash, included));
    return this.faults.guarded<BuildFileFacts | undefined>(path, 'included files', read, () => undefined);
  }

  private bodiesOf(path: string): BodyFilter | undefined {
    return isTestFile(path) && !this.readsTests ? text => MENTIONS_POOL.test(text) : undefined;
  }
}

/** Nothing may be concluded from what a text of which nothing was read does not say. */
function incomplete(file: ReadFile): ReadFile {
  const { facts } = file;
  if (facts.language === 'dockerfile') return { facts: { ...facts, dockerfile: { ...facts.dockerfile, complete: false } } };
  return facts.language === 'build' ? { facts: { ...facts, build: { ...facts.build, complete: false } } } : file;
}
