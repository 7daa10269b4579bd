// Package prometheus stands for the client of that name.
package prometheus

// CounterOpts names a counter.
type CounterOpts struct{ Name, Help string }

// Counter counts.
type Counter struct{ n int }

// Inc counts one more.
func (c *Counter) Inc() { c.n++ }
