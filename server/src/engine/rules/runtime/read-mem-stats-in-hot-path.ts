import { messages } from '../../base/message.js';
import { repeatedCallOf } from '../../go/known/callers.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/read-mem-stats-in-hot-path', {
  handler:
    '`{callee}` stops all goroutines, and each request calls it.\nRead single values with `runtime/metrics`, or keep what a ticker has read.',
  loop: '`{callee}` stops all goroutines, and each iteration of this loop calls it.\nRead single values with `runtime/metrics`, or read less often.',
  stepCalled: 'This call runs for each request.',
  collects:
    '`{callee}` collects all garbage and waits until that is done, and each request calls it.\nLeave it to the collector; set `GOMEMLIMIT` where memory is short.',
});

const COLLECTING = new Set(['runtime.GC', 'runtime/debug.FreeOSMemory']);
const NAMES = new Set(['runtime.ReadMemStats', ...COLLECTING]);
/** A handler that is there for it. */
const ON_PURPOSE = /gc|garbage|mem|heap|free|debug|prof/i;

const DEBUG_PATH = '/debug';

/** The file registers the handler, by its name or where it is written, under a path such as `"/debug/vars"`. */
function servesDebugging(text: string, name: string, start: number): boolean {
  for (let at = text.indexOf(DEBUG_PATH); at >= 0; at = text.indexOf(DEBUG_PATH, at + 1)) {
    const end = text.indexOf('\n', at);
    const rest = text.slice(at, end < 0 ? text.length : end);
    if (name === '' ? start > at && start < at + rest.length : rest.includes(` ${name})`) || rest.includes(`(${name})`)) return true;
  }
  return false;
}

export default rule({
  id: 'runtime/read-mem-stats-in-hot-path',
  messages: say,
  severity: 'hint',
  since: '0.1.0',
  summary: 'runtime.ReadMemStats or runtime.GC for each request stops or slows the whole program each time',
  inTests: false,
  docs: {
    what: 'Calls of `runtime.ReadMemStats` in functions that serve a request, or that those of the package call, and in loops that wait for nothing. Calls of `runtime.GC` and `debug.FreeOSMemory` in functions that serve a request.',
    why: 'The function stops the world: every goroutine waits until the statistics of all threads are put together. With many requests that is a pause for each of them, felt by all others.',
    fix: 'Read what is needed with `runtime/metrics`, which stops nothing: `/memory/classes/heap/objects:bytes` is `HeapAlloc`. Or let one goroutine read the statistics every few seconds and keep the result.',
    limits:
      'Silent in loops that sleep or wait for a channel, such as a ticker’s. A handler whose purpose is to show the statistics is reported too, as a hint, unless the file registers it under `/debug`. Collections behind a condition, and in functions whose names say that they are there for it, are left alone.',
    sources: [
      'src/runtime/mgc.go: GC “blocks the caller until the garbage collection is complete. It may also block the entire program.”',
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
    bad(`package app

import (
	"net/http"
	"runtime/debug"
)

func export(w http.ResponseWriter, r *http.Request) {
	defer «debug.FreeOSMemory»()
	w.Write(make([]byte, 1<<20))
}
`),
    bad(`
package app

import (
	"net/http"
	"runtime"
)

func used() uint64 {
	var m runtime.MemStats
	«runtime.ReadMemStats»(&m)
	return m.Alloc
}

func shed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if used() > 1<<30 {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
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
      'a ticker paces the loop, a handler of /debug is there for it, and a function that runs once may read what it likes',
      `package app

import (
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"
)

func watch(show func(uint64)) {
	var m runtime.MemStats
	for range time.Tick(10 * time.Second) {
		runtime.ReadMemStats(&m)
		show(m.HeapAlloc)
	}
}

func freeMemory(w http.ResponseWriter, r *http.Request) {
	debug.FreeOSMemory()
}

func routes(mux *http.ServeMux) {
	mux.HandleFunc("/debug/memory", showMemory)
	mux.Handle("GET /debug/total", http.HandlerFunc(showTotal))
	mux.HandleFunc("/debug/heap", func(w http.ResponseWriter, r *http.Request) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Fprintln(w, m.HeapAlloc)
	})
}

func showTotal(w http.ResponseWriter, r *http.Request) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintln(w, m.TotalAlloc)
}

func showMemory(w http.ResponseWriter, r *http.Request) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintln(w, m.Sys)
}

func once() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func routesTo(mux *http.ServeMux) {
	mux.HandleFunc("/debug/once", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, once())
	})
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      for (const { name, function: around = '', within, callee, calleeSpan, place, offset } of yield* readKnownCalls(file, typed, NAMES)) {
        if (place.isHandler && servesDebugging(workspace.text(file.path) ?? '', around, offset + (place.func?.start ?? 0))) continue;
        if (COLLECTING.has(name)) {
          const isMeant = !place.isHandler || place.isConditional || ON_PURPOSE.test(around);
          if (!isMeant) report({ span: calleeSpan, message: say.collects({ callee }) }, offset);
          continue;
        }
        const isInLoop = place.loop !== undefined && !place.isPaced;
        if (place.isHandler) report({ span: calleeSpan, message: say.handler({ callee }) }, offset);
        else if (isInLoop) report({ span: calleeSpan, message: say.loop({ callee }) }, offset);
        else if (typed && within && !place.isConditional && !place.isBehindReturn && !place.isEntry) {
          const call = yield* repeatedCallOf(within, typed);
          const text = call?.place.isHandler ? (workspace.text(call.file) ?? '') : '';
          if (!call || text === '' || servesDebugging(text, call.within, call.begins)) continue;
          const { file: at, span } = call;
          report({ span: calleeSpan, message: say.handler({ callee }), steps: [{ message: say.stepCalled, file: at, span }] }, offset);
        }
      }
    },
  },
});
