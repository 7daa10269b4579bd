// Package hot holds the inner loop.
package hot

import "sync"

// Clamp carries a directive that the compiler does not know: build/unknown-directive.
//
//go:inline
func Clamp(v, low, high int64) int64 {
	return max(low, min(v, high))
}

// Mean is excused for a reason that went away: preflight/unused-suppression.
//
//preflight:ignore pool/use-after-put the buffer was pooled once
func Mean(sum, n int64) int64 {
	return sum / n
}

// Count guards a local with a mutex that nobody else can reach: escape/sync-method-on-local.
func Count(weights []int64) (total int64) {
	var mu sync.Mutex
	for _, w := range weights {
		mu.Lock()
		total += w
		mu.Unlock()
	}
	return total
}
