/**
 * How long the server holds its thread while it reads a large file: opened in an editor, read from the disk, edited. The largest files of the
 * machine's Go, or shapes of hostile files.
 *
 *   npx tsx server/test/bench/slices.ts [--shapes] [WORD…]      after `npm run build`; only files whose name holds one of the words
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SHAPES } from '../support/shapes/all.js';
import { type Slices, type Watched, WatchedServer } from './watched-server.js';

/** The largest that no tool wrote, two that a tool wrote, and tests. */
const FILES = [
  'cmd/compile/internal/ssagen/ssa.go',
  'cmd/internal/obj/arm64/asm7.go',
  'runtime/proc.go',
  'reflect/all_test.go',
  'net/http/server.go',
  'crypto/internal/fips140/nistec/p256_table.go',
  'cmd/compile/internal/ssa/rewriteAMD64.go',
  'net/http/h2_bundle.go',
];

/** Of these people wrote so many, the first. */
const WRITTEN = 5;

export interface Held {
  readonly name: string;
  readonly slices: Slices;
}

export interface Sample {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

export function largeFiles(): Sample[] {
  const root = process.env.GOROOT ?? execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  return FILES.map(name => ({ name, path: basename(name), text: readFileSync(join(root, 'src', name), 'utf8') }));
}

export interface Measured {
  readonly files: number;
  /** Milliseconds. */
  readonly longest: number;
  /** Slices above the limit. */
  readonly over: number;
}

/** Of the large files that people write, and of those that are tables or that a tool wrote. */
export async function measureSlices(limit = 10): Promise<{ readonly written: Measured; readonly generated: Measured }> {
  const held = [];
  for (const sample of largeFiles()) held.push(await slicesOf(sample, limit));
  const sum = (part: readonly Held[]): Measured => ({
    files: part.length,
    longest: Math.max(...part.map(({ slices }) => slices.longest)),
    over: part.reduce((n, { slices }) => n + slices.over.length, 0),
  });
  return { written: sum(held.slice(0, WRITTEN)), generated: sum(held.slice(WRITTEN)) };
}

/** Each shape at about this many characters. */
const SHAPE_SIZE = 200_000;

function shapes(): Sample[] {
  return SHAPES.map(({ name, path, size, text }) => {
    let n = Math.max(2, Math.floor(size / 32));
    while (n < size * 4 && text(n).length < SHAPE_SIZE / 2) n *= 2;
    return { name: `${path}: ${name}`, path, text: text(n) };
  });
}

/** Opens and edits one file in a folder that holds it too, and another file beside it. */
export async function slicesOf({ name, path, text }: Sample, limit: number, watched?: Watched): Promise<Held> {
  const folder = mkdtempSync(join(tmpdir(), 'go-preflight-slices-'));
  const put = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  put('go.mod', 'module example.com/slices\n\ngo 1.26\n');
  put('zz.go', `${/^package \w+/m.exec(text)?.[0] ?? 'package a'}\n\nfunc zz() {}\n`);
  put('Dockerfile', 'FROM golang:1.26\nRUN CGO_ENABLED=0 go build -o /a .\n');
  put(path, text);
  const server = await WatchedServer.start(folder, { trusted: false }, watched);
  try {
    await server.analysed(server.open(join(folder, 'zz.go'), 'go', readFileSync(join(folder, 'zz.go'), 'utf8')));
    await server.analysed(server.open(join(folder, 'Dockerfile'), 'dockerfile', readFileSync(join(folder, 'Dockerfile'), 'utf8')));
    await server.ask('goPreflight/buildMatrix', {});
    // The server's own start is not meant: code is compiled and the grammars are.
    if (!path.endsWith('go.mod')) await server.slices(limit);
    const language = path.endsWith('.go') ? 'go' : path.endsWith('Dockerfile') ? 'dockerfile' : 'yaml';
    const uri = server.open(join(folder, path), language, text);
    await server.analysed(uri);
    for (let version = 2; version < 5; version++) {
      const start = { line: 0, character: 0 };
      server.tell('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start, end: start }, text: '\n' }],
      });
      await server.analysed(uri);
    }
    return { name, slices: await server.slices(limit) };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function main(args: readonly string[]): Promise<void> {
  const words = args.filter(a => !a.startsWith('--'));
  const isWanted = ({ name }: Sample) => words.length === 0 || words.some(w => name.includes(w));
  const limit = args.includes('--shapes') ? 50 : 10;
  for (const sample of (args.includes('--shapes') ? shapes() : largeFiles()).filter(isWanted)) {
    const { name, slices } = await slicesOf(sample, limit);
    const over = slices.over.map(ms => ms.toFixed(0)).slice(0, 8);
    console.log(
      `${slices.over.length === 0 ? '    ' : 'BAD '} longest ${slices.longest.toFixed(1).padStart(7)} ms  ${name}  ${over.join(' ')}`,
    );
  }
}

if (require.main === module) void main(process.argv.slice(2));
