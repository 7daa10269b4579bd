/** What the comparer asks of a resolver. Offsets are those of JavaScript strings; texts are in the notation of server/tools/types-judge/README.md. */

export interface TypeAnswer {
  /** Nothing where it is not known. */
  readonly type: string | undefined;
  /** The exact value, only of constants. */
  readonly constant: string | undefined;
  /** One of the judge's words, where the resolver has them. */
  readonly mode?: string;
}

export interface ConversionAnswer {
  readonly start: number;
  readonly end: number;
  /** Which of several results of a call. */
  readonly index?: number;
  readonly from: string;
  readonly to: string;
}

export interface SelectionAnswer {
  readonly kind: string;
  readonly member: string;
  /** Indexes of embedded fields on the way, `2.0`; the field itself is the last one. */
  readonly fields: string;
  readonly indirect: boolean;
}

export interface MethodAnswer {
  readonly member: string;
  /** Whether the value has it, and not only a pointer. */
  readonly ofValue: boolean;
  readonly fields: string;
  readonly type: string;
}

export interface ObjectAnswer {
  readonly kind: string;
  readonly package: string;
  readonly name: string;
  /** Path and offset of the declaration, asked only for what the package itself declares. */
  readonly file?: string;
  readonly offset?: number;
}

/** A declaration. */
export interface AnsweredPart {
  readonly start: number;
  readonly end: number;
  /** As long as it is the same object, so is every answer inside. */
  readonly answers: object;
}

/** Each takes the span of the expression or the identifier. What is left out is counted as not known. */
export interface Answers {
  typeOf(file: string, start: number, end: number): TypeAnswer | undefined;
  conversions(file: string): readonly ConversionAnswer[];
  selection?(file: string, start: number, end: number): SelectionAnswer | undefined;
  /** The type arguments of the generic function or type of that name. */
  instance?(file: string, start: number, end: number): readonly string[] | undefined;
  objectOf?(file: string, start: number, end: number): ObjectAnswer | undefined;
  /** Type and value of the constant declared there. */
  declaredConstant?(file: string, start: number, end: number): TypeAnswer | undefined;
  /** The method set of a pointer to the type declared there, or of an interface. */
  methods?(file: string, start: number, end: number): readonly MethodAnswer[] | undefined;
  /** Replaces the text of a file, as typing does. */
  edit?(file: string, text: string): void;
  /** The parts of a file that are answered for, in the order of the text. */
  parts?(file: string): readonly AnsweredPart[];
}

/** The files of a package that the build has and that do not import `"C"`, by path. */
export interface AskedPackage {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
}

export type AnswersFor = (asked: AskedPackage) => Answers;
