/** Reads and writes source files so that nothing but the intended edit changes: byte order mark, line ends, mode and encoding stay. */

import { statSync } from 'node:fs';
import type { Message } from '../../engine/base/message.js';
import { kindOf } from '../../engine/builds/kinds.js';
import { isGenerated } from '../../engine/go/package/read-file.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { replaceFile } from '../ends/replace-file.js';
import type { Refusal } from '../host/boundary.js';
import { type Fault, readBytes, textBytes, withoutMark } from '../host/bounded-reader.js';
import type { FileFaults } from './file-faults.js';
import { Refused } from './refused.js';
import { say } from './words.js';

export interface DiskText {
  /** Without byte order mark, as editors give it. */
  readonly text: string;
  readonly hasBom: boolean;
  /** False when bytes were no valid UTF-8; writing the text back would change them. */
  readonly faithful: boolean;
}

/** Throws Unreadable. */
export type ReadSource = (path: string) => DiskText;

/** A file that cannot be analysed. */
export class Unreadable extends Refused {}
class TooLarge extends Unreadable {}

const BOM = '\uFEFF';

/** Throws Unreadable for files that cannot be read, are binary or longer than the engine's limit. */
export function readSource(path: string): DiskText {
  const reading = readBytes(path, 4 * MAX_TEXT, textBytes(path));
  if ('fault' in reading) throw new (reading.fault.kind === 'tooLarge' ? TooLarge : Unreadable)(notRead(path, reading.fault));
  const { bytes } = reading;
  const whole = bytes.toString('utf8');
  const text = withoutMark(whole);
  const hasBom = text !== whole;
  // Of a generated file only the imports are read, whatever its size.
  if (text.length > MAX_TEXT && !(path.endsWith('.go') && isGenerated(text))) throw new TooLarge(say.tooLarge({ path }));
  return { text, hasBom, faithful: !text.includes('\uFFFD') || Buffer.from(whole, 'utf8').equals(bytes) };
}

/** Why there is no text. */
export function notRead(path: string, fault: Fault): Message {
  if (fault.kind === 'tooLarge') return say.tooLarge({ path });
  if (fault.kind === 'binary') return say.binary({ path });
  return fault.kind === 'system' ? say.unreadable({ path, error: fault.code }) : say.notAFile({ path });
}

/** Why a file is left as it is. */
export function notChanged(path: string, refused: Refusal): Message {
  if (refused === 'link') return say.linkNotChanged({ path });
  return refused === 'readOnly' ? say.readOnly({ path }) : say.notWritten({ path, error: refused.error });
}

/** The file, or undefined when it cannot be read, which `faults` are told. */
export function readOrTell(path: string, faults: FileFaults, read: ReadSource = readSource): DiskText | undefined {
  try {
    return read(path);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    // A large one is hardly what its folder lets expect, such as all that a cluster needs to know of an operator.
    faults.tell(path, error.reason, !(error instanceof TooLarge && kindOf(path)?.saysItself));
    return undefined;
  }
}

/** A last line without a newline counts. */
export function countLines(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines++;
  return lines;
}

/** Replaces the file in one step, with its old mode, and unless it has changed since; false then. Throws what the file system throws. */
export function writeSource(real: string, text: string, before: DiskText): boolean {
  const isStill = () => readSource(real).text === before.text;
  return replaceFile(real, before.hasBom ? BOM + text : text, statSync(real).mode, isStill);
}
