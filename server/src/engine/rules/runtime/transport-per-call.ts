import { messages } from '../../base/message.js';
import { pace, type Sliced } from '../../base/slices.js';
import { repeatedCallOf } from '../../go/known/callers.js';
import { isSet } from '../../go/known/given-value.js';
import { CLONED_TRANSPORT, USES_PER_SLICE } from '../../go/known/known-code.js';
import { type PlacedValue, readMadeValues } from '../../go/known/made-values.js';
import type { TypedFile } from '../../go/package/typed-file.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/transport-per-call', {
  call: 'Each call makes a new `http.Transport`: its connections stay open until the server closes them, and serve no later call.\nMake the transport once, in a variable of the package or a field.',
  request:
    'Each request makes a new `http.Transport`: its connections stay open until the server closes them, and serve no later request.\nMake the transport once, in a variable of the package or a field.',
  cloned:
    'Each call clones `http.DefaultTransport`: its connections serve no later call, and stay open for 90 seconds.\nClone it once, in a variable of the package or a field.',
  iteration:
    'Each iteration makes a new `http.Transport`: its connections stay open until the server closes them, and none is used again.\nMake the transport once, before the loop.',
});

/** The declaration ends the connections, or asks the server to. */
const ENDS = ['CloseIdleConnections', 'Close = true', 'Close:', '"close"', 'DisableKeepAlives', 'IdleConnTimeout'];

/** Functions whose result sends by the transport that they are given. */
const WRAPPERS: ReadonlySet<string> = new Set(['go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.NewTransport']);

/** It goes into a client that the function makes and keeps for itself, at once or in one that wraps it. */
function staysInCall(transport: PlacedValue, ways = transport.ways, depth = 0): boolean {
  const [way, ...more] = ways;
  if (!way || more.length > 0) return false;
  const client = transport.holder(way);
  if (client) return client.type === 'net/http.Client' && !client.isPositional && client.ways.length === 0;
  const behind = depth < MAX_WRAPPED ? transport.behind(way, WRAPPERS) : undefined;
  return behind !== undefined && staysInCall(transport, behind, depth + 1);
}

/** So many wrap it, one in the other. */
const MAX_WRAPPED = 2;

const endsItself = ({ fields, isPositional, around }: PlacedValue): boolean =>
  isPositional || isSet(fields.get('IdleConnTimeout')) || ENDS.some(text => around.includes(text));

/** How often it is made, where that is more than once. */
function* repetitionOf({ place, function: name }: PlacedValue, typed: TypedFile): Sliced<'iteration' | 'request' | undefined> {
  if (place.loop) return 'iteration';
  if (place.isHandler) return 'request';
  const call = name === undefined ? undefined : yield* repeatedCallOf({ name, receiver: undefined }, typed);
  return call && (call.place.loop ? 'iteration' : 'request');
}

