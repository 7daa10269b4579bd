import { bad, silent } from '../rule.js';

/** What is opened where the pool has nothing, and goes to it later. */
export const OPENED_AFTER_GET_EXAMPLES = [
  bad(`
package app

import (
	"net"
	"os"
	"sync"
)

type reader struct {
	name string
	pool sync.Pool
}

func (r *reader) handle() (*os.File, error) {
	if f, ok := r.pool.Get().(*os.File); ok {
		return f, nil
	}
	return «os.Open(r.name)»
}

func (r *reader) ReadAt(p []byte, off int64) (int, error) {
	f, err := r.handle()
	if err != nil {
		return 0, err
	}
	defer r.pool.Put(f)
	return f.ReadAt(p, off)
}

var idle sync.Pool

func Send(addr string, p []byte) error {
	c, _ := idle.Get().(net.Conn)
	if c == nil {
		var err error
		if c, err = «net.Dial("tcp", addr)»; err != nil {
			return err
		}
	}
	defer idle.Put(c)
	_, err := c.Write(p)
	return err
}
`),
  bad(`
package app

import "sync"

type decoder struct{ parts chan *part }

type part struct{ in chan []byte }

func newPart() *part {
	p := &part{in: make(chan []byte)}
	go p.run()
	return p
}

func (p *part) run() {
	for range p.in {
	}
}

func newDecoder(src []byte) (*decoder, error) {
	d := &decoder{parts: make(chan *part, 2)}
	for range 2 {
		d.parts <- newPart()
	}
	return d, nil
}

var decoders sync.Pool

type reader struct {
	d   *decoder
	err error
}

func open(src []byte) *reader {
	r := new(reader)
	if cached := decoders.Get(); cached == nil {
		r.d, r.err = «newDecoder(src)»
	} else {
		r.d = cached.(*decoder)
	}
	return r
}

func (r *reader) end() {
	decoders.Put(r.d)
	r.d = nil
}
`),
  silent(
    'the goroutine is none of the object, or ends by itself',
    `
package app

import "sync"

var once sync.Once
var events = make(chan string)

type decoder struct{ p *part }

type part struct{ n int }

func newPart(n int) *part {
	p := &part{}
	go func() { p.n = n }()
	return p
}

func watch() {
	for range events {
	}
}

func newDecoder(n int) *decoder {
	once.Do(func() { go watch() })
	return &decoder{p: newPart(n)}
}

var decoders sync.Pool

func open(n int) *decoder {
	if cached := decoders.Get(); cached != nil {
		return cached.(*decoder)
	}
	return newDecoder(n)
}

func (d *decoder) end() { decoders.Put(d) }
`,
  ),
];
