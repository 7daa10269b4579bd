// Package route plans the way of a parcel.
package route

import "sync"

// Plan: escape/growing-slice, the final length is known before the loop.
func Plan(id string) []string {
	hubs := [4]string{"BER", "LEJ", "MUC", "VIE"}
	var stops []string
	for _, hub := range hubs {
		stops = append(stops, hub+"/"+id)
	}
	return stops
}

// Join: escape/concat-in-loop, each round copies everything before it.
func Join(legs [][]string) string {
	way := ""
	for _, stops := range legs {
		for _, stop := range stops {
			way += stop + " > "
		}
	}
	return way
}

// Distances: escape/unknown-size.
func Distances(n int) int {
	km := make([]int, n)
	for i := range km {
		km[i] = 100 * i
	}
	total := 0
	for _, d := range km {
		total += d
	}
	return total
}

// Grid: escape/too-large, the limit for a variable on the stack is 128 KiB.
func Grid(x, y int) byte {
	var cells [512 * 1024]byte
	cells[x] = 1
	return cells[y]
}

// Notify: escape/goroutine-capture.
func Notify(stops []string, send func(string)) int {
	var wg sync.WaitGroup
	sent := 0
	for _, stop := range stops {
		wg.Add(1)
		go func() {
			defer wg.Done()
			send(stop)
		}()
	}
	wg.Wait()
	return sent
}

// Counter: escape/closure.
func Counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}
