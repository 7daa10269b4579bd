// Command parcels serves the parcel API.
package main

import (
	"log/slog"
	"net/http"
	"os"
	"time"

	"example.com/parcels/internal/api"
)

func main() {
	server := http.Server{
		Addr:              ":8080",
		Handler:           api.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	if err := server.ListenAndServe(); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}
