import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { dirName } from '../../base/paths.js';
import { pace } from '../../base/slices.js';
import { type GivenValue, isSet } from '../../go/known/given-value.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { USES_PER_SLICE } from '../../go/known/known-code.js';
import { type PlacedValue, readMadeValues } from '../../go/known/made-values.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { WorkspaceView } from '../../program/view.js';
import { isBesideProgram } from '../beside-program.js';
import { importing } from '../import-edit.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/transport-without-timeouts', {
  client:
    'Neither this `http.Client` nor its transport has a timeout: a silent peer blocks the caller for ever.\nStart from `http.DefaultTransport.(*http.Transport).Clone()`, and set `Timeout` of the client.',
  transport:
    'This `http.Transport` has no `TLSHandshakeTimeout`: a peer that accepts and says nothing can block a request for ever.\nStart from `http.DefaultTransport.(*http.Transport).Clone()`, or set `TLSHandshakeTimeout`.',
  cloneFix: 'Start from a clone of `http.DefaultTransport`',
  fieldFix: 'Set `TLSHandshakeTimeout` to 10 seconds',
});

const SECONDS = 10;
/** Requests of the file may end with their context. */
const WITH_CONTEXT = new Set(['net/http.NewRequestWithContext']);
/** What dials by TLS itself bounds the handshake, or not: nobody knows. */
const OWN_TLS = ['TLSHandshakeTimeout', 'DialTLS', 'DialTLSContext'] as const;
const DIALS = ['Dial', 'DialContext'] as const;

/** It dials as everybody does; what another function connects to may be a socket of this machine. */
const dialsPlainly = (value: GivenValue | undefined) => !isSet(value) || value?.func?.startsWith('net.Dial') === true;

type Client = 'unbounded' | 'bounded' | 'unknown';

/** What the clients that get the transport have for a timeout. */
function clientOf(transport: PlacedValue, isTimeoutSetElsewhere: () => boolean): Client {
  const [way, ...more] = transport.ways;
  const client = way && transport.holder(way);
  if (!way || more.length > 0 || client?.type !== 'net/http.Client') return 'unknown';
  if (isSet(client.fields.get('Timeout'))) return 'bounded';
  return client.isPositional || client.ways.some(w => w.kind === 'unknown' || w.kind === 'argument') || isTimeoutSetElsewhere()
    ? 'unknown'
    : 'unbounded';
}

function isSetInPackage(field: string, file: GoFileFacts, workspace: WorkspaceView): boolean {
  const { files } = workspace.packageDeclarations(dirName(file.path));
  return files.some(f => !f.isTest && f.declarations.some(d => d.setFields.includes(field)));
}

