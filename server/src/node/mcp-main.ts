/** Entry of `dist/mcp.js`: what speaks the protocol for `go-preflight mcp`. Started by itself, it is that command. */
import { join } from 'node:path';

export { serveTools } from './mcp/protocol.js';

if (require.main === module) {
  process.argv.splice(2, 0, 'mcp');
  require(join(__dirname, 'cli.js'));
}
