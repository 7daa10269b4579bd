/** Shapes of code with pools, a function each: faulty ones with the rule that says it, and harmless ones that look alike. */

/** What all of them stand behind. */
export const PRELUDE = `package app

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
	"unsafe"
)

type T struct {
	buf  []byte
	n    int
	kids []*T
}

func (t *T) Close()       { ts.Put(t) }
func (t *T) view() []byte { return t.buf }

var bufs = sync.Pool{New: func() any { return new(bytes.Buffer) }}
var ts = sync.Pool{New: func() any { return new(T) }}
var others = sync.Pool{New: func() any { return new(T) }}
var slices = sync.Pool{New: func() any { b := make([]byte, 0, 64); return &b }}
var plain = sync.Pool{New: func() any { return make([]byte, 64) }}
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}
var hashes sync.Pool

func init() { hashes.New = func() any { return hash.Hash(nil) } }

func getBuf() *bytes.Buffer {
	b := bufs.Get().(*bytes.Buffer)
	b.Reset()
	return b
}
func putBuf(b *bytes.Buffer) { bufs.Put(b) }
func getT() *T               { return ts.Get().(*T) }
func putT(t *T)              { ts.Put(t) }
func putTwice(t *T)          { putT(t) }
func borrow() (*bytes.Buffer, func()) {
	b := getBuf()
	return b, func() { bufs.Put(b) }
}

var kept *bytes.Buffer

func keep(b *bytes.Buffer) { kept = b }

func putReset(b *bytes.Buffer) { b.Reset(); bufs.Put(b) }

var stop chan bool

func endT(t *T) {
	<-stop
	putT(t)
}

func putSmall(b *bytes.Buffer) {
	if b.Cap() < 1024 {
		bufs.Put(b)
	}
}
func parse(p []byte, into any) error { return json.Unmarshal(p, into) }
func load(s string) (*T, error) {
	if s == "" {
		return nil, errors.New("empty")
	}
	return getT(), nil
}

type Of[E any] struct{ p sync.Pool }

func (o *Of[E]) Get() *E  { return o.p.Get().(*E) }
func (o *Of[E]) Put(e *E) { o.p.Put(e) }

var gen = Of[T]{p: sync.Pool{New: func() any { return new(T) }}}

type S struct {
	pool  sync.Pool
	last  []byte
	m     map[string]*T
	bytes map[string][]byte
	ch    chan *T
	out   chan []byte
	mu    sync.Mutex
}

func show(*T)      {}
func send([]byte)  {}
func fail() error  { return errors.New("no") }

var _ = []any{io.EOF, http.NoBody, os.Args, time.Second, unsafe.Pointer(nil)}

`;

