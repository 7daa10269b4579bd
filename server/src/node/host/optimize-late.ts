/** How long code of this process runs before V8 optimizes it. */
import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of code, seven times what V8 waits for by itself. A first answer runs much code a few times: half of its processor time went into optimized
 * code that was hardly used (measured: 540 ms became 270 ms), and a fifth of what `check` takes.
 */
const BUDGET = 500_000;

/** To be called before anything is read. */
export function optimizeLate(): void {
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}

/**
 * V8 compiles a hot wasm function a second time. Of the parsers' lexers that takes a second of processor time, which only a long run wins back. To be
 * called before a grammar is loaded.
 */
export function keepLexers(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000');
}

/** What V8 does by itself (`node --v8-options`): GOROOT/src, 10,000 files, takes 6 % less. The same. */
export function optimizeLexers(): void {
  setFlagsFromString('--wasm-tiering-budget=1800000');
}
