import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/thread-not-unlocked', {
  goroutine:
    'This goroutine ends with its thread locked, so the runtime ends the thread too.\nUnless the thread was changed and must end: `defer runtime.UnlockOSThread()`.',
  request:
    'Each request leaves its goroutine locked to its thread. When that goroutine ends, the runtime ends the thread too.\n`defer runtime.UnlockOSThread()` behind the lock, unless the thread was changed and must end.',
  path: 'This path leaves with the goroutine still locked to its thread.\n`defer runtime.UnlockOSThread()` behind the lock, unless the thread was changed and must end.',
  stepTaken: 'The goroutine is locked to its thread here.',
  stepReleased: 'Another path unlocks it here.',
});

export default rule({
  id: 'runtime/thread-not-unlocked',
  messages: say,
  severity: 'hint',
  otherSeverities: { information: 'another path of the function unlocks the thread' },
  since: '0.1.0',
  summary: 'A goroutine stays locked to its thread on a path, or ends with it',
  inTests: false,
  docs: {
    what: 'A function literal started with `go`, or a function that serves an HTTP request, that calls `runtime.LockOSThread` and ends without `UnlockOSThread`, and a `return` between the lock and an unlock further down in the same block, or one that fails where another that fails unlocks.',
    why: 'When a goroutine ends while it is locked, the runtime ends its thread: 100 calls made about 100 threads in a run. A goroutine that goes on runs on that thread only, and other goroutines never do, which costs a switch of threads for each handover.',
    fix: '`defer runtime.UnlockOSThread()` right behind the lock. To end a thread on purpose, because its namespace or its user was changed for good, leave it locked.',
    limits:
      'Silent in other functions that unlock nowhere: their caller may unlock, or the goroutine may live as long as the program. Silent when a function literal of the function unlocks.',
    sources: [
      'src/runtime/proc.go (LockOSThread, gdestroy)',
      'https://github.com/golang/go/issues/28979',
      'https://github.com/containernetworking/plugins/pull/455',
    ],
  },
  examples: [
    bad(`
package app

import (
	"runtime"
	"syscall"
)

func InNamespace(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		«runtime.LockOSThread()»
		f()
	}()
	<-done
}

func InFolder(fd int, f func() error) error {
	runtime.LockOSThread()
	if err := syscall.Fchdir(fd); err != nil {
		«return err»
	}
	err := f()
	runtime.UnlockOSThread()
	return err
}
`),
    bad(`
package app

import (
	"net/http"
	"runtime"
)

type renderer interface {
	Draw(path string) ([]byte, error)
}

type server struct{ gl renderer }

func (s *server) draw(w http.ResponseWriter, r *http.Request) {
	«runtime.LockOSThread()»
	img, err := s.gl.Draw(r.URL.Path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(img)
}
`),
    bad(`
package app

import (
	"os"
	"runtime"
)

func Pinned(path string, f func(*os.File) error) error {
	runtime.LockOSThread()
	origin, err := os.Open(path)
	if err != nil {
		«return err»
	}
	defer origin.Close()
	target, err := os.Open(path + ".new")
	if err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer target.Close()
	err = f(target)
	if err == nil {
		runtime.UnlockOSThread()
	}
	return err
}
`),
    bad(`
package app

import (
	"os"
	"runtime"
)

type namespace interface {
	Set() error
	Close() error
}

func each(paths []string, open func(string) (namespace, error), own namespace, f func(string) error) error {
	for _, p := range paths {
		runtime.LockOSThread()
		space, err := open(p)
		if os.IsNotExist(err) {
			own.Close()
			«continue»
		}
		if err != nil {
			runtime.UnlockOSThread()
			return err
		}
		if err := space.Set(); err != nil {
			runtime.UnlockOSThread()
			return err
		}
		err = f(p)
		if back := own.Set(); back != nil {
			return back
		}
		runtime.UnlockOSThread()
		if err != nil {
			return err
		}
	}
	return nil
}
`),
    good(`
package app

import "runtime"

func InNamespace(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		f()
	}()
	<-done
}
`),
    silent(
      'the thread is meant to stay locked, or to end',
      `
package app

import (
	"errors"
	"net/http"
	"runtime"
	"syscall"
)

func init() {
	runtime.LockOSThread()
}

type Context struct{ ok bool }

func (c *Context) Begin() error {
	runtime.LockOSThread()
	if !c.ok {
		runtime.UnlockOSThread()
		return errors.New("no context")
	}
	return nil
}

func (c *Context) End() { runtime.UnlockOSThread() }

func draw(w http.ResponseWriter, r *http.Request) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	w.Write([]byte(r.URL.Path))
}

func enter(w http.ResponseWriter, r *http.Request) {
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func Loop(calls <-chan func()) {
	go func() {
		runtime.LockOSThread()
		for {
			(<-calls)()
		}
	}()
}

func Serve(calls <-chan func()) {
	go func() {
		runtime.LockOSThread()
		for f := range calls {
			f()
		}
	}()
}

func leave() error { return syscall.Unshare(syscall.CLONE_NEWNET) }

func ByHelper(f func()) {
	go func() {
		runtime.LockOSThread()
		if leave() == nil {
			f()
		}
	}()
}

func Apart(f func()) {
	go func() {
		runtime.LockOSThread()
		if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
			return
		}
		f()
	}()
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const leftovers = yield* readLeftovers(file, workspace.typed(file.path));
      const threads = leftovers.filter(l => l.kind === 'thread' && !l.keepsThread && (l.left ? l.endsBelow : l.isGoroutine || l.isHandler));
      for (const found of perTaken(threads)) {
        const { taken, left, isHandler, offset } = found;
        if (!left) report({ span: taken, message: isHandler ? say.request : say.goroutine }, offset);
        else {
          const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
          report({ span: left, message: say.path, severity: 'information', steps }, offset);
        }
      }
    },
  },
});
