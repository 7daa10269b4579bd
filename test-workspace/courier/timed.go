package courier

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"time"
)

// Forward hands parcels on until none has come for an hour. Each leaves a timer behind.
func Forward(parcels <-chan string, hand func(string)) {
	for {
		select {
		case parcel := <-parcels:
			hand(parcel)
		case <-time.After(time.Hour):
			return
		}
	}
}

// Sort runs without the garbage collector, or so it seems.
func Sort(f func()) {
	defer debug.SetGCPercent(debug.SetGCPercent(0))
	f()
}

type scanner struct {
	device string
	lines  *[]string
}

func (s *scanner) Close() {}

// Scan opens a scanner that nobody ever closes.
func Scan(device string) *scanner {
	s := &scanner{device: device, lines: new([]string)}
	runtime.SetFinalizer(s, func(*scanner) { s.Close() })
	return s
}

// Shed refuses what the memory has no room for.
func Shed(w http.ResponseWriter, r *http.Request) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 1<<30 {
		http.Error(w, "busy", http.StatusServiceUnavailable)
	}
}
