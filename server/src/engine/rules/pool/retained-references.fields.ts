import { bad, silent } from '../rule.js';

/** Fields that still have what one call was about. */
export const KEPT_FIELD_EXAMPLES = [
  bad(`
package app

import (
	"net/http"
	"sync"
)

type requestCtx struct {
	w      http.ResponseWriter
	r      *http.Request
	params map[string]string
	status int
}

var ctxs = sync.Pool{New: func() any { return new(requestCtx) }}

type Engine struct{ handle func(*requestCtx) }

func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := ctxs.Get().(*requestCtx)
	c.w, c.r, c.status = w, r, 0
	clear(c.params)
	e.handle(c)
	«ctxs.Put(c)»
}
`),
  silent(
    'the field is set to nil, here or elsewhere in the package',
    `
package app

import (
	"net"
	"net/http"
	"sync"
)

type requestCtx struct {
	w http.ResponseWriter
	r *http.Request
}

var ctxs = sync.Pool{New: func() any { return new(requestCtx) }}

type Engine struct{ handle func(*requestCtx) }

func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := ctxs.Get().(*requestCtx)
	c.w, c.r = w, r
	e.handle(c)
	c.w = nil
	c.r = nil
	ctxs.Put(c)
}

type pair struct {
	w http.ResponseWriter
	r *http.Request
}

var pairs = sync.Pool{New: func() any { return new(pair) }}

func both(w http.ResponseWriter, r *http.Request, run func(*pair)) {
	p := pairs.Get().(*pair)
	p.w, p.r = w, r
	run(p)
	p.w, p.r = nil, nil
	pairs.Put(p)
}

type link struct{ conn net.Conn }

var links = sync.Pool{New: func() any { return new(link) }}

func serve(conn net.Conn, run func(*link)) {
	l := links.Get().(*link)
	l.conn = conn
	run(l)
	links.Put(l)
}

func finish(l *link) { l.conn = nil }
`,
  ),
];
