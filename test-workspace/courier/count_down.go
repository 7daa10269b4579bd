package courier

import (
	"context"
	"time"
)

// CountDown goes on for ever, whatever happens to ctx.
func CountDown(ctx context.Context, tick func()) {
	for {
		time.Sleep(time.Second)
		tick()
	}
}
