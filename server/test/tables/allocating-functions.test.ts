/** The table of functions that allocate inside is run, row by row. Skipped, loudly, without go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOnRarePath } from '../../src/engine/go/body/rare-path.js';
import { F, type FlatTree, K } from '../../src/engine/syntax/flat-tree.js';
import { allocatesInside, RARE_MAKERS } from '../../src/engine/tables/allocating-functions.js';
import { tempFolder } from '../support/cli-terminal.js';
import { loadEngine } from '../support/engine-for-tests.js';

const CALLS: readonly (readonly [pkg: string, name: string, call: string])[] = [
  ['context', 'WithCancel', '_, c := context.WithCancel(base); c()'],
  ['context', 'WithDeadline', '_, c := context.WithDeadline(base, later); c()'],
  ['context', 'WithTimeout', '_, c := context.WithTimeout(base, time.Hour); c()'],
  ['encoding/json', 'Marshal', '_, _ = json.Marshal(text)'],
  ['encoding/json', 'MarshalIndent', '_, _ = json.MarshalIndent(text, "", " ")'],
  ['fmt', 'Errorf', '_ = fmt.Errorf("x %s", text)'],
  ['fmt', 'Sprint', '_ = fmt.Sprint(text)'],
  ['fmt', 'Sprintf', '_ = fmt.Sprintf("x %s", text)'],
  ['fmt', 'Sprintln', '_ = fmt.Sprintln(text)'],
  ['regexp', 'Compile', '_, _ = regexp.Compile("a+")'],
  ['regexp', 'MustCompile', '_ = regexp.MustCompile("a+")'],
  ['sort', 'Slice', 'sort.Slice(xs, func(i, j int) bool { return xs[i] < xs[j] })'],
  ['sort', 'SliceStable', 'sort.SliceStable(xs, func(i, j int) bool { return xs[i] < xs[j] })'],
  ['strings', 'Fields', '_ = strings.Fields(text)'],
  ['strings', 'Join', '_ = strings.Join(parts, ", ")'],
  ['strings', 'Repeat', '_ = strings.Repeat(text, 3)'],
  ['strings', 'Split', '_ = strings.Split(text, " ")'],
  ['time', 'After', '_ = time.After(time.Hour)'],
  ['time', 'AfterFunc', 'time.AfterFunc(time.Hour, nothing).Stop()'],
  ['time', 'NewTicker', 'time.NewTicker(time.Hour).Stop()'],
  ['time', 'NewTimer', 'time.NewTimer(time.Hour).Stop()'],
  ['time', 'Tick', '_ = time.Tick(time.Hour)'],
];

const PROGRAM = `package rows

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"
)

var (
	base  = context.Background()
	later = time.Now().Add(time.Hour)
	text  = strings.Repeat("some words ", 9)
	parts = []string{text, text}
	xs    = []int{3, 2, 1}
)

func nothing() {}

func TestRows(t *testing.T) {
${CALLS.map(([pkg, name, call]) => `	fmt.Println("row", "${pkg}.${name}", testing.AllocsPerRun(50, func() { ${call} }))`).join('\n')}
}
`;

describe('functions that allocate inside', () => {
  it('do, each of them, at least so often', function () {
    this.timeout(120_000);
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('      SKIPPED: no go command, so no row was run');
      this.skip();
    }
    const folder = tempFolder({ 'go.mod': 'module example.com/rows\n\ngo 1.22\n', 'rows_test.go': PROGRAM });
    try {
      const { stdout, stderr } = spawnSync('go', ['test', '-count=1', '-v', '.'], { cwd: folder.dir, encoding: 'utf8' });
      const counts = new Map([...stdout.matchAll(/^row (\S+) (\d+)$/gm)].map(m => [m[1]!, Number(m[2])]));
      assert.equal(counts.size, CALLS.length, stdout + stderr);
      for (const [pkg, name] of CALLS) {
        const least = allocatesInside(pkg, name);
        assert.ok(least > 0 && counts.get(`${pkg}.${name}`)! >= least, `${pkg}.${name}: ${counts.get(`${pkg}.${name}`)}, table ${least}`);
      }
    } finally {
      folder.remove();
    }
  });
});

describe('functions of the standard library that allocate rarely', () => {
  /** `Writer.Reset`, `Mkdir`. */
  const nameOf = (tree: FlatTree): string => {
    const receiver = tree.kind(0) === K.MethodDeclaration ? /(\w+)\)$/.exec(tree.textOf(tree.field(0, F.Receiver)))?.[1] : undefined;
    return `${receiver === undefined ? '' : `${receiver}.`}${tree.textOf(tree.field(0, F.Name))}`;
  };
  const isMaker = (tree: FlatTree, n: number) =>
    tree.kind(n) === K.CompositeLiteral || (tree.kind(n) === K.CallExpression && /^(?:make|new|append)\(/.test(tree.textOf(n)));

  it('make what they make on a rare path', async function () {
    const go = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' });
    if (go.status !== 0) {
      console.error('      SKIPPED: no go command, so no source was read');
      this.skip();
    }
    const engine = await loadEngine();
    for (const full of RARE_MAKERS) {
      const [, pkg = '', name = ''] = /^((?:.*\/)?[^.]+)\.(.*)$/.exec(full) ?? [];
      const folder = join(go.stdout.trim(), 'src', pkg);
      const makers = readdirSync(folder)
        .filter(f => f.endsWith('.go') && !/_(?:test|plan9|windows|wasip1|js)\.go$/.test(f))
        .flatMap(f => engine.go.parse(readFileSync(join(folder, f), 'utf8')).declarations)
        .filter(({ tree }) => (tree.kind(0) === K.FunctionDeclaration || tree.kind(0) === K.MethodDeclaration) && nameOf(tree) === name)
        .flatMap(({ tree }) =>
          Array.from({ length: tree.count }, (_, n) => n).flatMap(n => (isMaker(tree, n) ? isOnRarePath(tree, n) : [])),
        );
      assert.ok(makers.length > 0 && makers.every(Boolean), full);
    }
  });
});
