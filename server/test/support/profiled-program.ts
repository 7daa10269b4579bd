/** A module whose programs allocate otherwise when a profile guides their build, the profile, and what is said of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cli } from './cli-terminal.js';
import { cpuProfile, type Frame } from './cpu-profile.js';
import type { LiveGo } from './live-go.js';

const LIB = `package lib

import "io"

type Point struct{ X, Y, Z float64 }

// New is beyond the budget of inlining, but for hot calls.
func New(x, y, z float64) *Point {
	p := &Point{x, y, z}
	if x > y {
		p.X, p.Y = p.Y*0.5+x*y*z, p.X*0.25-x*y+z
	}
	if y > z {
		p.Y, p.Z = p.Z*0.5+x*y*z, p.Y*0.25-x*y+z
	}
	if z > x {
		p.Z, p.X = p.X*0.5+x*y*z, p.Z*0.25-x*y+z
	}
	return p
}

// Sum keeps none of n points.
func Sum(n int) float64 {
	total := 0.0
	for i := range n {
		p := New(float64(i), float64(i%7), float64(i%13))
		total += p.X + p.Y + p.Z
	}
	return total
}

type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	return len(b), nil
}

// emit hands b to whatever w is.
func emit(w io.Writer, b []byte, i int) error {
	for j := range b {
		b[j] = byte('a' + (i+j)%26)
	}
	if len(b) > 8 && b[0] == 'x' && b[1] == 'y' && b[2] == 'z' && b[3] == 'a' && b[4] == 'b' && b[5] == 'c' {
		b = b[6:]
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	return nil
}

// Emitted makes a buffer for each call of emit.
func Emitted(n int) int {
	c := &counter{}
	for i := range n {
		if emit(c, make([]byte, 64), i) != nil {
			return -1
		}
	}
	return c.n
}
`;

const MAIN = `package main

import (
	"runtime"

	"example.com/m/lib"
)

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

func main() {
	println(
		allocated(func() { lib.Sum(100_000) }),
		allocated(func() { lib.Emitted(100_000) }),
		allocated(func() { cross(100_000) }),
	)
}

//go:noinline
func cross(n int) float64 {
	total := 0.0
	for i := range n {
		at := lib.New(float64(i), float64(i%7), 1)
		total += at.X + at.Y
	}
	return total
}
`;

const lineOf = (text: string, source = LIB) => source.split('\n').findIndex(l => l.includes(text)) + 1;
const at = (func: string, line: number): Frame => ({
  ...{ func: `example.com/m/lib.${func}`, file: 'lib/lib.go', line },
  start: lineOf(`func ${func}(`),
});
/** Lines of the library. */
export const IN_NEW = lineOf('p := &Point');
const IN_SUM = lineOf('p := New(');
export const IN_EMITTED = lineOf('make([]byte, 64)');
/** Both functions of the library are hot. */
export const HOT = cpuProfile([
  [at('New', IN_NEW), at('Sum', IN_SUM)],
  [at('New', IN_NEW), { func: 'main.cross', file: 'app/main.go', line: lineOf('lib.New(', MAIN), start: lineOf('func cross(', MAIN) }],
  [at('emit', lineOf('b[j] =')), at('Emitted', IN_EMITTED)],
]);

/** What is read of `escapes --format json`. */
export interface Found {
  readonly range: { readonly start: { readonly line: number } };
  readonly more?: readonly { readonly messageId: string; readonly args: unknown }[];
  readonly builds?: readonly { readonly programs: readonly string[]; readonly profile?: string }[];
}

/** What is said of it beside the cause. */
export const aboutPrograms = (found: Found | undefined) => found?.more?.filter(m => m.messageId.startsWith('rules/')) ?? [];

/** A library, and a program that runs it. */
export const FILES = { 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'lib/lib.go': LIB, 'app/main.go': MAIN };

/** How often Sum, Emitted and a caller of New in another package allocate in 100,000 iterations each, when the program is built with these flags. */
export function counted(live: LiveGo, dir: string, program: string, ...flags: string[]): number[] {
  const binary = join(dir, 'program');
  execFileSync(live.tool!.path, ['build', ...flags, '-o', binary, `./${program}`], { cwd: dir });
  return spawnSync(binary, { encoding: 'utf8' }).stderr.trim().split(' ').map(Number);
}

/** What is found in the library, by line. */
export async function escapesOf(dir: string, env: NodeJS.ProcessEnv = {}) {
  const { stdout, stderr } = await cli(dir, ['escapes', '--format', 'json', 'lib'], { env: { ...process.env, ...env } });
  const { findings } = JSON.parse(stdout) as { findings: Found[] };
  return { found: new Map(findings.map(f => [f.range.start.line + 1, f])), stderr };
}
