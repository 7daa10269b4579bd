/** What an agent may ask, as plain data and one function: the side that speaks the protocol (`protocol.ts`) is a program of its own and knows no words. */

/** JSON Schema of an object. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema?: ObjectSchema;
}

/** Arguments that are as the schema of the tool says. */
export type ToolArguments = Readonly<Record<string, unknown>>;

export interface ToolCall {
  /** The folders that the client has open, as URIs; undefined of a client that says nothing of them. */
  readonly roots: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

export interface ToolAnswer {
  readonly text: string;
  /** As `outputSchema` says. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The text says what to do instead. */
  readonly isError?: true;
}

export interface ToolServer {
  readonly version: string;
  /** What an agent should know before it asks. */
  readonly instructions: string;
  readonly tools: readonly ListedTool[];
  /** What to answer where arguments are not as the schema says; `complaint` is the validator's. */
  badArguments(tool: string, complaint: string): string;
  /** One call after the other, in their order. Never rejects. */
  call(tool: string, args: ToolArguments, call: ToolCall): Promise<ToolAnswer>;
}

/** Serves until the client closes the stream. */
export type ServeTools = (server: ToolServer) => Promise<void>;
