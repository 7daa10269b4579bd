/** What the agents of VS Code are offered: where the API is there, in a trusted workspace on disk. */

import './fake-vscode.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { offerToAgents } from '../../src/agents.js';
import { fakeVscode } from './fake-vscode.js';

const ROOT = join(__dirname, '../../..');

interface Provider {
  onDidChangeMcpServerDefinitions(listener: () => void): unknown;
  provideMcpServerDefinitions(): readonly { readonly given: readonly unknown[]; readonly cwd?: URI }[];
}

class McpStdioServerDefinition {
  readonly given: readonly unknown[];
  cwd?: URI;
  constructor(...given: readonly unknown[]) {
    this.given = given;
  }
}

describe('what agents are offered', () => {
  const before = { ...fakeVscode };
  afterEach(() => {
    Object.assign(fakeVscode, before);
  });

  /** What is registered in such a workspace. */
  function registered(workspace: object, folders: readonly string[]): { readonly id: string; readonly provider: Provider; grant(): void } {
    let grant = () => {};
    let seen: { id: string; provider: Provider } | undefined;
    const nothing = { dispose: () => {} };
    const listen = (listener: () => void) => {
      grant = listener;
      return nothing;
    };
    const workspaceFolders = folders.map(folder => ({ uri: URI.parse(folder) }));
    Object.assign(fakeVscode, {
      McpStdioServerDefinition,
      lm: {
        registerMcpServerDefinitionProvider: (id: string, provider: Provider) => {
          seen = { id, provider };
          return nothing;
        },
      },
      workspace: {
        isTrusted: true,
        workspaceFolders,
        onDidGrantWorkspaceTrust: listen,
        onDidChangeWorkspaceFolders: () => nothing,
        ...workspace,
      },
    });
    offerToAgents('/x/dist/mcp.js', '1.2.3');
    return { ...seen!, grant: () => grant() };
  }

  it('is the server, in the node of VS Code and in the first folder on disk', () => {
    const { id, provider } = registered({}, ['vscode-vfs://github/a', 'file:///w/p', 'file:///w/q']);
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      contributes: { mcpServerDefinitionProviders: { id: string }[] };
    };
    assert.deepEqual(
      manifest.contributes.mcpServerDefinitionProviders.map(p => p.id),
      [id],
    );
    const [definition, ...more] = provider.provideMcpServerDefinitions();
    assert.deepEqual(more, []);
    assert.deepEqual(definition!.given, ['Go Preflight', process.execPath, ['/x/dist/mcp.js'], { ELECTRON_RUN_AS_NODE: '1' }, '1.2.3']);
    assert.equal(definition!.cwd?.toString(), 'file:///w/p');
  });

  it('is nothing without a folder on disk, or without trust until it is given', () => {
    assert.deepEqual(registered({}, ['vscode-vfs://github/a']).provider.provideMcpServerDefinitions(), []);
    const workspace = { isTrusted: false };
    const { provider, grant } = registered(workspace, ['file:///w/p']);
    assert.deepEqual(provider.provideMcpServerDefinitions(), []);
    let told = 0;
    provider.onDidChangeMcpServerDefinitions(() => {
      told++;
    });
    (fakeVscode.workspace as { isTrusted: boolean }).isTrusted = true;
    grant();
    assert.deepEqual([told, provider.provideMcpServerDefinitions().length], [1, 1]);
  });

  it('is nothing in a VS Code that is older than the API', () => {
    assert.doesNotThrow(() => offerToAgents('/x/dist/mcp.js', '1.2.3'));
  });
});
