/** Answers to what the sites of one declaration leave open. The body of the declaration is looked at only where a question needs it. */
import type { Sliced } from '../base/slices.js';
import type { SizeQuestion, TypeQuestion } from '../go/package/type-question.js';
import type { TypedFile } from '../go/package/typed-file.js';
import type { TreeTypes } from '../go/types/checking.js';
import { Mode, type Type, UNKNOWN } from '../go/types/model.js';
import { sizeOf } from '../go/types/sizes.js';
import type { Node } from '../syntax/flat-tree.js';

export class TypeAnswers {
  private types: TreeTypes | undefined;
  private hasLooked = false;

  /** `offset`: where the declaration begins. */
  constructor(
    private readonly file: TypedFile | undefined,
    private readonly offset: number,
  ) {}

  /** Before questions about nodes. */
  *looking(): Sliced<void> {
    if (this.hasLooked) return;
    this.hasLooked = true;
    const declaration = this.file?.at(this.offset);
    this.types = declaration && (yield* declaration.typing());
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

  /** True unless one of the nodes surely is no constant, nor the name of a type or of what is predeclared. */
  mayAllBeConstant(nodes: readonly Node[]): boolean {
    return nodes.every(node => MAY_BE_CONSTANT.has(this.types?.modes[node] ?? Mode.None));
  }
}

const MAY_BE_CONSTANT: ReadonlySet<Mode> = new Set([Mode.None, Mode.Constant, Mode.Type, Mode.Builtin]);
