/**
 * Answers to what the sites of one declaration leave open. Of its body only those statements are looked at that a question needs, once for all rules.
 */
import type { Sliced } from '../base/slices.js';
import type { AllocationSite } from '../go/package/allocation-site.js';
import type { SizeQuestion, TypeQuestion } from '../go/package/type-question.js';
import type { TypedFile } from '../go/package/typed-file.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { PackageSource } from '../go/types/importer.js';
import { Mode, type Type, UNKNOWN } from '../go/types/model.js';
import { sizeOf } from '../go/types/sizes.js';
import type { Node } from '../syntax/flat-tree.js';

/** Where a declaration begins, and what asks in it. */
interface AskingDeclaration {
  readonly offset: number;
  readonly allocationSites: readonly AllocationSite[];
}

export class TypeAnswers {
  private types: TreeTypes | undefined;

  constructor(
    private readonly file: TypedFile | undefined,
    private readonly declaration: AskingDeclaration,
  ) {}

  /** Before questions about nodes. */
  *looking(): Sliced<void> {
    const { file, declaration } = this;
    if (this.types || !file) return;
    let known = looked.get(declaration.allocationSites);
    if (known?.source !== file.source) {
      yield;
      known = { source: file.source, types: yield* typesIn(file, declaration) };
      looked.set(declaration.allocationSites, known);
    }
    this.types = known.types;
  }

  /** The unknown type where nobody knows. */
  typeOf(asked: TypeQuestion): Type {
    if ('pkg' in asked) return this.file?.named(asked.pkg, asked.name) ?? UNKNOWN;
    const declared = this.types?.objects.get(asked.node);
    if (declared?.kind === 'var') return declared.type;
    return this.types?.typeOf(this.types.tree.unparen(asked.node)) ?? UNKNOWN;
  }

  /** In bytes; undefined where nobody knows. */
  sizeOf(asked: SizeQuestion): number | undefined {
    return 'bytes' in asked ? asked.bytes : sizeOf(this.typeOf(asked));
  }

  /** Surely a value that is worked out when the program runs; the name of a type tells so of what stands there. */
  isVariable(asked: TypeQuestion): boolean {
    return !('node' in asked) || !this.mayAllBeConstant([this.types?.tree.unparen(asked.node) ?? asked.node]);
  }

  /** True unless one of the nodes surely is no constant, nor the name of a type or of what is predeclared. */
  mayAllBeConstant(nodes: readonly Node[]): boolean {
    return nodes.every(node => MAY_BE_CONSTANT.has(this.types?.modes[node] ?? Mode.None));
  }
}

interface Looked {
  /** Another object stands for a package of which something else is known. */
  readonly source: PackageSource;
  readonly types: TreeTypes | undefined;
}

/** What is known of declarations, by their sites, which stay while a declaration is as it was. */
const looked = new WeakMap<readonly AllocationSite[], Looked>();

function* typesIn(file: TypedFile, { offset, allocationSites }: AskingDeclaration): Sliced<TreeTypes | undefined> {
  const declaration = file.at(offset);
  return declaration && (yield* declaration.typingOf(allocationSites.flatMap(nodesOf)));
}

/** True where the body of the declaration has to be looked at. */
export function asksNodes(site: AllocationSite): boolean {
  return site.unless !== undefined || questionsOf(site).some(q => q !== undefined && 'node' in q);
}

/** All that may be asked of a site, once its declaration is looked at. */
function nodesOf(site: AllocationSite): readonly Node[] {
  const more = site.what === 'leaving' ? [site.sized, site.made] : [];
  return [...(site.unless?.flat() ?? []), ...[...questionsOf(site), ...more].flatMap(q => (q && 'node' in q ? q.node : []))];
}

function questionsOf(site: AllocationSite): readonly (SizeQuestion | undefined)[] {
  switch (site.what) {
    case 'leaving':
      return [...site.through, ...site.inside, site.call?.receiver];
    case 'growingSlice':
      return [site.ranged];
    case 'unknownSize':
      return [site.element, site.slice, ...site.constantIf.map(node => ({ node }))];
    default:
      return [site.type];
  }
}

const MAY_BE_CONSTANT: ReadonlySet<Mode> = new Set([Mode.None, Mode.Constant, Mode.Type, Mode.Builtin]);
