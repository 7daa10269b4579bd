/** A CPU profile as `runtime/pprof` writes it, of calls that a test says were hot: what `-pgo` reads, without having to wait for samples. */

/** `func` as the linker names it (`example.com/m/lib.New`), at a line of a file. */
export interface Frame {
  readonly func: string;
  readonly file: string;
  readonly line: number;
  /** Line of the function's own `func`. */
  readonly start: number;
}

/** Every stack, innermost frame first, was seen as often as `count` says. See profile.proto of github.com/google/pprof for the numbers. */
export function cpuProfile(stacks: readonly (readonly Frame[])[], count = 1000): Buffer {
  const strings = ['', 'samples', 'count', 'cpu', 'nanoseconds'];
  const text = (value: string) => (strings.includes(value) ? strings.indexOf(value) : strings.push(value) - 1);
  const frames = stacks.flat();
  const functions = [...new Map(frames.map(f => [f.func, f])).values()];
  const functionId = (f: Frame) => functions.findIndex(g => g.func === f.func) + 1;
  const samples = stacks.map(stack =>
    bytes(2, [
      ...bytes(
        1,
        stack.flatMap(f => varint(frames.indexOf(f) + 1)),
      ),
      ...bytes(2, [...varint(count), ...varint(count * 1e7)]),
    ]),
  );
  const locations = frames.map((f, i) => bytes(4, [...number(1, i + 1), ...bytes(4, [...number(1, functionId(f)), ...number(2, f.line)])]));
  const declared = functions.map(f =>
    bytes(5, [
      ...number(1, functionId(f)),
      ...number(2, text(f.func)),
      ...number(3, text(f.func)),
      ...number(4, text(f.file)),
      ...number(5, f.start),
    ]),
  );
  const types = [
    ['samples', 'count'],
    ['cpu', 'nanoseconds'],
  ].map(([type, unit]) => bytes(1, [...number(1, text(type!)), ...number(2, text(unit!))]));
  const table = strings.map(value => bytes(6, [...Buffer.from(value)]));
  return Buffer.from([...types, ...samples, ...locations, ...declared, ...table].flat());
}

function varint(value: number): number[] {
  const out: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) out.push((left % 0x80) | 0x80);
  return [...out, left];
}

const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
