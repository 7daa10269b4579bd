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

/** Longest object kept, in UTF-16 units; before Go 1.19 every object lists all dependencies. */
const MAX_OBJECT = 8_000_000;

export class ListOutput {
  readonly packages: ListedPackage[] = [];
  /** True when something was printed that is no package: then it was not the go command that spoke. */
  garbage = false;
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
    if (this.size > MAX_OBJECT) this.garbage = true;
    else this.object.push(line);
    if (line !== '}') return;
    const parsed = parse(this.object.join('\n'));
    if (parsed) this.packages.push(parsed);
    else this.garbage = true;
    this.object = [];
    this.size = 0;
  }
}

function parse(text: string): ListedPackage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isPackage = typeof value === 'object' && value !== null && typeof (value as { ImportPath?: unknown }).ImportPath === 'string';
    return isPackage ? (value as ListedPackage) : undefined;
  } catch {
    return undefined;
  }
}
