package main

import (
	"os"
	"os/signal"
)

// An orchestrator stops containers with another signal.
func init() {
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt)
	go func() {
		<-stopped
		os.Exit(0)
	}()
}
