/** `why`: what `explain FILE:LINE` says, below the line of code. */
import { visible } from '../../../engine/base/printable.js';
import { isFile } from '../../cli/discover.js';
import { readSource } from '../../cli/disk-text.js';
import { explainPlace } from '../../cli/explain-place.js';
import type { Surroundings, Tool } from '../desk.js';
import { remarkLines, shownPath } from '../findings.js';
import { number, object, text } from '../schemas.js';
import type { ToolAnswer } from '../tool-server.js';
import { say } from '../words.js';

interface WhyArguments {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export const whyTool = (): Tool => ({
  name: 'why',
  title: say.whyTitle,
  description: say.why,
  input: object({ file: text(say.file), line: number(say.line), column: number(say.column) }, ['file', 'line']),
  run: run as unknown as Tool['run'],
});

async function run({ file, line, column }: WhyArguments, { terminal, folders, mayCompile }: Surroundings): Promise<ToolAnswer> {
  const path = folders.inside(file);
  const cwd = folders.base;
  const place = shownPath(path, cwd);
  const { text: said, gaps } = await explainPlace(
    { file: path, line, column },
    {
      ...{ cgo: true, colour: false, cwd, grammars: terminal.grammars(), env: terminal.env },
      ...(!mayCompile && { notAsked: say.notCompiled({ place: `${place}:${line}` }) }),
    },
  );
  const code = isFile(path) ? readSource(path).text.split(/\r?\n/)[line - 1] : undefined;
  return { text: `${place}:${line} | ${visible(code?.trim() ?? '')}\n${said}${remarkLines({ gaps, notes: [] })}` };
}
