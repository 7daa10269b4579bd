/** Examples of `runtime/server-without-timeouts`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

export const SERVER_EXAMPLES: readonly Example[] = [
  bad(
    `package main

import (
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {})
	log.Fatal(«http.ListenAndServe»(":8080", nil))
}
`,
    `package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {})
	log.Fatal((&http.Server{Addr: ":8080", Handler: nil, ReadHeaderTimeout: 10 * time.Second}).ListenAndServe())
}
`,
  ),
  bad(
    `package app

import (
	"context"
	"net/http"
)

func Run(ctx context.Context, h http.Handler) error {
	srv := &«http.Server»{Addr: ":8080", Handler: h}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	return srv.ListenAndServe()
}
`,
    `package app

import (
	"context"
	"net/http"
	"time"
)

func Run(ctx context.Context, h http.Handler) error {
	srv := &http.Server{Addr: ":8080", Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	return srv.ListenAndServe()
}
`,
  ),
  bad(`package app

import "net/http"

type Server struct{ srv *http.Server }

func NewServer(addr string, handler http.Handler) *Server {
	srv := &«http.Server»{
		Addr:    addr,
		Handler: handler,
	}
	return &Server{srv: srv}
}

func (s *Server) Run() error { return s.srv.ListenAndServe() }
`),
  bad(`package app

import (
	"net"
	web "net/http"
)

type api struct {
	server *web.Server
}

func newAPI(h web.Handler) *api {
	return &api{server: &«web.Server»{Handler: h}}
}

func (a *api) serve(l net.Listener) error {
	return a.server.Serve(l)
}

func metrics(h web.Handler) error {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		return err
	}
	return «web.Serve»(l, h)
}

func admin(h web.Handler) error {
	var s «web.Server»
	s.Addr, s.Handler = ":9091", h
	return s.ListenAndServe()
}

func New(h web.Handler) *web.Server {
	return &«web.Server»{Handler: h}
}
`),
  good(`package app

import (
	"net/http"
	"time"
)

func Serve(addr string, h http.Handler) error {
	s := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	return s.ListenAndServe()
}
`),
  silent(
    'the field is set later, here or by a function that gets the server',
    `package app

import (
	"net/http"
	"time"
)

func Serve(addr string, h http.Handler) error {
	s := &http.Server{Addr: addr, Handler: h}
	s.ReadTimeout = 5 * time.Second
	return s.ListenAndServe()
}

func ServeOther(addr string, h http.Handler) error {
	s := &http.Server{Addr: addr, Handler: h}
	bound(s)
	return s.ListenAndServe()
}

func bound(s *http.Server) {
	s.ReadHeaderTimeout = 5 * time.Second
}
`,
  ),
  silent(
    'only programs of this machine can connect, or nobody knows who can',
    `package app

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
)

func debug() {
	go http.ListenAndServe("localhost:6060", nil)
}

func control(path string, h http.Handler) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return http.Serve(l, h)
}

func on(l net.Listener, h http.Handler) error {
	return http.Serve(l, h)
}

func made(port string, number int, h http.Handler) {
	go http.ListenAndServe("localhost:"+port, h)
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", number), h)
	go http.ListenAndServe(net.JoinHostPort("localhost", port), h)
}

func socket(path string, h http.Handler) error {
	s := &http.Server{Handler: h}
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return s.Serve(l)
}
`,
  ),
  silent(
    'a package that is not known may set what it gets, and another type has the name',
    `package app

import (
	"net/http"

	"example.com/graceful"
)

type Server struct{ Addr string }

func (s *Server) ListenAndServe() error { return nil }

func Run(h http.Handler) error {
	if err := (&Server{Addr: ":80"}).ListenAndServe(); err != nil {
		return err
	}
	return graceful.Run(&http.Server{Handler: h})
}
`,
  ),
];
