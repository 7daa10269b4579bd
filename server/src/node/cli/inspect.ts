/** `inspect FILE`: how a finished binary is linked, how it was built, and in which images it can start. */
import { resolve } from 'node:path';
import { binaryJson, binaryText } from '../../engine/binary/report.js';
import { inspectFile } from '../binary/inspect.js';

/** The whole output, or the sentence that says why there is none. `cwd` is what a relative `file` is relative to. */
export async function inspect(file: string, format: 'text' | 'json', cwd: string): Promise<{ output: string } | { error: string }> {
  const reading = await inspectFile(resolve(cwd, file));
  if ('error' in reading) return { error: `${file}: ${reading.error}` };
  if (format === 'text') return { output: binaryText(file, reading.programs) };
  return { output: `${JSON.stringify(binaryJson(file, reading.programs), null, 2)}\n` };
}
