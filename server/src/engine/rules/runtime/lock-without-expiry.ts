import { messages } from '../../base/message.js';
import { type LockCall, readLockCalls } from '../../go/known/locks.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/lock-without-expiry', {
  never:
    'This lock never expires: a crash before it is released locks everybody out for ever.\nGive `{callee}` an expiration, longer than the work takes.',
  apart:
    'A crash between this and its `{expires}` leaves a lock that never expires, and locks everybody out.\nGive `{callee}` the expiration: then both happen at once.',
  neverCommand:
    'This lock never expires: a crash before it is released locks everybody out for ever.\nGive it an expiration at once: `SET` with `NX` and `EX`, longer than the work takes.',
  apartCommand:
    'A crash between this and its `{expires}` leaves a lock that never expires, and locks everybody out.\nUse `SET` with `NX` and `EX`: then both happen at once.',
});

/** Calls that do nothing but give a key an end. */
const EXPIRING = /^P?Expire(?:At)?$/;

const LOCKING: ReadonlySet<string> = new Set(
  'lock locks locker locking mutex lease leases leader leadership exclusive semaphore redlock distlock dlock trylock acquire acquired'.split(
    ' ',
  ),
);

/** `HTTPLock`, `sync_lock`, `lock:job`. */
const wordsOf = (name: string) => (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map(word => word.toLowerCase());

/** What only marks a key as seen has no release and no such name. */
const isLock = ({ names, isReleased }: LockCall) => isReleased || names.some(name => wordsOf(name).some(word => LOCKING.has(word)));

export default rule({
  id: 'runtime/lock-without-expiry',
  messages: say,
  severity: 'warning',
  otherSeverities: { information: 'a second call gives it an expiration' },
  since: '0.1.0',
  summary: 'A lock in Redis that stays for ever when its holder crashes',
  inTests: false,
  docs: {
    what: 'Calls of `SetNX` of a Redis client (go-redis) with the expiration 0, and the commands `SETNX` and `SET` with `NX` without an expiration (redigo), where the key is a lock: the same function deletes it later, or one of the file that is named `Release` or `Unlock`, or a word in its name, its text or the function’s name says so. Where a second call gives it an expiration, it says that a crash may come between the two.',
    why: 'The expiration 0 means none. Between `SetNX` and `Del` the process may crash, be killed or lose its connection. Then the key stays, and every other process waits for ever, or never runs the job again, until somebody deletes it by hand.',
    fix: 'Give the key an expiration that is longer than the work takes, for example 30 seconds, and renew it while longer work goes on. Delete it only if it still has your value.',
    limits:
      'Silent for keys that are not known to be locks, where the same function sets the key anew, where the expiration is not a constant, and for other clients.',
    sources: [
      'https://redis.io/docs/latest/commands/setnx/',
      'https://github.com/redis/go-redis: “Zero expiration means the key has no expiration time”',
      'https://github.com/RichardKnop/machinery/pull/634',
    ],
  },
  examples: [
    bad(`-- go.mod --
module example.com/app

go 1.26

require github.com/redis/go-redis/v9 v9.7.0

replace github.com/redis/go-redis/v9 => ./redis
-- redis/go.mod --
module github.com/redis/go-redis/v9

go 1.18
-- redis/redis.go --
package redis

import (
	"context"
	"time"
)

type cmdable func(ctx context.Context) error

type BoolCmd struct{}

func (c *BoolCmd) Result() (bool, error) { return true, nil }

func (c cmdable) SetNX(ctx context.Context, key string, value any, expiration time.Duration) *BoolCmd {
	return nil
}

func (c cmdable) Del(ctx context.Context, keys ...string) error { return nil }

type Client struct{ cmdable }
-- main.go --
package app

import (
	"context"

	"github.com/redis/go-redis/v9"
)

func Once(ctx context.Context, c *redis.Client, key string, f func() error) error {
	ok, err := «c.SetNX(ctx, key, 1, 0)».Result()
	if err != nil || !ok {
		return err
	}
	defer c.Del(ctx, key)
	return f()
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.26

require github.com/gomodule/redigo v1.9.2-not-there
-- main.go --
package app

import "github.com/gomodule/redigo/redis"

func lock(c redis.Conn, key, token string) bool {
	n, err := redis.Int(«c.Do("SETNX", key, token)»)
	return err == nil && n == 1
}

func Once(pool *redis.Pool, key string, f func()) error {
	c := pool.Get()
	defer c.Close()
	if lock(c, key, "1") {
		defer c.Do("DEL", key)
		f()
	}
	return nil
}

func tryLock(c redis.Conn, key, token string) error {
	_, err := redis.String(«c.Do("SET", key, token, "nx")»)
	return err
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.26

require github.com/go-redis/redis/v8 v8.0.0-not-there
-- main.go --
package app

import (
	"context"
	"errors"
	"time"

	"github.com/go-redis/redis/v8"
)

func Refresh(ctx context.Context, addr string, f func()) {
	rdb := redis.NewClient(&redis.Options{Addr: addr})
	if «rdb.SetNX(ctx, "refresh:lock", 1, 0)».Val() {
		f()
	}
}

func Once(ctx context.Context, c *redis.Client, key string, f func() error) error {
	defer c.Del(ctx, key)
	if !«c.SetNX(ctx, key, 1, 0)».Val() {
		return nil
	}
	return f()
}

const forever = 0

func (s *store) TryClaim(ctx context.Context, task string) bool {
	ok, err := «s.client.SetNX(ctx, "claim:"+task, "1", 0)».Result()
	return err == nil && ok
}

func (s *store) ReleaseClaim(ctx context.Context, task string) {
	s.client.Del(ctx, "claim:"+task)
}

type store struct{ client *redis.Client }

type Mutex struct {
	key    string
	client redis.Cmdable
}

func (m *Mutex) Lock(ctx context.Context) bool {
	return «m.client.SetNX(ctx, m.key, 1, forever)».Val()
}

func LockFor(ctx context.Context, c *redis.Client, key string, ttl time.Duration) error {
	if !«c.SetNX(ctx, key, 1, 0)».Val() {
		return errors.New("locked")
	}
	return c.Expire(ctx, key, ttl).Err()
}
`),
    good(`-- go.mod --
module example.com/app

go 1.26

require github.com/redis/go-redis/v9 v9.7.0
-- main.go --
package app

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

func Once(ctx context.Context, c *redis.Client, key string, f func() error) error {
	ok, err := c.SetNX(ctx, key, 1, 30*time.Second).Result()
	if err != nil || !ok {
		return err
	}
	defer c.Del(ctx, key)
	return f()
}
`),
    silent(
      'nothing says that the key is a lock, and another type has the method',
      `-- go.mod --
module example.com/app

go 1.26

require github.com/redis/go-redis/v9 v9.7.0

replace github.com/redis/go-redis/v9 => ./redis
-- redis/go.mod --
module github.com/redis/go-redis/v9

go 1.18
-- redis/redis.go --
package redis

import (
	"context"
	"time"
)

type Client struct{}

func (c *Client) SetNX(ctx context.Context, key string, value any, expiration time.Duration) error {
	return nil
}

func (c *Client) Del(ctx context.Context, keys ...string) error { return nil }
-- main.go --
package app

import (
	"context"

	"github.com/redis/go-redis/v9"
)

type store struct{}

func (store) SetNX(ctx context.Context, key string, value any, expiration int) error { return nil }

func first(ctx context.Context, c *redis.Client, id string) error {
	return c.SetNX(ctx, "seen:"+id, 1, 0)
}

func lock(ctx context.Context, s store) error {
	return s.SetNX(ctx, "lock", 1, 0)
}

func addToBlocklist(ctx context.Context, c *redis.Client, clockKey string) error {
	if err := c.SetNX(ctx, "leaderboard:1", 1, 0); err != nil {
		return err
	}
	if err := c.SetNX(ctx, clockKey, 1, 0); err != nil {
		return err
	}
	return c.SetNX(ctx, "release:1", 1, 0)
}

func create(ctx context.Context, c *redis.Client, id string) error {
	return c.SetNX(ctx, "user:"+id, 1, 0)
}

func remove(ctx context.Context, c *redis.Client, id string) error {
	return c.Del(ctx, "user:"+id)
}

func renew(ctx context.Context, c *redis.Client, id string) error {
	c.Del(ctx, id)
	return c.SetNX(ctx, id, 1, 0)
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const lock of yield* readLockCalls(file, workspace.typed(file.path))) {
        const { callee, expires, span, offset, isCommand } = lock;
        if (!lock.isForever || !isLock(lock)) continue;
        if (expires === undefined) report({ span, message: isCommand ? say.neverCommand : say.never({ callee }) }, offset);
        else if (EXPIRING.test(expires)) {
          const message = isCommand ? say.apartCommand({ expires: expires.toUpperCase() }) : say.apart({ callee, expires });
          report({ span, message, severity: 'information' }, offset);
        }
      }
    },
  },
});