/** By rule, functions in which it reports something. */
export const FAULTY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pool/use-after-put': {
    'after a Put': 'func f() int { t := getT(); ts.Put(t); return t.n }',
    'after a helper': 'func f() int { t := getT(); putT(t); return t.n }',
    'after a helper of a helper': 'func f() int { t := getT(); putTwice(t); return t.n }',
    'after a method': 'func f() int { t := getT(); t.Close(); return t.n }',
    'after a generic pool': 'func f() int { t := gen.Get(); gen.Put(t); return t.n }',
    'after a guarded helper': 'func f() int { b := getBuf(); putSmall(b); return b.Len() }',
    'by another name': 'func f() int { t := getT(); u := t; putT(t); return u.n }',
    'of its memory': 'func f() { b := getBuf(); p := b.Bytes(); putBuf(b); send(p) }',
    'of a part of its memory': 'func f() { b := getBuf(); p := b.Bytes()[1:]; putBuf(b); send(p) }',
    'on the path of an error': 'func f() int { t := getT(); if fail() != nil { putT(t); return t.n }; putT(t); return 0 }',
    'in a loop': 'func f(n int) { t := getT(); for i := 0; i < n; i++ { t.n++; putT(t) } }',
    'in each case of a switch': 'func f(n int) int { t := getT(); switch n { case 1: putT(t); default: ts.Put(t) }; return t.n }',
    'in each case of a select': 'func f(a, b chan int) int { t := getT(); select { case <-a: putT(t); case <-b: ts.Put(t) }; return t.n }',
    twice: 'func f() { t := getT(); putT(t); putT(t) }',
    'twice, one deferred':
      'func f() error { t := getT(); defer putT(t); if err := fail(); err != nil { putT(t); return err }; return nil }',
    'twice, one in a deferred literal': 'func f() { t := getT(); defer func() { putT(t) }(); ts.Put(t) }',
    'of an object that replaces a nil one': 'func f() int { t, _ := ts.Get().(*T); if t == nil { t = new(T) }; putT(t); return t.n }',
    'of an object that is made where there is none': 'func f() int { t, ok := ts.Get().(*T); if !ok { t = new(T) }; putT(t); return t.n }',
    'by a deferred call': 'func f() { t := getT(); defer show(t); putT(t) }',
    'after the release that came with it': 'func f() { b, release := borrow(); release(); send(b.Bytes()) }',
  },
  'pool/returned-pooled-memory': {
    'with a deferred Put': 'func f() []byte { b := getBuf(); defer bufs.Put(b); return b.Bytes() }',
    'with a deferred helper': 'func f() []byte { b := getBuf(); defer putBuf(b); return b.Bytes() }',
    'with a deferred literal': 'func f() []byte { b := getBuf(); defer func() { putBuf(b) }(); return b.Bytes() }',
    'with a deferred release': 'func f() []byte { b, release := borrow(); defer release(); return b.Bytes() }',
    'of a part': 'func f() []byte { b := getBuf(); defer putBuf(b); return bytes.TrimSpace(b.Bytes()) }',
    'as a named result': 'func f() (p []byte, err error) { b := getBuf(); defer putBuf(b); p = b.Bytes(); return }',
    'as a result that is set on one path':
      'func f() (p []byte, err error) { b := getBuf(); defer putBuf(b); if err = fail(); err == nil { p = b.Bytes() }; return p, err }',
    'in a struct': 'func f() *T { b := getBuf(); defer putBuf(b); return &T{buf: b.Bytes()} }',
    'as a string over its bytes':
      'func f() string { bp := slices.Get().(*[]byte); defer slices.Put(bp); b := *bp; return unsafe.String(&b[0], len(b)) }',
    'as a string by a conversion':
      'func f() string { bp := slices.Get().(*[]byte); defer slices.Put(bp); b := *bp; return *(*string)(unsafe.Pointer(&b)) }',
    'by a method that hands it out': 'func f() []byte { t := getT(); defer putT(t); return t.view() }',
    'as a line of a reader':
      "func f(r io.Reader) []byte { br := readers.Get().(*bufio.Reader); defer readers.Put(br); p, _ := br.ReadSlice('x'); return p }",
  },
  'pool/stored-pooled-memory': {
    'in a field': 'func (s *S) f() { b := getBuf(); defer putBuf(b); s.last = b.Bytes() }',
    'in a map, under a lock':
      'func (s *S) f(k string) { b := getBuf(); p := b.Bytes(); s.mu.Lock(); s.bytes[k] = p; s.mu.Unlock(); putBuf(b) }',
    'in a map, with a deferred literal': 'func (s *S) f(k string) { b := getBuf(); defer func() { putBuf(b) }(); s.bytes[k] = b.Bytes() }',
    'in a list that is returned':
      'func f(n int) (out [][]byte) { b := getBuf(); defer putBuf(b); for range n { out = append(out, b.Bytes()) }; return out }',
    'in a struct that is returned': 'func f() *T { b := getBuf(); defer putBuf(b); t := &T{}; t.buf = b.Bytes(); return t }',
    'by a callee, in a variable of the package': 'func f() { b := getBuf(); keep(b); putBuf(b) }',
    'as the object itself': 'func (s *S) f(k string) { t := getT(); s.m[k] = t; putT(t) }',
  },
  'pool/put-while-shared': {
    'with a goroutine': 'func f() { t := getT(); go show(t); putT(t) }',
    'with a literal': 'func f() { t := getT(); go func() { show(t) }(); putT(t) }',
    'with a goroutine, put at the end': 'func f() { t := getT(); defer putT(t); go show(t) }',
    'with a group': 'func f(wg *sync.WaitGroup) { t := getT(); wg.Go(func() { show(t) }); putT(t) }',
    'with a timer': 'func f() { t := getT(); time.AfterFunc(time.Second, func() { show(t) }); putT(t) }',
    'with a receiver': 'func (s *S) f() { t := getT(); s.ch <- t; putT(t) }',
    'with a receiver of its memory': 'func (s *S) f() { b := getBuf(); s.out <- b.Bytes(); putBuf(b) }',
    'with a transport': 'func f(c *http.Client, u string) error { b := getBuf(); defer putBuf(b); _, err := c.Post(u, "", b); return err }',
    'with a receiver, put by a helper that resets': 'func (s *S) f() { b := getBuf(); s.out <- b.Bytes(); putReset(b) }',
    'with a goroutine, given up when the caller says so':
      'func f(stop chan bool) { t := getT(); defer putT(t); d := make(chan bool, 1); go func() { show(t); d <- true }(); select { case <-d: case <-stop: } }',
    'when there may be none': 'func f() { t, ok := ts.Get().(*T); if !ok { t = new(T) }; go show(t); putT(t) }',
  },
  'pool/get-without-reset': {
    'written to': 'func f() { b := bufs.Get().(*bytes.Buffer); b.WriteString("x"); send(b.Bytes()); bufs.Put(b) }',
    'copied to': 'func f(r io.Reader) { b := bufs.Get().(*bytes.Buffer); defer bufs.Put(b); io.Copy(b, r); send(b.Bytes()) }',
    'encoded to, put by a helper':
      'func f(v any) { b := bufs.Get().(*bytes.Buffer); defer putBuf(b); json.NewEncoder(b).Encode(v); send(b.Bytes()) }',
    'put by a deferred literal below a limit':
      'func f() { b := bufs.Get().(*bytes.Buffer); defer func() { if b.Cap() < 1024 { bufs.Put(b) } }(); b.WriteString("x"); send(b.Bytes()) }',
    'decoded into': 'func f(p []byte) int { t := ts.Get().(*T); defer ts.Put(t); json.Unmarshal(p, t); return t.n }',
    'decoded into by a helper': 'func f(p []byte) int { t := ts.Get().(*T); defer ts.Put(t); parse(p, t); return t.n }',
    'a hash': 'func f(p []byte) []byte { h := hashes.Get().(hash.Hash); defer hashes.Put(h); h.Write(p); return h.Sum(nil) }',
  },
  'pool/missing-put': {
    'on a path':
      'func f() error { b := bufs.Get().(*bytes.Buffer); b.Reset(); if b.Len() > 1 { return errors.New("x") }; bufs.Put(b); return nil }',
    'on a path, where there may be none':
      'func f() error { b, _ := bufs.Get().(*bytes.Buffer); if b == nil { b = new(bytes.Buffer) }; b.Reset(); if b.Len() > 1 { return errors.New("x") }; bufs.Put(b); return nil }',
  },
  'pool/wrong-pool': {
    'by Put': 'func f() { t := ts.Get().(*T); show(t); others.Put(t) }',
    'from a helper, deferred': 'func f() { t := getT(); defer others.Put(t); show(t) }',
  },
  'pool/typed-nil-put': {
    'before it is asked for': 'func f() error { t, err := load("x"); defer ts.Put(t); if err != nil { return err }; show(t); return nil }',
    'before it is set': 'func f() { var t *T; defer ts.Put(t); t = getT(); show(t) }',
    'behind a question': 'func f(t *T) { if t != nil { t.n = 0 }; ts.Put(t) }',
  },
  'pool/resliced-put': {
    'of a copy': 'func f() { b := *slices.Get().(*[]byte); b = append(b[:0], 1); send(b); slices.Put(&b) }',
    'of what has grown':
      'func f(c []string) { bp := slices.Get().(*[]byte); b := (*bp)[:0]; for _, s := range c { b = append(b, s...) }; send(b); slices.Put(bp) }',
  },
  'pool/retained-references': {
    'by a writer': 'func f(w io.Writer) error { z := zippers.Get().(*gzip.Writer); z.Reset(w); defer zippers.Put(z); return z.Close() }',
    'by a slice': 'func f() int { t := getT(); n := len(t.kids); t.kids = t.kids[:0]; ts.Put(t); return n }',
  },
  'pool/non-pointer-put': { 'of a slice': 'func f() { b := plain.Get().([]byte); send(b); plain.Put(b) }' },
  'pool/defer-put-in-loop': {
    'of a release': 'func f(n int) { for range n { b, release := borrow(); defer release(); send(b.Bytes()) } }',
    'of a helper': 'func f(n int) { for range n { t := getT(); defer putT(t); show(t) } }',
  },
};

