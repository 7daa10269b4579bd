/**
 * One validated object from three sections of the editor's settings: ours, vscode-go's and gopls'. Defaults live in engine/config.ts.
 */
import { type Config, parseConfig } from '../../engine/base/config.js';
import { RULES } from '../../engine/rules/registry.js';

/** How the go command is started. Empty or absent means the tool's own default. */
export interface ToolSettings {
  /** Path of the go command; empty: `go` on PATH. */
  readonly goPath: string;
  /** Added to the environment (`go.toolsEnvVars`). */
  readonly env: Readonly<Record<string, string>>;
  /** `go.buildTags`, as `-tags` takes them. */
  readonly buildTags: string;
  /** Files that use cgo are not compiled (`goPreflight.compiler.cgo`), so that go starts no C compiler. */
  readonly withoutCgo: boolean;
  /** Build the tests of packages too (`goPreflight.escape.tests`). */
  readonly tests: boolean;
}

export interface Settings {
  readonly config: Config;
  readonly tools: ToolSettings;
}

/** The sections to ask the client for, in the order `parseSettings` takes them. */
export const SECTIONS = ['goPreflight', 'go', 'gopls'] as const;

export const NO_TOOLS: ToolSettings = { goPath: '', env: {}, buildTags: '', withoutCgo: false, tests: false };

/**
 * Reads what the client sent; whatever has the wrong type is left out. `trusted` decides about everything a folder's settings could use to
 * start or steer a process. `hasTools` is false where no process can run: no gopls speaks there, so nothing is left to it.
 */
export function parseSettings(sections: readonly unknown[], trusted: boolean, hasTools: boolean): Settings {
  const [own, go, gopls] = sections.map(asRecord);
  const config: Config = { ...parseConfig(unfold(own ?? {})), escapeGraph: 'ready' };
  const hasGopls = trusted && hasTools && asRecord(go).useLanguageServer !== false;
  return {
    config: hasGopls ? { ...config, rules: { ...config.rules, ...saidByGopls(gopls ?? {}) } } : config,
    tools: trusted ? readTools(config, go ?? {}) : { ...NO_TOOLS, goPath: config.goPath },
  };
}

function readTools({ goPath, cgo, escapeTests }: Config, go: Readonly<Record<string, unknown>>): ToolSettings {
  const env = Object.entries(asRecord(go.toolsEnvVars)).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
  return {
    goPath: goPath || asText(asRecord(go.alternateTools).go),
    env: Object.fromEntries(env),
    buildTags: asText(go.buildTags),
    withoutCgo: !cgo,
    tests: escapeTests,
  };
}

/** Rules that say what gopls shows as well are off. */
function saidByGopls(gopls: Readonly<Record<string, unknown>>): Record<string, 'off'> {
  const said = RULES.filter(rule => rule.sameAs?.some(({ linter, check }) => linter === 'staticcheck' && goplsReports(gopls, check)));
  return Object.fromEntries(said.map(({ id }) => [id, 'off' as const]));
}

/**
 * gopls runs checks of staticcheck such as SA6002 only when `staticcheck` is true (they need the IR, which the default set avoids), and an
 * entry in `analyses` wins over `staticcheck`. gopls reads only the last word of a dotted key, so all spellings count.
 */
function goplsReports(gopls: Readonly<Record<string, unknown>>, check: string): boolean {
  const single = asRecord(lastWord(gopls, 'analyses'))[check];
  return typeof single === 'boolean' ? single : lastWord(gopls, 'staticcheck') === true;
}

/** Value of the setting whose dotted key ends in `word`, however it is nested. */
function lastWord(settings: Readonly<Record<string, unknown>>, word: string): unknown {
  for (const [key, value] of Object.entries(settings)) {
    if (key === word || key.endsWith(`.${word}`)) return value;
    if (key === 'ui' || key === 'diagnostic' || key === 'ui.diagnostic') {
      const inner = lastWord(asRecord(value), word);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

/** `{ "compiler.run": x }`, as settings files outside VS Code have it, to `{ compiler: { run: x } }`. */
function unfold(section: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(section)) {
    const dot = key.indexOf('.');
    if (dot < 0) out[key] = isRecord(value) ? { ...asRecord(out[key]), ...value } : value;
    else out[key.slice(0, dot)] = { ...asRecord(out[key.slice(0, dot)]), [key.slice(dot + 1)]: value };
  }
  return out;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
