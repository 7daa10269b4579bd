/** A temporary folder that nobody else writes to: other programs come and go in the shared one. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `use` with a temporary folder of its own for this process and its children; returns the names of what is left in it. */
export async function leftInTempFolder(use: () => Promise<void>): Promise<string[]> {
  const own = mkdtempSync(join(tmpdir(), 'go-preflight-own-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = own;
  try {
    await use();
    return readdirSync(own);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(own, { recursive: true, force: true });
  }
}