export default rule({
  id: 'runtime/transport-per-call',
  messages: say,
  severity: 'information',
  otherSeverities: { warning: 'a loop makes it, or each request' },
  since: '0.1.0',
  summary: 'An HTTP transport for each call, whose connections stay open and are never used again',
  inTests: false,
  docs: {
    what: 'An `http.Transport` that a function makes for a client of its own, at once or inside of another transport, outside of `main` and `init`, without `IdleConnTimeout`, and whose idle connections nothing closes. A clone of `http.DefaultTransport` closes them after 90 seconds, and until then each call leaves more.',
    why: 'A transport keeps its connections for later requests. When it is dropped they stay: each has two goroutines that wait for the peer, and without `IdleConnTimeout` they wait until that closes. Each call leaves a file descriptor and two goroutines behind, and pays for a new connection, with TLS for a handshake.',
    fix: 'Make the transport, or better the client, once: both may be used by many goroutines. Where each call needs its own settings, set `DisableKeepAlives`, or `defer client.CloseIdleConnections()`.',
    limits:
      'Silent where nothing tells that the function is called more than once and it has a loop, where the client or the transport goes elsewhere (it is returned, stored, given to a function other than `otelhttp.NewTransport`), where the function mentions `CloseIdleConnections`, `DisableKeepAlives` or `IdleConnTimeout`, or asks for `Connection: close`.',
    sources: [
      'Run with Go 1.26: 50 calls of such a function leave 50 connections and 150 goroutines (100 of them the client’s)',
      'src/net/http/transport.go: “Transports should be reused instead of created as needed.”',
      'https://github.com/choria-io/go-choria/issues/198',
      'src/net/http/transport.go: DefaultTransport has IdleConnTimeout 90 s, and Clone copies it',
      'https://github.com/QuokkaStake/cosmos-validators-exporter/pull/89',
    ],
  },
  examples: [
    bad(`package app

import (
	"io"
	"net/http"
	"time"
)

type Prober struct{ host string }

func (p *Prober) Probe() (int, error) {
	tr := &«http.Transport»{TLSHandshakeTimeout: time.Second}
	client := &http.Client{Transport: tr, Timeout: 5 * time.Second}
	resp, err := client.Get(p.host)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

func proxy(w http.ResponseWriter, r *http.Request) {
	c := http.Client{Timeout: time.Second, Transport: &«http.Transport»{MaxIdleConns: 10}}
	resp, err := c.Get("http://backend:8080/x")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}
`),
    bad(`package app

import (
	"encoding/json"
	"net/http"
	"time"
)

type API struct {
	host    string
	timeout time.Duration
}

type traced struct{ next http.RoundTripper }

func (t *traced) RoundTrip(r *http.Request) (*http.Response, error) { return t.next.RoundTrip(r) }

func (a *API) Ping() error {
	client := &http.Client{Timeout: a.timeout, Transport: &traced{next: «http.DefaultTransport.(*http.Transport).Clone()»}}
	resp, err := client.Get(a.host)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (a *API) Get(path string, into any) error {
	transport := «http.DefaultTransport.(*http.Transport).Clone()»
	transport.ResponseHeaderTimeout = a.timeout
	client := &http.Client{Timeout: a.timeout, Transport: transport}
	resp, err := client.Get(a.host + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}
`),
    good(`package app

import (
	"io"
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

type Prober struct{ host string }

func (p *Prober) Probe() (int, error) {
	resp, err := client.Get(p.host)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
`),
    silent(
      'it is made once, goes elsewhere, or its connections are closed',
      `package app

import (
	"net/http"
	"time"
)

type API struct{ client *http.Client }

func New() *API {
	tr := &http.Transport{TLSHandshakeTimeout: time.Second}
	return &API{client: &http.Client{Transport: tr, Timeout: time.Second}}
}

func NewClone() *API {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.MaxIdleConns = 4
	return &API{client: &http.Client{Transport: tr, Timeout: time.Second}}
}

func ShortClone() error {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.DisableKeepAlives = true
	client := &http.Client{Transport: tr, Timeout: time.Second}
	resp, err := client.Get("http://a")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func OtherClone(base *http.Transport) error {
	tr := base.Clone()
	client := &http.Client{Transport: tr, Timeout: time.Second}
	resp, err := client.Get("http://a")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func Once() error {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}
	defer client.CloseIdleConnections()
	resp, err := client.Get("http://a")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func Short() error {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSHandshakeTimeout: time.Second, DisableKeepAlives: true}}
	resp, err := client.Get("http://a")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`,
    ),
    silent(
      'main makes it once',
      `package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}
	resp, err := client.Get("http://a")
	if err != nil {
		log.Fatal(err)
	}
	resp.Body.Close()
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const isTired = pace(USES_PER_SLICE);
      for (const transport of yield* readMadeValues(file, typed, CLONED_TRANSPORT)) {
        if (isTired()) yield;
        const { isInFunction, place, span, offset, hasLoop } = transport;
        if (isInFunction && !place.isEntry && !hasLoop && !endsItself(transport) && staysInCall(transport))
          report({ span, message: say.cloned }, offset);
      }
      for (const transport of yield* readMadeValues(file, typed, 'net/http.Transport')) {
        if (isTired()) yield;
        const { isInFunction, place, span, offset } = transport;
        if (!isInFunction || place.isEntry || endsItself(transport) || !staysInCall(transport)) continue;
        const repeated = yield* repetitionOf(transport, typed);
        if (repeated) report({ span, message: say[repeated], severity: 'warning' }, offset);
        // What goes round itself, as a worker does, may be called once.
        else if (!transport.hasLoop) report({ span, message: say.call }, offset);
      }
    },
  },
});
