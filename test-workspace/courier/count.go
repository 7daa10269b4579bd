package courier

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Count answers the first request, and panics at the second.
func Count(_ http.ResponseWriter, _ *http.Request) {
	promauto.NewCounter(prometheus.CounterOpts{Name: "parcels_total"}).Inc()
}