export default rule({
  id: 'runtime/transport-without-timeouts',
  messages: say,
  severity: 'hint',
  otherSeverities: { information: 'the client that gets the transport has no timeout either, outside of examples and of what tests share' },
  since: '0.1.0',
  summary: 'An HTTP transport that lacks the timeouts of http.DefaultTransport',
  inTests: false,
  docs: {
    what: 'Values of `http.Transport` without `TLSHandshakeTimeout`. Where the `http.Client` that gets the transport has no `Timeout` either, the finding is underlined.',
    why: '`http.DefaultTransport` dials with a timeout of 30 seconds, gives a TLS handshake 10 seconds and closes idle connections after 90. The zero value of `http.Transport` has none of that, and no proxy from the environment. A peer that accepts the connection and then says nothing (a hung process, a full backlog behind a load balancer, a firewall that drops packets) blocks the request until its context ends; without one, for ever.',
    fix: 'Start from a copy of the default: `t := http.DefaultTransport.(*http.Transport).Clone()`, then set the fields that differ. Give the client a `Timeout`, or each request a context with a deadline: `ResponseHeaderTimeout` is not set in the default either.',
    limits:
      'Silent where the client has a `Timeout`, where the transport dials by a function of its own, which may reach a socket of this machine, and where code of the package sets `TLSHandshakeTimeout` later. Where the file makes requests with contexts it is a hint: whether those have deadlines is not worked out.',
    sources: [
      'src/net/http/transport.go: DefaultTransport and the zero values of Transport; go-facts R6, R15',
      'Run with Go 1.26: a listener that accepts and sends nothing still blocks the client of the first example after 3 s; with Timeout of 300 ms it returns',
      'https://github.com/minio/minio-go/issues/1251',
    ],
  },
  examples: [
    bad(`package app

import "net/http"

var client = &«http.Client»{Transport: &http.Transport{MaxIdleConnsPerHost: 50}}

func Ping(url string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`),
    bad(
      `package app

import (
	"crypto/tls"
	"net/http"
)

func newClient(config *tls.Config) *http.Client {
	tr := &http.Transport{
		TLSClientConfig:     config,
		MaxIdleConnsPerHost: 8,
	}
	return &«http.Client»{Transport: tr}
}
`,
      `package app

import (
	"crypto/tls"
	"net/http"
)

func newClient(config *tls.Config) *http.Client {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.TLSClientConfig = config
	tr.MaxIdleConnsPerHost = 8
	return &http.Client{Transport: tr}
}
`,
    ),
    bad(
      `package app

import (
	"net"
	"net/http"
	"time"
)

func roundTripper() http.RoundTripper {
	return &«http.Transport»{DialContext: (&net.Dialer{Timeout: time.Second}).DialContext}
}
`,
      `package app

import (
	"net"
	"net/http"
	"time"
)

func roundTripper() http.RoundTripper {
	return &http.Transport{DialContext: (&net.Dialer{Timeout: time.Second}).DialContext, TLSHandshakeTimeout: 10 * time.Second}
}
`,
    ),
    good(`package app

import (
	"net/http"
	"time"
)

func newClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 50
	return &http.Client{Transport: t, Timeout: 30 * time.Second}
}
`),
    silent(
      'the client has a timeout, given at once or later',
      `package app

import (
	"net/http"
	"time"
)

func clients() []*http.Client {
	one := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConns: 10}}
	two := &http.Client{Transport: &http.Transport{MaxIdleConns: 10}}
	two.Timeout = time.Minute
	return []*http.Client{one, two}
}
`,
    ),
    silent(
      'the transport reaches a socket of this machine, which has no handshake',
      `package app

import (
	"context"
	"net"
	"net/http"
)

func client(path string) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}}}
}
`,
    ),
    silent(
      'another type has the name, or the field is set later',
      `package app

import (
	"net/http"
	"time"
)

type Transport struct{ base http.RoundTripper }

func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) { return t.base.RoundTrip(r) }

func wrap(base http.RoundTripper) http.RoundTripper {
	return &Transport{base: base}
}

func own() http.RoundTripper {
	t := new(http.Transport)
	t.TLSHandshakeTimeout = 5 * time.Second
	return t
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      const text = workspace.text(file.path) ?? '';
      const typed = workspace.typed(file.path);
      const transports = yield* readMadeValues(file, typed, 'net/http.Transport');
      const hasDeadlines = transports.length > 0 && (yield* readKnownCalls(file, typed, WITH_CONTEXT)).length > 0;
      const loud = isBesideProgram(file.path, workspace) ? ('hint' as const) : ('information' as const);
      const known = new Map<string, boolean>();
      const isSetLater = (field: string) => {
        if (!known.has(field)) known.set(field, isSetInPackage(field, file, workspace));
        return known.get(field) ?? false;
      };
      const isTired = pace(USES_PER_SLICE);
      for (const transport of transports) {
        if (isTired()) yield;
        const { fields, ways, isPositional, span, offset } = transport;
        if (isPositional || OWN_TLS.some(f => isSet(fields.get(f))) || !DIALS.every(f => dialsPlainly(fields.get(f)))) continue;
        if (ways.some(w => w.kind === 'unknown') || isSetLater('TLSHandshakeTimeout')) continue;
        const client = clientOf(transport, () => hasDeadlines || isSetLater('Timeout'));
        if (client === 'bounded') continue;
        const [way] = ways;
        const holder = client === 'unbounded' && way ? transport.holder(way) : undefined;
        const finding = holder ? { span: holder.span, message: say.client, severity: loud } : { span, message: say.transport };
        report({ ...finding, fixes: fixesOf(transport, file, text) }, offset);
      }
    },
  },
});

function fixesOf({ statement, fields, room }: PlacedValue, file: GoFileFacts, text: string): RelativeFix[] {
  if (statement) {
    const { variable, indent, type, span } = statement;
    const lines = [...fields.entries()].filter(([, v]) => v.span.start > span.start && v.span.end < span.end);
    const set = lines.map(([field, { text: value }]) => `\n${indent}${variable}.${field} = ${value}`).join('');
    const clone = `${variable} := ${type.replace(/Transport$/, 'DefaultTransport')}.(*${type}).Clone()${set}`;
    return [{ title: say.cloneFix, safe: false, edits: [{ span, newText: clone }] }];
  }
  const time = importing(file, text, 'time');
  if (!time || !room || fields.has('TLSHandshakeTimeout')) return [];
  const newText = `${room.before}TLSHandshakeTimeout: ${SECONDS} * ${time.name}.Second${room.after}`;
  return [{ title: say.fieldFix, safe: false, edits: [...time.edits, { span: { start: room.at, end: room.at }, newText }] }];
}
