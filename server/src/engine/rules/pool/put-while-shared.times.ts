import { bad, silent } from '../rule.js';

/** Callees that share at times, and do not say so. */
export const PUT_WHILE_SHARED_TIMES = [
  bad(`
package app

import (
	"net"
	"sync"
)

type datagram struct {
	from *net.UDPAddr
	data []byte
}
type proxy struct {
	conn    *net.UDPConn
	buffers sync.Pool
	backend map[string]chan<- datagram
	q       chan *[]byte
	dropped int
	subs    []chan []byte
}

func (p *proxy) forward(d datagram) {
	if ch, ok := p.backend[d.from.String()]; ok {
		ch <- d
	}
}
func (p *proxy) offer(b *[]byte) {
	select {
	case p.q <- b:
	default:
		p.dropped++
	}
}
func (p *proxy) all(b []byte) {
	for _, s := range p.subs {
		s <- b
	}
}
func (p *proxy) loop() {
	p.buffers.New = func() any { b := make([]byte, 1500); return &b }
	for {
		b := p.buffers.Get().(*[]byte)
		n, from, err := p.conn.ReadFromUDP(*b)
		if err != nil {
			p.buffers.Put(b)
			return
		}
		«p.forward(datagram{from: from, data: (*b)[:n]})»
		p.buffers.Put(b)
	}
}
func (p *proxy) offered() {
	b := p.buffers.Get().(*[]byte)
	«p.offer(b)»
	p.buffers.Put(b)
}
func (p *proxy) broadcast() {
	b := p.buffers.Get().(*[]byte)
	defer p.buffers.Put(b)
	«p.all((*b)[:7])»
}
`),
  silent(
    'the callee says whether it has sent, an argument decides, or the caller asks, too',
    `
package app

import (
	"net"
	"sync"
)

type datagram struct {
	from *net.UDPAddr
	data []byte
}
type proxy struct {
	conn    *net.UDPConn
	buffers sync.Pool
	backend map[string]chan<- datagram
	q       chan *[]byte
	dropped int
	subs    []chan []byte
	async   bool
}

func (p *proxy) forward(d datagram) {
	if ch, ok := p.backend[d.from.String()]; ok {
		ch <- d
	}
}
func (p *proxy) offer(b *[]byte) {
	select {
	case p.q <- b:
	default:
		p.dropped++
	}
}
func (p *proxy) maybe(b *[]byte, later bool) {
	if later {
		p.q <- b
	}
}
func (p *proxy) maybe2(b *[]byte, later bool) {
	if !later {
		return
	}
	p.q <- b
}
func (p *proxy) told(b *[]byte) bool {
	select {
	case p.q <- b:
		return true
	default:
		return false
	}
}

func (p *proxy) good1() {
	b := p.buffers.Get().(*[]byte)
	p.maybe(b, false)
	p.maybe2(b, false)
	p.buffers.Put(b)
}
func (p *proxy) good2() {
	b := p.buffers.Get().(*[]byte)
	if !p.told(b) {
		p.buffers.Put(b)
	}
}
func (p *proxy) good3() {
	b := p.buffers.Get().(*[]byte)
	if p.async {
		p.offer(b)
		return
	}
	p.buffers.Put(b)
}
func (p *proxy) good4(from *net.UDPAddr) {
	b := p.buffers.Get().(*[]byte)
	p.forward(datagram{from: from, data: *b})
	if _, ok := p.backend[from.String()]; !ok {
		p.buffers.Put(b)
	}
}
func (p *proxy) good5(from *net.UDPAddr) {
	b := p.buffers.Get().(*[]byte)
	p.forward(datagram{from: from, data: append([]byte(nil), (*b)...)})
	p.buffers.Put(b)
}
`,
  ),
];
