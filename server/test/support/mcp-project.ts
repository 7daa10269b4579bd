/** `go-preflight mcp` as a process of its own on a small project, spoken to by the official client. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Message } from '../../src/engine/base/message.js';
import { plain } from '../../src/engine/base/wording.js';
import { ROOT } from '../../tools/generate.js';
import { tempFolder } from './cli-terminal.js';

/** Arguments of node. */
export const MAIN = ['--import', pathToFileURL(require.resolve('tsx')).href, join(ROOT, 'server/src/node/cli-main.ts'), 'mcp'];

/** `util/util.go` of the project. */
export const UTIL = `package util

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Render(name string) []byte {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	b.WriteString(name)
	return b.Bytes()
}

type Point struct{ X, Y int }

func New(x int) *Point {
	p := Point{X: x}
	return &p
}
`;
/** `app/main.go`. */
export const APP = `package main

import "example.com/m/util"

func main() { println(util.New(3).X, string(util.Render("x"))) }
`;
const FILES = {
  'p/go.mod': 'module example.com/m\n\ngo 1.24\n',
  'p/util/util.go': UTIL,
  'p/util/util_test.go': 'package util\n\nimport "testing"\n\nfunc TestNew(t *testing.T) {\n\tif New(1).X != 1 {\n\t\tt.Fatal()\n\t}\n}\n',
  'p/app/main.go': APP,
  'p/Dockerfile':
    'FROM golang:1.26 AS build\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a ./app\nFROM scratch\nCOPY --from=build /a /a\nENTRYPOINT ["/a"]\n',
  'p/shell.Dockerfile':
    'FROM golang:1.26 AS build\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a ./app\nFROM scratch\nCOPY --from=build /a /a\nCMD /a\n',
  'p/half/go.mod': 'module example.com/half\n\ngo 1.24\n',
  'p/half/good/good.go': 'package good\n\nfunc F() int { return 1 }\n',
  'p/half/bad/bad.go': 'package bad\n\nfunc F() int { return "" }\n',
  'other/secret.go': 'package other\n',
};
/** The rule that finds something in `util/util.go`. */
export const RETURNED = 'pool/returned-pooled-memory';

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of an answer's findings. */
export interface Found {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

export class McpProject {
  private readonly folder = tempFolder(FILES);
  private readonly clients: Client[] = [];
  client!: Client;

  /** With links that lead out of the project, and a client. */
  static async start(): Promise<McpProject> {
    const project = new McpProject();
    symlinkSync(project.at('other'), project.at('p/away'));
    symlinkSync(project.at('other/secret.go'), project.at('p/secret.go'));
    project.client = await project.connect([], project.dir);
    return project;
  }

  get dir(): string {
    return this.at('p');
  }

  at(name: string): string {
    return join(this.folder.dir, name);
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.map(c => c.close()));
    this.folder.remove();
  }

  /** `roots`: folders that the client has open. */
  async connect(args: readonly string[], cwd: string, roots?: readonly string[]): Promise<Client> {
    const own = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
    const uris = roots?.map(root => ({ uri: pathToFileURL(root).href })) ?? [];
    if (roots) own.setRequestHandler(ListRootsRequestSchema, () => ({ roots: uris }));
    const env = { ...process.env, LC_ALL: 'C' } as Record<string, string>;
    await own.connect(new StdioClientTransport({ command: process.execPath, args: [...MAIN, ...args], cwd, env }));
    // The client holds answers against the schemas that it has been told.
    await own.listTools();
    this.clients.push(own);
    return own;
  }

  async ask(name: string, args: Record<string, unknown>, of = this.client): Promise<Answer> {
    const { content, isError, structuredContent } = await of.callTool({ name, arguments: args });
    const [first, ...more] = content as { type: string; text: string }[];
    assert.deepEqual([first!.type, more], ['text', []]);
    return { text: first!.text, isError: isError === true, data: (structuredContent ?? {}) as Answer['data'] };
  }

  async assertRefused(name: string, args: Record<string, unknown>, reason: Message, of = this.client): Promise<void> {
    assert.deepEqual(await this.ask(name, args, of), { text: plain(reason), isError: true, data: {} });
  }
}
