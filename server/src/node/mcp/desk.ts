/** Where calls of tools arrive: one after the other, with words for what cannot be done, and nothing in an answer that a terminal would obey. */
import type { Message } from '../../engine/base/message.js';
import { visibleLines } from '../../engine/base/printable.js';
import { plain } from '../../engine/base/wording.js';
import { Refused } from '../cli/refused.js';
import type { Terminal } from '../cli/terminal.js';
import { Folders, type StartedFor } from './folders.js';
import type { ObjectSchema, ToolAnswer, ToolArguments, ToolCall, ToolServer } from './tool-server.js';
import { say } from './words.js';

/** What a tool works with. */
export interface Surroundings {
  readonly terminal: Pick<Terminal, 'env' | 'grammars' | 'workerScript'>;
  readonly folders: Folders;
  /** Whether the go command may be started. */
  readonly mayCompile: boolean;
  readonly signal: AbortSignal;
}

export interface Tool {
  readonly name: string;
  readonly title: Message;
  readonly description: Message;
  readonly input: ObjectSchema;
  readonly output?: ObjectSchema;
  /** Throws Refused where it cannot do what it is asked for. */
  run(args: ToolArguments, around: Surroundings): Promise<ToolAnswer>;
}

export interface DeskOptions extends StartedFor {
  readonly terminal: Terminal;
  readonly mayCompile: boolean;
}

export function toolServer(tools: readonly Tool[], options: DeskOptions): ToolServer {
  const { terminal, mayCompile } = options;
  const byName = new Map(tools.map(tool => [tool.name, tool]));
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (tool: Tool, args: ToolArguments, { roots, signal }: ToolCall): Promise<ToolAnswer> => {
    if (signal.aborted) return failed(say.cancelled);
    try {
      const given = await tool.run(args, { terminal, mayCompile, signal, folders: Folders.of(options, roots) });
      return shown(given);
    } catch (error) {
      return failed(error instanceof Refused ? error.reason : say.internal({ error: String(error) }));
    }
  };
  return {
    version: terminal.version,
    instructions: plain(say.instructions),
    tools: tools.map(({ name, title, description, input, output }) => ({
      ...{ name, title: plain(title), description: plain(description), inputSchema: input },
      ...(output && { outputSchema: output }),
    })),
    badArguments: (tool, complaint) => visibleLines(plain(say.badArguments({ tool, complaint }))),
    call(name, args, call) {
      const tool = byName.get(name)!;
      const done = last.then(() => answer(tool, args, call));
      last = done;
      return done;
    },
  };
}

const failed = (reason: Message): ToolAnswer => ({ text: visibleLines(plain(reason)), isError: true });

function shown({ text, data, ...rest }: ToolAnswer): ToolAnswer {
  return { ...rest, text: visibleLines(text.trimEnd()), ...(data && { data: visibleData(data) as Record<string, unknown> }) };
}

/** A copy in which texts are as `visibleLines` shows them. */
function visibleData(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value);
  if (Array.isArray(value)) return value.map(visibleData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, visibleData(own)]));
}
