/** The escape graph of files that are a package on their own, with the standard library from its table. */
import { whole } from '../../src/engine/base/slices.js';
import type { Bodies, Body } from '../../src/engine/go/escape/bodies.js';
import type { FunctionFlows } from '../../src/engine/go/escape/function-flows.js';
import { PackageFlows } from '../../src/engine/go/escape/package-flows.js';
import { SolvedBatches } from '../../src/engine/go/escape/solved-batches.js';
import { summaryOfFacts } from '../../src/engine/go/escape/std-summary.js';
import { parsedFile } from '../../src/engine/go/package/source-file.js';
import type { Importer, PackageSource, SourceDeclaration, SourceFile } from '../../src/engine/go/types/importer.js';
import type { Func } from '../../src/engine/go/types/model.js';
import { receiverBase } from '../../src/engine/go/types/receiver.js';
import { Resolver } from '../../src/engine/go/types/resolver.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { StandardLibrary } from '../../src/engine/workspace/standard-library.js';
import { standardFile } from '../../src/engine/workspace/standard-sources.js';
import { readTable } from '../../src/node/host/std-pieces.js';

/** The standard library from its table; read once for all packages. */
export class StandardTable implements Importer {
  private readonly library = new StandardLibrary();
  private readonly sources = new Map<string, PackageSource>();

  constructor(private readonly engine: Engine) {}

  read(path: string) {
    if (this.library.get(path, undefined) === undefined) this.library.set(path, readTable(path) ?? 'missing');
    const std = this.library.get(path, undefined);
    return std === 'missing' ? undefined : std;
  }

  find(path: string): PackageSource | undefined {
    const std = this.read(path);
    const known = this.sources.get(path);
    if (known || !std) return known;
    const head = standardFile(path, std, this.engine.go);
    const source = { path, name: head.packageName, files: [head.source], language: undefined };
    this.sources.set(path, source);
    return source;
  }
}

export interface GraphWorld {
  readonly engine: Engine;
  readonly std: StandardTable;
  /** False: as the compiler does with `-l`. */
  readonly inlines?: boolean;
}

/** What is found of each declaration with code in the files, by their names. */
export function escapeFlows({ engine, std, inlines = true }: GraphWorld, texts: Readonly<Record<string, string>>): FunctionFlows[] {
  const files = Object.entries(texts).map(([path, text]) => parsedFile(path, text, engine.go.parse(text)).source);
  const types = new Resolver(std).of({ path: 'example.com/flows', name: 'flows', files, language: undefined });
  const places = new Map<Func, { file: SourceFile; declaration: SourceDeclaration }>();
  const variables: { file: SourceFile; declaration: SourceDeclaration }[] = [];
  for (const file of files) {
    for (const declaration of file.declarations) {
      const func = types.functionIn(file, declaration);
      if (func) places.set(func, { file, declaration });
      else if (declaration.kind === 'var') variables.push({ file, declaration });
    }
  }
  const bodyAt = ({ file, declaration }: { file: SourceFile; declaration: SourceDeclaration }): Body | undefined => {
    const known = types.typesOf(file.path, declaration.tree);
    const text = { tree: declaration.tree, path: file.path, declaration };
    return (
      known && {
        text,
        types: known,
        language: { newEachIteration: true, maxVariable: 131_072, joinsTypes: true, readsSteady: true },
        isKept: !inlines,
        elsewhere: 'keeps',
      }
    );
  };
  const bodies: Bodies = {
    now: func => func,
    // biome-ignore lint/correctness/useYield: nothing takes long here.
    *bodyOf(func) {
      const place = places.get(func);
      return place && bodyAt(place);
    },
    knownOf: func => {
      const type = func.isMethod ? receiverBase(func) : undefined;
      const symbol = type?.kind === 'named' ? `${type.object.name}.${func.name}` : func.name;
      const facts = func.pkg && std.read(func.pkg.path)?.compiled(symbol);
      return facts && summaryOfFacts(inlines ? facts : { ...facts, inlineCost: undefined }, func);
    },
  };
  const flows = new PackageFlows(bodies, new SolvedBatches());
  const functions = [...places.keys()].map(func => flows.finding(func));
  return [...functions, ...variables.map(place => flows.initialising(bodyAt(place)!))].flatMap(f => whole(f) ?? []);
}
