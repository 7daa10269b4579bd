/** The version of this program: put in by the bundler, read from the manifest when run from source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function version(): string {
  return (
    process.env.GO_PREFLIGHT_VERSION ??
    (JSON.parse(readFileSync(join(__dirname, '../../../../package.json'), 'utf8')) as { version: string }).version
  );
}
