/** Folders in which much leads to much: modules to modules, links to one file, branches to what was opened before them. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const code = (name: string, text: () => string): HostileFolder => files(name, () => ({ 'a.go': `package main\n\n${text()}` }));
const MODULES = 2000;
const modules = (path: string, text: (i: number) => string) =>
  Object.fromEntries(Array.from({ length: MODULES }, (_, i) => [`m${i}/${path}`, text(i)]));

/** Opens, ticks, locks, requests, contexts: taken in each step, given back in some branches. */
const STEP = (i: number) => `	f${i}, err := os.Open("a${i}")
	if err != nil {
		return err
	}
	if n > ${i} {
		mu.Lock()
		go func() { defer mu.Unlock(); f${i}.Close() }()
	} else {
		f${i}.Close()
	}
	t${i} := time.NewTicker(1)
	c${i}, cancel${i} := context.WithCancel(ctx)
	r${i}, err := http.Get("x")
	if err == nil && n == ${i} {
		r${i}.Body.Close()
		cancel${i}()
		return nil
	}
	switch n {
	case ${i}:
		t${i}.Stop()
		runtime.LockOSThread()
	case ${i + 1}:
		defer t${i}.Stop()
		_ = c${i}
	}
`;

/** In each step of a loop a lock, a file, a response and a timer, some of which other steps lead to. */
const TAKING = (i: number) => `\t\tswitch {
		case n == ${i}:
			mu.Lock()
			goto M${i}
		case n > ${i}:
			mu.Unlock()
			break L
		default:
			f, err := os.Open("a")
			if err != nil {
				continue L
			}
			defer f.Close()
			r, err := http.Get("u")
			if err != nil {
				goto M${(i + 7) % 25}
			}
			if n < ${i} {
				r.Body.Close()
			}
		}
	M${i}:
		t${i} := time.NewTicker(1)
		if n == ${i} {
			t${i}.Stop()
		}
`;

export const MULTITUDES: readonly HostileFolder[] = [
  files('2,000 modules that replace each other', () => ({
    'go.work': `go 1.26\n\nuse (\n\t.\n${times(MODULES, i => `\t./m${i}\n`)})\n\nreplace (\n${times(MODULES, i => `\texample.com/m${i} => ./m${(i + 1) % MODULES}\n`)})\n`,
    ...modules(
      'go.mod',
      i =>
        `module example.com/m${i}\n\ngo 1.26\n\nrequire example.com/m${(i + 1) % MODULES} v1.0.0\n\nreplace example.com/m${(i + 1) % MODULES} => ../m${(i + 2) % MODULES}\n`,
    ),
    ...modules('a.go', i => `package m\n\nimport "example.com/m${(i + 1) % MODULES}"\n\nfunc F() *int { return m.F() }\n`),
  })),
  files('a go.work that uses one module 5,000 times', () => ({
    'go.work': `go 1.26\n\nuse (\n${times(5000, () => '\t./sub\n')})\n\nreplace (\n${times(5000, i => `\texample.com/a${i} => ./sub\n`)})\n`,
    'sub/go.mod': `module example.com/sub\n\nrequire (\n${times(10_000, i => `\texample.com/a${i} v1.0.${i}\n`)})\n`,
    'sub/a.go': 'package sub\n\nimport "example.com/a1/x"\n\nfunc F() *int { return x.F() }\n',
  })),
  {
    name: '2,000 links to one large file',
    lay: (put, link) => {
      const body = (i: number) => `\tx := p.Get().(*int)\n\tif n > ${i} {\n\t\tp.Put(x)\n\t}\n\treturn x\n`;
      put('big/big.go', `package big\n\nimport "sync"\n\nvar p sync.Pool\n\n${times(300, i => `func f${i}(n int) *int {\n${body(i)}}\n`)}`);
      for (let i = 0; i < 2000; i++) link(`l${i}/big.go`, '../big/big.go');
    },
  },
  code(
    'lifecycles in a thousand branches',
    () =>
      `import (\n\t"context"\n\t"net/http"\n\t"os"\n\t"runtime"\n\t"sync"\n\t"time"\n)\n\nvar mu sync.Mutex\n\nfunc f(ctx context.Context, n int) error {\n${times(1000, STEP)}\treturn nil\n}\n`,
  ),
  code(
    'functions with a hundred things in a loop',
    () =>
      `import (\n\t"net/http"\n\t"os"\n\t"sync"\n\t"time"\n)\n\nvar mu sync.Mutex\n\n${times(20, k => `func f${k}(n int) {\nL:\n\tfor {\n${times(25, TAKING)}\t}\n}\n`)}`,
  ),
  code(
    '3,000 helpers of one pool',
    () =>
      `import "sync"\n\nvar p = sync.Pool{New: func() any { return new(T) }}\n\ntype T struct{ b []byte }\n\n${times(3000, i => `func get${i}() *T { x := p.Get().(*T); x.b = x.b[:0]; return x }\nfunc put${i}(x *T) { if x != nil { p.Put(x) } }\nfunc do${i}(s []byte) { x := get${i}(); defer put${i}(x); x.b = append(x.b, s...) }\n`)}`,
  ),
  code(
    'one lock in 4,000 branches',
    () =>
      `import (\n\t"os"\n\t"sync"\n)\n\nvar mu sync.Mutex\n\nfunc f(n int) {\n\tx, _ := os.Open("a")\n${times(4000, i => `\tif n > ${i} {\n\t\tmu.Lock()\n\t\tx.Read(nil)\n\t\tgo g(x)\n\t\tmu.Unlock()\n\t} else if n == ${i} {\n\t\tx.Close()\n\t\tx, _ = os.Open("b")\n\t}\n`)}\tx.Close()\n}\n`,
  ),
];
