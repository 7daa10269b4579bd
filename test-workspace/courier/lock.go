package courier

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// Alone keeps other couriers out, for ever if this one crashes.
func Alone(ctx context.Context, c *redis.Client, parcel string, f func()) {
	if c.SetNX(ctx, "lock:"+parcel, 1, 0) {
		defer c.Del(ctx, "lock:"+parcel)
		f()
	}
}
