/** A command that a file gives as words, or as a text without a shell, as the script that does the same. */

import type { DataNode } from '../syntax/data-node.js';
import { LogicalText } from '../syntax/logical-text.js';

type Scalar = DataNode & { kind: 'scalar' };

const SHELL = /^(?:\/usr)?(?:\/bin\/)?(?:ba|da)?sh$/;
const SHELL_SCRIPT = /^-[eux]*c$/;

/** `sh -c script` is the script. */
export function wordsAsScript(words: readonly Scalar[]): LogicalText {
  const [shell, flag, script] = words;
  if (shell && flag && script && SHELL.test(shell.text) && SHELL_SCRIPT.test(flag.text)) return script.logical;
  return LogicalText.join(words.flatMap((word, i) => [...(i > 0 ? [' '] : []), ...quoted(word)]));
}

function quoted({ logical, text }: Scalar): (LogicalText | string)[] {
  if (/^[\w@%+=:,./-]+$/.test(text)) return [logical];
  // A word with a quote in it is nothing that matters here.
  return text.includes("'") ? ["''"] : ["'", logical, "'"];
}
