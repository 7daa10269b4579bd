/** A package of one file. */
import type { Shape } from './shape.js';

export const code = (name: string, size: number, text: (n: number) => string): Shape => ({
  name,
  path: 'p/p.go',
  size,
  text: n => `package p\n\n${text(n)}\n`,
});
