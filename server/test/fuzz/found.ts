/** Inputs that something was wrong with, each as small as it could be made. They are kept, and a test runs them all. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const FOUND_DIR = join(__dirname, 'found');

export interface Found {
  readonly kind: string;
  /** What was wrong with it then. */
  readonly fault: string;
  readonly input: unknown;
}

/** Gives the path. */
export function keep(found: Found, dir = FOUND_DIR): string {
  const hash = createHash('sha256').update(JSON.stringify(found.input)).digest('hex').slice(0, 8);
  const path = join(dir, `${found.kind}-${hash}.json`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
  return path;
}

export function allFound(dir = FOUND_DIR): { readonly name: string; readonly found: Found }[] {
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir).filter(name => name.endsWith('.json'));
  return names.sort().map(name => ({ name, found: JSON.parse(readFileSync(join(dir, name), 'utf8')) as Found }));
}
