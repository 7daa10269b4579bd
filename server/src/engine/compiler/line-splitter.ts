/** Cuts a stream of text chunks into lines without ever holding more than one line; what is longer than the cap is cut off. */
export class LineSplitter {
  private rest = '';

  constructor(
    private readonly onLine: (line: string) => void,
    private readonly maxLine = 32_768,
  ) {}

  push(chunk: string): void {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      this.onLine(this.rest === '' ? chunk.slice(from, at) : this.extended(chunk.slice(from, at)));
      this.rest = '';
      from = at + 1;
    }
    if (from < chunk.length) this.rest = this.extended(chunk.slice(from));
  }

  /** Hands over a last line without a line break. */
  end(): void {
    if (this.rest !== '') this.onLine(this.rest);
    this.rest = '';
  }

  private extended(tail: string): string {
    return this.rest.length >= this.maxLine ? this.rest : this.rest + tail.slice(0, this.maxLine - this.rest.length);
  }
}
