import { type Example, silent } from '../rule.js';
import { MODULES } from './metric-registered-repeatedly.examples.js';

export const METRIC_SILENT: readonly Example[] = [
  silent(
    'the first call registers, and the others return',
    `${MODULES}-- main.go --
package app

import "github.com/prometheus/client_golang/prometheus"

var jobs = prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total"})

var isRegistered bool

func register() {
	if isRegistered {
		return
	}
	isRegistered = true
	prometheus.MustRegister(jobs)
}

func run(names []string, work func(string)) {
	for _, name := range names {
		register()
		work(name)
	}
}
`,
  ),
  silent(
    'the loop ends with what has succeeded, or with the call itself',
    `${MODULES}-- main.go --
package app

import (
	"net"

	"github.com/prometheus/client_golang/prometheus"
)

func connect(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	prometheus.MustRegister(prometheus.NewCounter(prometheus.CounterOpts{Name: "connected_total"}))
	return c.Close()
}

func start(addr string) (err error) {
	for range 3 {
		if err = connect(addr); err == nil {
			break
		}
	}
	return err
}

func restart(addr string) {
	for connect(addr) != nil {
	}
	for {
		if err := connect(addr); err != nil {
			continue
		} else {
			break
		}
	}
}

func serve(l net.Listener) error {
	for {
		c, err := l.Accept()
		if err != nil {
			continue
		}
		return handle(c)
	}
}

func handle(c net.Conn) error {
	prometheus.MustRegister(prometheus.NewCounter(prometheus.CounterOpts{Name: "handled_total"}))
	return c.Close()
}
`,
  ),
  silent(
    'each has another name, or it is registered once',
    `${MODULES}-- main.go --
package app

import (
	"net/http"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

func all(names []string, cs []prometheus.Collector) {
	for _, name := range names {
		promauto.NewCounter(prometheus.CounterOpts{Name: name})
	}
	for _, c := range cs {
		prometheus.MustRegister(c)
	}
	prometheus.MustRegister(cs...)
}

var once sync.Once

func handle(w http.ResponseWriter, r *http.Request) {
	once.Do(func() {
		promauto.NewCounter(prometheus.CounterOpts{Name: "first_total"})
	})
}

type worker struct{ jobs prometheus.Counter }

func start(names []string) {
	for _, name := range names {
		w := &worker{jobs: prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total"})}
		w.jobs = prometheus.NewCounter(prometheus.CounterOpts{Name: name})
		prometheus.MustRegister(w.jobs)
	}
}

var current prometheus.Counter

func each(names []string) {
	for _, name := range names {
		opts := prometheus.CounterOpts{Name: "x"}
		opts.Name = name
		promauto.NewCounter(opts)
	}
}

func reload(names []string) {
	for _, name := range names {
		current = prometheus.NewCounter(prometheus.CounterOpts{Name: name})
		prometheus.MustRegister(current)
	}
}
`,
  ),
  silent(
    'the metric is taken back',
    `${MODULES}-- main.go --
package app

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
)

var seen = prometheus.NewCounter(prometheus.CounterOpts{Name: "seen_total"})

func handle(w http.ResponseWriter, r *http.Request) {
	prometheus.MustRegister(seen)
	stop()
}

func stop() {
	prometheus.DefaultRegisterer.Unregister(seen)
}
`,
  ),
  silent(
    'the prefix is another each time, the method runs once, or asks first',
    `${MODULES}-- main.go --
package app

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

type recorder struct{ seen prometheus.Counter }

func newRecorder(prefix string) *recorder {
	return &recorder{seen: promauto.NewCounter(prometheus.CounterOpts{Namespace: prefix, Name: "seen"})}
}

type server struct{ total, lazy prometheus.Counter }

func (s *server) begin() { s.total = promauto.NewCounter(prometheus.CounterOpts{Name: "total"}) }

func (s *server) counter() prometheus.Counter {
	if s.lazy != nil {
		return s.lazy
	}
	s.lazy = promauto.NewCounter(prometheus.CounterOpts{Name: "lazy"})
	return s.lazy
}

func (s *server) run(names []string, use func(string, *recorder, prometheus.Counter)) {
	s.begin()
	for _, name := range names {
		use(name, newRecorder(name), s.counter())
	}
}
`,
  ),
];
