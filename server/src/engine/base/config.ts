/**
 * Every setting, once: type, default, description. `package.json`'s contributes.configuration is generated from `SETTINGS`, the
 * server reads through `parseConfig`, and a test compares the two. Few keys on purpose: severities are one map.
 */
import type { Severity } from './finding.js';

/** What the people of a project have agreed on; `settings/project-file.ts` reads it. */
export const PROJECT_FILE = '.go-preflight.yaml';

export type RuleSetting = 'off' | Severity;
export type CompilerRun = 'manual' | 'onSave' | 'onType';

/** As a project's file says it. */
export interface ProjectTarget {
  readonly os?: string;
  readonly arch?: string;
  readonly tags?: readonly string[];
}

export interface Config {
  /** Rule id or family (`pool`) -> severity or `off`; the id wins over the family. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly compilerRun: CompilerRun;
  /** Files that use cgo are compiled too, for which go starts the C compiler. Read from machine scope only. */
  readonly cgo: boolean;
  /** Escape findings in `_test.go` files too. */
  readonly escapeTests: boolean;
  /** Path of the go command; empty means `go` on PATH. Read from machine scope only. */
  readonly goPath: string;
  /** Code lenses about the heap above functions. */
  readonly codeLens: boolean;
  /** Inlay hints at variables on the heap. */
  readonly inlayHints: boolean;
  /** Findings tell of what is made once, too: for variables of the package, and by `sync.Once`; and of each place that grows one buffer. */
  readonly escapeOnce: boolean;
  /** What Go files are taken to be built for, where go on the machine is told nothing else. */
  readonly target?: ProjectTarget;
  /** Findings say what the escape graph estimates: `asked` works it out for each file, `ready` takes what has been worked out ahead. */
  readonly escapeGraph: 'off' | 'asked' | 'ready';
}

export const DEFAULT_CONFIG: Config = {
  ...{ rules: {}, compilerRun: 'onSave', cgo: true, escapeTests: false, goPath: '', codeLens: true, inlayHints: false },
  ...{ escapeOnce: false, escapeGraph: 'off' },
};

export interface SettingSchema {
  readonly key: string;
  readonly scope: 'machine' | 'resource' | 'window';
  readonly schema: Readonly<Record<string, unknown>>;
}

export const RULE_SETTINGS: readonly RuleSetting[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Keys are relative to `goPreflight.`; the `rules` properties are added by the generator from the registry. */
export const SETTINGS: readonly SettingSchema[] = [
  {
    key: 'rules',
    scope: 'resource',
    schema: {
      type: 'object',
      default: DEFAULT_CONFIG.rules,
      markdownDescription: 'Severity by rule (`pool/use-after-put`) or family (`escape`). `off` disables it. A rule overrides its family.',
      additionalProperties: { type: 'string', enum: RULE_SETTINGS },
    },
  },
  {
    key: 'compiler.run',
    scope: 'resource',
    schema: {
      type: 'string',
      enum: ['manual', 'onSave', 'onType'],
      enumDescriptions: [
        'Only when a command asks for it.',
        'When a Go file is opened or saved.',
        'Also after a pause in typing, on the unsaved text.',
      ],
      default: DEFAULT_CONFIG.compilerRun,
      markdownDescription: 'When the Go compiler is asked to confirm the estimates (`-gcflags=-m`). Never in an untrusted workspace.',
    },
  },
  {
    key: 'compiler.cgo',
    scope: 'machine',
    schema: {
      type: 'boolean',
      default: DEFAULT_CONFIG.cgo,
      markdownDescription:
        'Compile files that use cgo too: `go` then starts the C compiler and `pkg-config`. When off, it runs with `CGO_ENABLED=0`, and these files keep their estimates.',
    },
  },
  {
    key: 'escape.tests',
    scope: 'resource',
    schema: {
      type: 'boolean',
      default: DEFAULT_CONFIG.escapeTests,
      markdownDescription: 'Report heap allocations in `_test.go` files too. The compiler then builds the tests of a package as well.',
    },
  },
  {
    key: 'go.path',
    scope: 'machine',
    schema: {
      type: 'string',
      default: DEFAULT_CONFIG.goPath,
      markdownDescription: 'Path of the `go` command. Empty: `go.alternateTools.go`, then `go` on `PATH`.',
    },
  },
  {
    key: 'codeLens',
    scope: 'resource',
    schema: {
      type: 'boolean',
      default: DEFAULT_CONFIG.codeLens,
      markdownDescription:
        'Show the number of confirmed heap allocations above each function, and whether the compiler can inline it. A click lists them.',
    },
  },
  {
    key: 'inlayHints',
    scope: 'resource',
    schema: {
      type: 'boolean',
      default: DEFAULT_CONFIG.inlayHints,
      markdownDescription: 'Show `heap` behind variables that the compiler has moved to the heap.',
    },
  },
];

/** Reads a settings object (`goPreflight` section) and ignores what has the wrong type: bad settings must not stop the server. */
export function parseConfig(raw: unknown): Config {
  const section = asRecord(raw);
  const rules: Record<string, RuleSetting> = {};
  for (const [id, value] of Object.entries(asRecord(section.rules))) {
    if (RULE_SETTINGS.includes(value as RuleSetting)) rules[id] = value as RuleSetting;
  }
  const { run, cgo } = asRecord(section.compiler);
  const tests = asRecord(section.escape).tests;
  const path = asRecord(section.go).path;
  return {
    rules,
    compilerRun: run === 'manual' || run === 'onType' || run === 'onSave' ? run : DEFAULT_CONFIG.compilerRun,
    cgo: typeof cgo === 'boolean' ? cgo : DEFAULT_CONFIG.cgo,
    escapeTests: typeof tests === 'boolean' ? tests : DEFAULT_CONFIG.escapeTests,
    goPath: typeof path === 'string' ? path : DEFAULT_CONFIG.goPath,
    codeLens: typeof section.codeLens === 'boolean' ? section.codeLens : DEFAULT_CONFIG.codeLens,
    inlayHints: typeof section.inlayHints === 'boolean' ? section.inlayHints : DEFAULT_CONFIG.inlayHints,
    ...{ escapeOnce: DEFAULT_CONFIG.escapeOnce, escapeGraph: DEFAULT_CONFIG.escapeGraph },
  };
}

/** The severity in force for a rule, or undefined when it is off. */
export function severityOf(config: Config, rule: string, byDefault: Severity): Severity | undefined {
  const setting = config.rules[rule] ?? config.rules[rule.slice(0, rule.indexOf('/'))];
  return setting === undefined ? byDefault : setting === 'off' ? undefined : setting;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
