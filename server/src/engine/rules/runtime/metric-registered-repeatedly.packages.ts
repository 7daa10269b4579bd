import { type Example, silent } from '../rule.js';
import { MODULES } from './metric-registered-repeatedly.examples.js';

/** Functions of other packages. */
export const METRIC_PACKAGES: readonly Example[] = [
  silent(
    'the function of another package registers once, or another metric each time',
    `${MODULES}-- metrics/metrics.go --
package metrics

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

type M struct{ C prometheus.Counter }

func New() *M                 { return &M{promauto.NewCounter(prometheus.CounterOpts{Name: "a"})} }
func Named(name string) *M    { return &M{promauto.NewCounter(prometheus.CounterOpts{Name: name})} }

var once sync.Once
var m *M

func Get() *M {
	once.Do(func() { m = New() })
	return m
}
func Lazy() *M {
	if m != nil {
		return m
	}
	m = &M{promauto.NewCounter(prometheus.CounterOpts{Name: "c"})}
	return m
}
-- main.go --
package app

import "example.com/app/metrics"

func good(names []string) {
	m := metrics.New()
	for _, n := range names {
		m.C.Inc()
		metrics.Named(n).C.Inc()
		metrics.Get().C.Inc()
		metrics.Lazy().C.Inc()
		if m == nil {
			m = metrics.New()
		}
	}
}
func good2(handlers map[string]func()) {
	for n := range handlers {
		handlers[n] = func() { metrics.New() }
	}
}
`,
  ),
];
