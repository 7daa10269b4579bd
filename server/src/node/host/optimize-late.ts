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
