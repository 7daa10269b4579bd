/**
 * Time from an edit to the published diagnostics, measured by a client at the other end of the protocol: a real server, a 1,300-line file of
 * the standard library, and an edit that changes a finding each time, so that each one is answered.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { RULES } from '../../src/engine/rules/registry.js';
import { Pair } from '../lsp/pair.js';

export interface MemorySample {
  readonly edits: number;
  /** Bytes. */
  readonly rss: number;
  readonly external: number;
  readonly heapUsed: number;
}

export interface EditLatency {
  readonly edits: number;
  readonly lines: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  readonly memory: readonly MemorySample[];
}

const URI = 'file:///bench/server.go';
const LINES = 1300;

/** The first 1,300 lines of net/http/server.go of the machine's Go. Throws when there is no go command. */
export function benchText(): string {
  const root = process.env.GOROOT ?? execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  return readFileSync(join(root, 'src/net/http/server.go'), 'utf8').split('\n').slice(0, LINES).join('\n');
}

/**
 * Types into the middle of the file `edits` times, after `warmUp` edits that are not counted, and waits for the diagnostics of each version.
 * Memory is sampled ten times, after a collection where the process allows one (`--expose-gc`).
 */
export async function measureEditLatency(edits: number, text: string = benchText(), warmUp = 50): Promise<EditLatency> {
  const arrived = new Map<number, () => void>();
  const pair = await Pair.start({ rules: RULES, folders: ['file:///bench'] });
  pair.client.onNotification('textDocument/publishDiagnostics', ({ version }: { version?: number }) => arrived.get(version ?? 0)?.());
  const published = (version: number) => new Promise<void>(resolve => arrived.set(version, resolve));

  // A suppression that hides nothing is a finding at its own place: growing the comment changes the finding, and nothing else.
  const lines = text.split('\n');
  const line = middleOfABody(lines);
  const marker = '\t//preflight:ignore pool/copied ';
  lines.splice(line, 0, marker);
  const first = published(1);
  await pair.open(URI, lines.join('\n'), 1);
  await first;

  const times: number[] = [];
  const memory: MemorySample[] = [];
  let length = marker.length;
  for (let i = 0; i < warmUp + edits; i++) {
    const version = i + 2;
    const grows = length < marker.length + 40;
    const start = { line, character: grows ? length : marker.length };
    const change = { range: { start, end: { line, character: length } }, text: grows ? 'x' : '' };
    length = grows ? length + 1 : marker.length;
    const answer = published(version);
    const before = performance.now();
    await pair.change(URI, version, change);
    await answer;
    if (i >= warmUp) times.push(performance.now() - before);
    arrived.delete(version);
    pair.published.length = 0;
    if (i % Math.ceil((warmUp + edits) / 10) === 0) memory.push(sample(i));
  }
  memory.push(sample(warmUp + edits));
  await pair.stop();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { edits, lines: lines.length, median: at(0.5), p95: at(0.95), max: at(1), memory };
}

/** The first line of a function's body after the middle of the file. */
function middleOfABody(lines: readonly string[]): number {
  for (let i = Math.floor(lines.length / 2); i < lines.length; i++) if (/^func .*\{$/.test(lines[i]!)) return i + 1;
  throw new Error('the text has no function after its middle');
}

function sample(edits: number): MemorySample {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, external, heapUsed } = process.memoryUsage();
  return { edits, rss, external, heapUsed };
}

/** Run alone: `npx tsx server/test/bench/edit-latency.ts [EDITS]`. */
if (require.main === module) {
  measureEditLatency(Number(process.argv[2] ?? 1000)).then(
    ({ memory, ...times }) => {
      console.log(times);
      console.table(memory.map(m => ({ edits: m.edits, rssMB: m.rss / 1e6, externalMB: m.external / 1e6, heapMB: m.heapUsed / 1e6 })));
    },
    error => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
