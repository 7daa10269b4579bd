/**
 * Functions, methods and struct types of known packages whose uses are kept as facts. A file that imports none of the packages and names none of the
 * methods costs nothing. What something is, types tell; names only say where to look.
 */
import type { GoVersion } from '../../base/go-version.js';
import { table } from '../../base/table.js';
import { keepsTimers } from '../../tables/lifecycles.js';
import type { ImportFact } from '../names/imports.js';

/** The package of Prometheus' client that has metrics. */
export const METRICS = 'github.com/prometheus/client_golang/prometheus';

/** Of a package: what stands behind its name in code, `http.ListenAndServe`, `http.Server{…}`. */
const OF_PACKAGES = table<ReadonlySet<string>>({
  'net/http': new Set([
    'Client',
    'DefaultTransport',
    'ListenAndServe',
    'ListenAndServeTLS',
    'NewRequestWithContext',
    'Serve',
    'ServeTLS',
    'Server',
    'Transport',
  ]),
  os: new Set(['Clearenv', 'Setenv', 'Unsetenv']),
  'os/signal': new Set(['Notify', 'NotifyContext']),
  runtime: new Set(['AddCleanup', 'GC', 'ReadMemStats', 'SetFinalizer']),
  'runtime/debug': new Set(['FreeOSMemory', 'SetGCPercent', 'SetMemoryLimit']),
  time: new Set(['After', 'NewTicker', 'NewTimer', 'Tick']),
  [METRICS]: new Set(['MustRegister']),
  [`${METRICS}/promauto`]: new Set([
    ...['NewCounter', 'NewCounterFunc', 'NewCounterVec', 'NewGauge', 'NewGaugeFunc', 'NewGaugeVec', 'NewHistogram', 'NewHistogramVec'],
    ...['NewSummary', 'NewSummaryVec', 'NewUntypedFunc'],
  ]),
});

/** Methods, which may be called where nobody imports their package: by name, by a word in the path of the package, and by what the text has beside it. */
const METHODS: readonly { readonly name: string; readonly path: RegExp; readonly beside: string }[] = [
  { name: 'SetNX', path: /\/(?:go-)?redis(?:\/|$)/, beside: 'SetNX' },
  { name: 'Do', path: /\/redigo(?:\/|$)/, beside: 'NX"' },
];

/** One object for the same names: what is found with them is kept by it. They are subsets of the tables above. */
const sets = new Map<string, ReadonlySet<string>>();

/** Names worth a look in a file with these imports. */
export function namesIn(text: string, imports: readonly ImportFact[], language: GoVersion | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { alias, path } of imports) {
    const known = alias !== '_' && (path !== 'time' || keepsTimers(language)) ? OF_PACKAGES[path] : undefined;
    for (const name of known ?? []) if (text.includes(name)) names.add(name);
  }
  for (const { name, beside } of METHODS) if (text.includes(beside)) names.add(name);
  const key = [...names].sort().join();
  const known = sets.get(key) ?? names;
  sets.set(key, known);
  return known;
}

/** True for a function or a type of a package whose uses are kept. */
export const isKnown = (path: string, name: string): boolean => OF_PACKAGES[path]?.has(name) ?? false;

/** The same of a method. */
export const isKnownMethod = (path: string, name: string): boolean => METHODS.some(m => m.name === name && m.path.test(path));
