/** The head of a Go file. */

/** The part of a Go text that can hold imports: up to the first other declaration. */
export function headOf(text: string): string {
  const m = /^(?:func|type|var|const)\b/m.exec(text);
  return m ? text.slice(0, m.index) : text;
}
