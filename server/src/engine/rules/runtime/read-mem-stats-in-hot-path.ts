import { messages } from '../../base/message.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/read-mem-stats-in-hot-path', {
  handler:
    '`{callee}` stops all goroutines, and each request calls it.\nRead single values with `runtime/metrics`, or keep what a ticker has read.',
  loop: '`{callee}` stops all goroutines, and each iteration of this loop calls it.\nRead single values with `runtime/metrics`, or read less often.',
});

const NAMES = new Set(['runtime.ReadMemStats']);

export default rule({
  id: 'runtime/read-mem-stats-in-hot-path',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'runtime.ReadMemStats for each request or iteration stops the whole program each time',
  inTests: false,
  docs: {
    what: 'Calls of `runtime.ReadMemStats` in functions that serve a request, and in loops that wait for nothing.',
    why: 'The function stops the world: every goroutine waits until the statistics of all threads are put together. With many requests that is a pause for each of them, felt by all others.',
    fix: 'Read what is needed with `runtime/metrics`, which stops nothing: `/memory/classes/heap/objects:bytes` is `HeapAlloc`. Or let one goroutine read the statistics every few seconds and keep the result.',
    limits:
      'Silent in loops that sleep or wait for a channel, such as a ticker’s. A handler whose purpose is to show the statistics is reported too, as a hint.',
    sources: [
      'go-facts R17; src/runtime/mstats.go: ReadMemStats calls stopTheWorldGC',
      'https://github.com/honeycombio/refinery/pull/1724',
      'https://github.com/cockroachdb/cockroach/issues/119461',
    ],
  },
  examples: [
    bad(`package app

import (
	"net/http"
	"runtime"
)

func Shed(next http.Handler, limit uint64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m runtime.MemStats
		«runtime.ReadMemStats»(&m)
		if m.HeapAlloc > limit {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`),
    bad(`package app

import "runtime"

func copyAll(parts [][]byte, limit uint64, write func([]byte)) {
	var m runtime.MemStats
	for _, part := range parts {
		write(part)
		«runtime.ReadMemStats»(&m)
		if m.HeapAlloc > limit {
			runtime.GC()
		}
	}
}
`),
    good(`package app

import (
	"net/http"
	"runtime/metrics"
)

func Shed(next http.Handler, limit uint64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		if s[0].Value.Uint64() > limit {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`),
    silent(
      'a ticker paces the loop, and a function that runs once may read what it likes',
      `package app

import (
	"runtime"
	"time"
)

func watch(show func(uint64)) {
	var m runtime.MemStats
	for range time.Tick(10 * time.Second) {
		runtime.ReadMemStats(&m)
		show(m.HeapAlloc)
	}
}

func once() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
`,
    ),
  ],
  checks: {
    *go({ file, workspace, report }) {
      for (const { callee, calleeSpan, place, offset } of yield* readKnownCalls(file, workspace.typed(file.path), NAMES)) {
        const isInLoop = place.loop !== undefined && !place.isPaced;
        if (place.isHandler) report({ span: calleeSpan, message: say.handler({ callee }) }, offset);
        else if (isInLoop) report({ span: calleeSpan, message: say.loop({ callee }) }, offset);
      }
    },
  },
});
