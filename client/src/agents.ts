/**
 * Offers `go-preflight mcp` to the agents of VS Code, where it can: the API came with 1.101. Only in a trusted workspace on disk, since the
 * server starts the go command; VS Code starts it when an agent asks, with the folders that are open.
 */
import * as vscode from 'vscode';

/** As in `package.json`. */
const ID = 'goPreflight.mcp';

interface Definition {
  cwd?: vscode.Uri;
}

/** What is used of the API, which the oldest supported VS Code and its types do not have. */
interface McpApi {
  readonly lm: {
    registerMcpServerDefinitionProvider?(
      id: string,
      provider: {
        readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
        provideMcpServerDefinitions(): readonly Definition[];
      },
    ): vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => Definition;
}

/** `script`: absolute path of `dist/mcp.js`; it runs in the node of VS Code. */
export function offerToAgents(script: string, version: string): vscode.Disposable {
  const { lm, McpStdioServerDefinition } = vscode as unknown as McpApi;
  if (typeof lm?.registerMcpServerDefinitionProvider !== 'function' || typeof McpStdioServerDefinition !== 'function')
    return new vscode.Disposable(() => {});
  const changed = new vscode.EventEmitter<void>();
  const provideMcpServerDefinitions = (): readonly Definition[] => {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
    if (!vscode.workspace.isTrusted || folder === undefined) return [];
    const definition = new McpStdioServerDefinition('Go Preflight', process.execPath, [script], { ELECTRON_RUN_AS_NODE: '1' }, version);
    definition.cwd = folder.uri;
    return [definition];
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider(ID, { onDidChangeMcpServerDefinitions: changed.event, provideMcpServerDefinitions }),
  );
}
