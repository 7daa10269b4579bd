/** Go texts around what repeats. */
import { type Shape, times } from './shape.js';

export const IMPORTS =
  'import (\n\t"bytes"\n\t"fmt"\n\t"sync"\n)\n\nvar p sync.Pool\nvar g *int\nvar _ = fmt.Sprint\n\ntype T struct {\n\ta int\n\tnext *T\n\tb []int\n}\n\n';

export function file(name: string, size: number, body: (n: number) => string): Shape {
  return { name, path: 'a.go', size, text: n => `package main\n\n${body(n)}\n` };
}

/** A program in whose export function statements repeat. */
export function statements(name: string, size: number, body: (n: number) => string): Shape {
  return file(
    name,
    size,
    n => `${IMPORTS}func f(x *T, buf *bytes.Buffer, s string, errs []error) (any, error) {\n${body(n)}\n\treturn x, nil\n}`,
  );
}

export function repeated(name: string, size: number, line: (i: number) => string): Shape {
  return statements(name, size, n => times(n, line));
}

export function nested(name: string, size: number, open: string, core: string, close: string): Shape {
  return statements(name, size, n => `${open.repeat(n)}${core}${close.repeat(n)}`);
}

/** Tokens in a row that are no program. */
export function broken(token: string): Shape {
  return file(`broken ${JSON.stringify(token)}`, 20_000 / token.length, n => `func f() { for { ${token.repeat(n)} } }`);
}
