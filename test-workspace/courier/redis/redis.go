// Package redis stands for the client of that name.
package redis

import (
	"context"
	"time"
)

// Client is what the courier uses of a client.
type Client struct{ keys map[string]any }

// SetNX sets a key that has no value.
func (c *Client) SetNX(_ context.Context, key string, value any, _ time.Duration) bool {
	if _, ok := c.keys[key]; ok {
		return false
	}
	c.keys[key] = value
	return true
}

// Del deletes a key.
func (c *Client) Del(_ context.Context, key string) { delete(c.keys, key) }
