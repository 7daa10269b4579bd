/** How far builds with profiles are looked into: all the way for a person who waits, and within bounds when nobody does. */
import assert from 'node:assert/strict';
import { type Asked, askByPrograms } from '../../../src/node/go/by-programs.js';
import { Programs } from '../../../src/node/go/programs.js';

const ABOVE = Array.from({ length: 20 }, (_, i) => `example.com/m/p${i}`);
const OWN = 'example.com/m/a';
const dirOf = (importPath: string) => importPath.replace('example.com', '');

/** A program with a profile, of a package that 20 others import. */
class OneProgram extends Programs {
  override async of() {
    const named = (importPath: string, imports: string[]) => ({ importPath, name: 'p', imports, dir: dirOf(importPath) });
    const packages = new Map([[OWN, named(OWN, [])], ...ABOVE.map(path => [path, named(path, [OWN])] as const)]);
    return { packages, programs: [{ importPath: 'example.com/m/app', profiles: ['/m/default.pgo'], packages: new Set(packages.keys()) }] };
  }
}

async function asked(isUnasked: boolean): Promise<readonly Asked[]> {
  const out: Asked[] = [];
  const version = { major: 1, minor: 22 };
  const own = { importPath: OWN, dir: dirOf(OWN), files: [], facts: [], goVersion: version, truncated: false };
  await askByPrograms({
    ...{ go: 'go', cwd: '/m', env: {}, flags: [], signal: new AbortController().signal, version, goFlags: '' },
    request: { dir: '/m/a', patterns: ['.'], isUnasked },
    programs: new OneProgram(),
    ask: async what => {
      out.push(what);
      return { status: { kind: 'ok' }, packages: [own] };
    },
  });
  return out;
}

describe('builds with a profile', () => {
  it('are looked into for a minute where nobody waits, without more than ten callers', async () => {
    const [plain, guided, ...more] = await asked(true);
    assert.deepEqual([plain, more], [{ pgo: 'off' }, []]);
    assert.deepEqual([guided?.pgo, guided?.timeoutSeconds, guided?.patterns], ['/m/default.pgo', 60, ['./a']]);
  });

  it('take the time that they need where a person waits, and all that call', async () => {
    const [, guided] = await asked(false);
    assert.deepEqual([guided?.timeoutSeconds, guided?.patterns?.length], [undefined, 21]);
  });
});
