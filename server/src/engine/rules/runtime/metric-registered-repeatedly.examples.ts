import { bad, type Example, good } from '../rule.js';

export const MODULES = `-- go.mod --
module example.com/app

go 1.26

require github.com/prometheus/client_golang v1.20.5

replace github.com/prometheus/client_golang => ./client
-- client/go.mod --
module github.com/prometheus/client_golang

go 1.21
-- client/prometheus/prometheus.go --
package prometheus

type Collector interface{ Describe() }

type Counter interface{ Collector }

type CounterOpts struct {
	Namespace, Subsystem, Name, Help string

	ConstLabels map[string]string
}

func NewCounter(opts CounterOpts) Counter { return nil }

func MustRegister(cs ...Collector) {}
-- client/prometheus/promauto/auto.go --
package promauto

import "github.com/prometheus/client_golang/prometheus"

func NewCounter(opts prometheus.CounterOpts) prometheus.Counter { return nil }
`;

export const METRIC_EXAMPLES: readonly Example[] = [
  bad(`${MODULES}-- main.go --
package app

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var seen = prometheus.NewCounter(prometheus.CounterOpts{Name: "seen_total"})

func watch() {
	for range time.Tick(time.Minute) {
		«promauto.NewCounter»(prometheus.CounterOpts{Name: "ticks_total"})
	}
}

func handle(w http.ResponseWriter, r *http.Request) {
	«prometheus.MustRegister»(seen)
	newClient()
}

func newClient() prometheus.Counter {
	return «promauto.NewCounter»(prometheus.CounterOpts{Name: "clients_total"})
}
`),
  bad(`${MODULES}-- main.go --
package app

import "github.com/prometheus/client_golang/prometheus"

type Worker struct {
	name string
	jobs prometheus.Counter
}

func NewWorker(name string) *Worker {
	w := &Worker{name: name, jobs: prometheus.NewCounter(prometheus.CounterOpts{Name: "jobs_total"})}
	«prometheus.MustRegister»(w.jobs)
	return w
}

func Start(names []string) (workers []*Worker) {
	for _, name := range names {
		workers = append(workers, NewWorker(name))
	}
	return workers
}
`),
  bad(`${MODULES}-- main.go --
package app

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

type recorder struct{ seen prometheus.Counter }

func newRecorder(prefix string) *recorder {
	r := &recorder{seen: prometheus.NewCounter(prometheus.CounterOpts{Namespace: prefix, Name: "seen"})}
	«prometheus.MustRegister»(r.seen)
	return r
}

type server struct{ recorders []*recorder }

func (s *server) add() {
	s.recorders = append(s.recorders, &recorder{seen: «promauto.NewCounter»(prometheus.CounterOpts{Name: "added"})})
}

func (s *server) fill(names []string, use func(string, *recorder)) {
	for _, name := range names {
		s.add()
		use(name, newRecorder("app"))
	}
}
`),
  good(`${MODULES}-- main.go --
package app

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var ticks = promauto.NewCounter(prometheus.CounterOpts{Name: "ticks_total"})

func init() {
	prometheus.MustRegister(prometheus.NewCounter(prometheus.CounterOpts{Name: "seen_total"}))
}
`),
  bad(`${MODULES}-- metrics/metrics.go --
package metrics

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

type M struct{ C prometheus.Counter }

func New() *M                 { return &M{promauto.NewCounter(prometheus.CounterOpts{Name: "a"})} }
func Named(name string) *M    { return &M{promauto.NewCounter(prometheus.CounterOpts{Name: name})} }

-- main.go --
package app

import (
	"net/http"

	"example.com/app/metrics"
)

func bad1(names []string) {
	for range names {
		«metrics.New»().C.Inc()
	}
}
func bad2(w http.ResponseWriter, r *http.Request) {
	«metrics.Named»("x").C.Inc()
}
`),
  bad(`${MODULES}-- main.go --
package app

import "github.com/prometheus/client_golang/prometheus"

type metrics struct{ cpu prometheus.Counter }

func newMetrics() *metrics {
	m := &metrics{cpu: prometheus.NewCounter(prometheus.CounterOpts{Name: "cpu_total"})}
	«prometheus.MustRegister»(m.cpu)
	return m
}

type engine struct{ read func(id string, m *metrics) }

func (e *engine) watch(id string) { e.read(id, newMetrics()) }

func (e *engine) attach(ids []string) {
	for _, id := range ids {
		go e.watch(id)
	}
}
`),
];
