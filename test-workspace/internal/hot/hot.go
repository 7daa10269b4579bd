// Package hot holds the inner loop.
package hot

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
