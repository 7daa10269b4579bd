/** The Model Context Protocol over stdin and stdout: the only file that knows the SDK. It runs what `ToolServer` says. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv-provider.js';
import type { ServeTools, ToolAnswer } from './tool-server.js';

/** Milliseconds between signs of life: clients give up on a call that says nothing for a minute. */
const SIGN_OF_LIFE = 10_000;
/** Milliseconds that a client may take to name its folders. */
const ROOTS_TIMEOUT = 5000;

/** Resolves when the client has closed the stream; what it still waits for is aborted by then. */
export const serveTools: ServeTools = async tools => {
  const { version, instructions } = tools;
  const jsonSchemaValidator = new AjvJsonSchemaValidator();
  const server = new Server(
    { name: 'go-preflight', title: 'Go Preflight', version },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator },
  );
  const checks = new Map(tools.tools.map(t => [t.name, jsonSchemaValidator.getValidator(t.inputSchema)]));
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.tools.map(tool => ({ ...tool, annotations: { readOnlyHint: true, openWorldHint: false } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: args = {}, _meta } = params;
    const check = checks.get(name);
    if (check === undefined) throw new McpError(ErrorCode.InvalidParams, `unknown tool: ${name}`);
    const checked = check(args);
    if (!checked.valid) return result({ text: tools.badArguments(name, checked.errorMessage), isError: true });
    const token = _meta?.progressToken;
    let progress = 0;
    const alive = () => {
      progress++;
      void sendNotification({ method: 'notifications/progress', params: { progressToken: token!, progress } }).catch(() => undefined);
    };
    const timer = token === undefined ? undefined : setInterval(alive, SIGN_OF_LIFE);
    try {
      return result(await tools.call(name, args, { roots: await rootsOf(server), signal }));
    } finally {
      clearInterval(timer);
    }
  });
  const ended = new Promise<void>(resolve => {
    server.onclose = resolve;
  });
  // The transport hears data and errors, and does not notice that nobody is there any more.
  for (const event of ['end', 'close'] as const) process.stdin.once(event, () => void server.close());
  await server.connect(new StdioServerTransport());
  await ended;
};

function result({ text, data, isError }: ToolAnswer) {
  return {
    content: [{ type: 'text' as const, text }],
    ...(data && { structuredContent: { ...data } }),
    ...(isError && { isError }),
  };
}

/** The client's folders now: they change while it runs. */
async function rootsOf(server: Server): ReturnType<typeof listed> {
  return server.getClientCapabilities()?.roots === undefined ? undefined : listed(server);
}

async function listed(server: Server): Promise<readonly string[] | undefined> {
  try {
    const { roots } = await server.listRoots(undefined, { timeout: ROOTS_TIMEOUT });
    return roots.map(root => root.uri);
  } catch {
    return undefined;
  }
}
