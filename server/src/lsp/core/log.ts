/** The client's log, for hosts: lines of other people's text obey nothing. */
import type { RemoteConsole } from 'vscode-languageserver';
import { visibleLines } from '../../engine/base/printable.js';
import type { LogLevel } from './host.js';

export function writeLog(console: RemoteConsole, level: LogLevel, text: string): void {
  const message = visibleLines(text);
  if (level === 'error') console.error(message);
  else if (level === 'warn') console.warn(message);
  else if (level === 'info') console.info(message);
  else console.debug(message);
}
