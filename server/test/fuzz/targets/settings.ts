/** Settings as a user's hand, another editor or an old version left them, for the server and for the engine. */

import { SETTINGS as KNOWN } from '../../../src/engine/base/config.js';
import { RULES } from '../../../src/engine/rules/registry.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { parseSettings } from '../../../src/lsp/core/settings.js';
import type { Dice } from '../../support/random.js';
import { type Tools, target } from '../target.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface SettingsInput {
  readonly sections: Json[];
}

const KEYS = [
  ...KNOWN.map(s => s.key),
  ...KNOWN.map(s => s.key.split('.').at(-1)!),
  ...[
    'rules',
    'analyses',
    'staticcheck',
    'ui',
    'diagnostic',
    'ui.diagnostic',
    'toolsEnvVars',
    'alternateTools',
    'go',
    'buildTags',
    'compiler',
  ],
  ...[
    'useLanguageServer',
    '__proto__',
    'constructor',
    'toString',
    'pool',
    'escape',
    '',
    '.',
    'a.b.c.d',
    'trusted',
    'settings',
    'workspaceFolders',
  ],
];
const VALUES: readonly Json[] = [
  ...[
    true,
    false,
    null,
    0,
    1,
    -1,
    Number.MAX_VALUE,
    '',
    'off',
    'error',
    'warning',
    'hint',
    'manual',
    'onSave',
    'onType',
    'file:///w',
    'file:',
    '%',
    '/w',
  ],
  ...['🙂', '\0', 'C:\\w', 'https://x/', '-tags=a', 'x'.repeat(5000)],
];

function value(dice: Dice, depth: number): Json {
  if (depth > 4 || dice.chance(0.4)) return dice.pick(VALUES);
  const n = dice.below(6);
  if (dice.chance(0.2)) return Array.from({ length: n }, () => value(dice, depth + 1));
  // JSON.parse is what makes `__proto__` a key of its own.
  const entries = Array.from(
    { length: n },
    () => [dice.chance(0.3) ? dice.pick(RULES).id : dice.pick(KEYS), value(dice, depth + 1)] as const,
  );
  return JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`);
}

let workspace: Workspace | undefined;

function example({ engine, rules }: Tools): Workspace {
  if (workspace) return workspace;
  workspace = new Workspace(engine, { rules });
  workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
  workspace.set('/w/a.go', 'package a\n\nimport "sync"\n\nvar p sync.Pool\n\nfunc f() *int {\n\tx := 1\n\tp.Put(x)\n\treturn &x\n}\n');
  return workspace;
}

export const SETTINGS = target<SettingsInput>({
  kind: 'settings',
  make: dice => ({ sections: [value(dice, 0), value(dice, 0), value(dice, 0)].slice(0, dice.below(5)) }),
  run({ sections }, tools) {
    for (const trusted of [true, false]) {
      const { config } = parseSettings(sections, trusted, true);
      const own = example(tools);
      own.setConfig(config);
      for (const path of ['/w/go.mod', '/w/a.go']) own.findings(path);
    }
  },
});
