// Package api answers HTTP requests about parcels.
package api

import (
	"fmt"
	"net/http"
	"sync"

	"example.com/parcels/internal/label"
	"example.com/parcels/internal/route"
)

// Parcel is one shipment.
type Parcel struct {
	ID     string
	Grams  int
	Stops  []string
	Labels []*label.Label
}

// Stats counts requests.
type Stats struct {
	mu    sync.Mutex
	count map[string]*int
}

// Handler returns the service's routes.
func Handler() http.Handler {
	stats := newStats()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /parcels/{id}", func(w http.ResponseWriter, r *http.Request) {
		stats.hit(r.PathValue("id"))
		describe(w, find(r.PathValue("id")))
	})
	return mux
}

// newStats: escape/returned-address.
func newStats() *Stats {
	stats := Stats{count: map[string]*int{}}
	return &stats
}

// hit: escape/stored-address, the counter outlives the call.
func (s *Stats) hit(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := s.count[id]; n != nil {
		*n++
		return
	}
	first := 1
	s.count[id] = &first
}

// describe: escape/boxed-argument, the weight is copied to the heap for every call.
func describe(w http.ResponseWriter, p Parcel) {
	fmt.Fprintf(w, "%s weighs %d g\n", "parcel", p.Grams)
}

func find(id string) Parcel {
	return Parcel{ID: id, Grams: 1250, Stops: route.Plan(id)}
}
