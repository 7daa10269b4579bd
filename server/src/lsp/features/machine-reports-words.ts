/** Why a report on the machine does not come. */
import { messages } from '../../engine/base/message.js';

export const say = messages('machine-reports', {
  failed: 'The report failed; the log of the language server says why.',
  unavailable: 'This works on the desktop only: in the browser, Go Preflight has no access to the machine.',
});
