/** Reads what `go list -json` prints: one JSON object after the other, each ending in a line that is just `}`. */
import { LineSplitter } from '../../engine/compiler/line-splitter.js';

/** The fields we ask for, as cmd/go names them. */
export interface ListedPackage {
  readonly ImportPath: string;
  readonly Dir?: string;
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  /** Import path of the package whose tests this variant is made for. */
  readonly ForTest?: string;
  /** File with export data; missing when the package did not compile. */
  readonly Export?: string;
  readonly Error?: ListedError;
  readonly DepsErrors?: readonly ListedError[];
}

export interface ListedError {
  readonly Pos?: string;
  readonly Err?: string;
}

export const LIST_FIELDS = 'ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,ForTest,Export,Error,DepsErrors';

/** Longest object read, in UTF-16 units; before Go 1.19 every object lists all dependencies. */
const MAX_OBJECT = 4_000_000;
/** What is kept of all objects, in the same units. A package has some hundred. */
const MAX_KEPT = 16_000_000;
/** Of one error: only its first line is shown. */
const MAX_ERROR = 10_000;

export class ListOutput {
  readonly packages: ListedPackage[] = [];
  /** True when something was printed that is no package: then it was not the go command that spoke. */
  garbage = false;
  /** True when more was printed than is kept: then packages are missing. */
  isFull = false;
  private kept = 0;
  private object: string[] = [];
  private size = 0;
  private readonly lines = new LineSplitter(line => this.line(line.replace(/\r$/, '')), MAX_OBJECT);

  push(chunk: string): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    if (this.object.some(l => l.trim() !== '')) this.garbage = true;
  }

  private line(line: string): void {
    this.size += line.length;
    if (this.isFull) return;
    if (this.size > MAX_OBJECT) this.garbage = true;
    else this.object.push(line);
    if (line !== '}') return;
    const parsed = parse(this.object.join('\n'));
    if (parsed) this.keep(parsed);
    else this.garbage = true;
    this.object = [];
    this.size = 0;
  }

  private keep(parsed: ListedPackage): void {
    this.kept += JSON.stringify(parsed).length;
    if (this.kept > MAX_KEPT) this.isFull = true;
    else this.packages.push(parsed);
  }
}

function parse(text: string): ListedPackage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isListed(value) ? wanted(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What is on PATH as `go` may print anything: each field is what cmd/go makes it, or it was not the go command that spoke. */
function isListed(value: unknown): value is ListedPackage {
  if (!isRecord(value)) return false;
  const { ImportPath, Dir, ForTest, Export, GoFiles, CgoFiles, TestGoFiles, XTestGoFiles, Error: error, DepsErrors } = value;
  return (
    typeof ImportPath === 'string' &&
    [Dir, ForTest, Export].every(isTextOrNone) &&
    [GoFiles, CgoFiles, TestGoFiles, XTestGoFiles].every(list => isListOrNone(list, isTextOrNone)) &&
    isErrorOrNone(error) &&
    isListOrNone(DepsErrors, isErrorOrNone)
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isListOrNone = (value: unknown, holds: (item: unknown) => boolean): boolean =>
  value === undefined || (Array.isArray(value) && value.every(item => item !== undefined && holds(item)));
const isErrorOrNone = (value: unknown): boolean =>
  value === undefined || (isRecord(value) && isTextOrNone(value.Pos) && isTextOrNone(value.Err));

/** What was asked for: before Go 1.19 there is much more. */
function wanted(listed: ListedPackage): ListedPackage {
  const { DepsErrors, ...rest } = Object.fromEntries(
    Object.entries(listed).filter(([name]) => FIELDS.has(name)),
  ) as unknown as ListedPackage;
  return {
    ...rest,
    ...(rest.Error && { Error: shortened(rest.Error) }),
    ...(DepsErrors?.[0] && { DepsErrors: [shortened(DepsErrors[0])] }),
  };
}

const FIELDS: ReadonlySet<string> = new Set(LIST_FIELDS.split(','));
const shortened = (error: ListedError) => (error.Err === undefined ? error : { ...error, Err: error.Err.slice(0, MAX_ERROR) });
