/** Packages in which each of many files asks about all others: what the rules look for beside the function that they look at. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const FILES = 500;
const each = (name: string, text: (i: number) => string): HostileFolder =>
  files(name, () => Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`p/f${i}.go`, `package p\n\n${text(i)}`])));
const PULLED = 20;
const next = (i: number) => (i + 7) % FILES;

export const PACKAGES: readonly HostileFolder[] = [
  each(
    'functions pulled from the runtime by each file',
    i =>
      `import _ "unsafe"\n\n${times(PULLED, j => `//go:linkname f${i}_${j} runtime.findnull\nfunc f${i}_${j}(*byte) int\n\n`)}func g${i}() { ${times(PULLED, j => `f${next(i)}_${j}(nil); `)}}\n`,
  ),
  each(
    'pools whose addresses go round',
    i =>
      `import "sync"\n\ntype t${i} struct{ p sync.Pool; q *sync.Pool }\n\nvar v${i} = t${i}{p: sync.Pool{New: func() any { return new(int) }}}\n\nfunc f${i}() int {\n\tv${i}.q = &v${next(i)}.p\n\tx := v${i}.p.Get().(*int)\n\ty := v${i}.q.Get().(*string)\n\tz := v${i}.p.New().(*int)\n\treturn *x + len(*y) + *z\n}\n`,
  ),
  each(
    'loops without an end beside functions that end the program',
    i =>
      `import (\n\t"context"\n\t"time"\n)\n\nfunc f${i}(ctx context.Context, c chan int) {\n\tfor {\n\t\ttime.Sleep(1)\n\t\tg${next(i)}(<-c)\n\t}\n}\n\nfunc g${i}(x int) {\n\tif x > ${i} {\n\t\tpanic(x)\n\t}\n}\n`,
  ),
  each(
    'pools that nothing is put into',
    i => `import "sync"\n\nvar p${i} = sync.Pool{New: func() any { return new(int) }}\n\nfunc f${i}() *int { return p${i}.Get().(*int) }\n`,
  ),
];