/** Functions about which no rule of pools has anything to say but hints. */
export const HARMLESS: Readonly<Record<string, string>> = {
  'a copy of the memory': 'func f() []byte { b := getBuf(); defer putBuf(b); return bytes.Clone(b.Bytes()) }',
  'a string of it': 'func f() string { b := getBuf(); defer putBuf(b); return b.String() }',
  'a put on each path': 'func f() int { t := getT(); if t.n > 1 { putT(t); return 1 }; n := t.n; putT(t); return n }',
  'a variable that is set anew': 'func f() int { t := getT(); putT(t); t = new(T); return t.n }',
  'a goroutine that is waited for':
    'func f() { t := getT(); done := make(chan bool); go func() { show(t); close(done) }(); <-done; putT(t) }',
  'a group that is waited for': 'func f() { t := getT(); var wg sync.WaitGroup; wg.Go(func() { show(t) }); wg.Wait(); putT(t) }',
  'a goroutine that a helper waits for': 'func f() { t := getT(); go show(t); endT(t) }',
  'a goroutine that puts': 'func f() { t := getT(); go func() { show(t); putT(t) }() }',
  'a receiver that puts': 'func (s *S) f() { t := getT(); s.ch <- t }',
  'a result that goes with an error': 'func f() ([]byte, error) { b := getBuf(); defer putBuf(b); return b.Bytes(), errors.New("x") }',
  'a copy on the path that puts':
    'func f(big bool) []byte { b := getBuf(); var p []byte; if big { p = b.Bytes() } else { p = bytes.Clone(b.Bytes()); putBuf(b) }; return p }',
  'a map that lets go': 'func (s *S) f(k string) { t := getT(); s.m[k] = t; show(t); delete(s.m, k); putT(t) }',
  'a reset after the Get': 'func f(p []byte) int { t := ts.Get().(*T); defer ts.Put(t); *t = T{}; json.Unmarshal(p, t); return t.n }',
  'a put that asks for nil': 'func f() error { t, err := load("x"); defer func() { if t != nil { ts.Put(t) } }(); return err }',
  'a slice that is stored back':
    'func f(c []string) { bp := slices.Get().(*[]byte); b := (*bp)[:0]; for _, s := range c { b = append(b, s...) }; send(b); *bp = b; slices.Put(bp) }',
  'a release that goes on': 'func f() ([]byte, func()) { b, release := borrow(); return b.Bytes(), release }',
  'a release at the end': 'func f() { b, release := borrow(); defer release(); send(b.Bytes()) }',
  'a list of copies':
    'func f(n int) (out [][]byte) { b := getBuf(); defer putBuf(b); for range n { out = append(out, bytes.Clone(b.Bytes())) }; return out }',
  'a variable of the package that lets go': 'func f() { b := getBuf(); keep(b); kept = nil; putBuf(b) }',
  'a pointer that is nil on another way': 'func f(t *T) { if t == nil { return }; if t.n > 0 { t.n = 0 }; ts.Put(t) }',
  'a timer that is stopped': 'func f() { t := getT(); timer := time.AfterFunc(time.Second, func() { show(t) }); timer.Stop(); putT(t) }',
};
