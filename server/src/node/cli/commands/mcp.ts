/** The words of `go-preflight mcp`. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { plain } from '../../../engine/base/wording.js';
import { toolServer } from '../../mcp/desk.js';
import { TOOLS } from '../../mcp/tools/all.js';
import { help } from '../help-words.js';
import { Refused } from '../refused.js';
import { say } from '../words.js';
import type { CommandHost } from './command-host.js';

export function addMcpCommand(program: Command, { terminal }: CommandHost): void {
  program
    .command('mcp')
    .description(plain(help.mcp))
    .argument('[dir]', plain(help.mcpFolder))
    .option('--static', plain(help.mcpStatic), false)
    .action((dir: string | undefined, flags: { static: boolean }) => {
      const named = dir === undefined ? undefined : resolve(terminal.cwd, dir);
      if (named !== undefined && !(existsSync(named) && statSync(named).isDirectory())) throw new Refused(say.noSuchFolder({ path: dir! }));
      return terminal.serveTools(
        toolServer(
          TOOLS.map(tool => tool()),
          { named, cwd: terminal.cwd, terminal, mayCompile: !flags.static },
        ),
      );
    });
}
