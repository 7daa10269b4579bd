/** When the compiler tier makes an allocation louder or quieter, for the pages of rules (`compiler/hot-place.ts` decides). */
import type { GoFileFacts } from '../../go/package/facts.js';
import { isBesideProgram } from '../beside-program.js';
import type { RuleContext } from '../report.js';

const PLACES =
  'it is a variable, a timer or a buffer that each iteration of a loop makes anew and does not keep, a buffer that each request to an HTTP or gRPC handler or each call in the timed loop of a benchmark makes, or anything in a loop of what a benchmark times';
const NEVER =
  'not in code that runs once (constructors, initialisers, commands, what reads settings), in loops that wait for something, on error paths, in arguments of logging calls, in examples, in code that writes code and in what tests share';

export const WHERE_HOT = `the compiler confirms it and ${PLACES}; ${NEVER}`;
export const WHERE_COLD =
  'it is in code that runs once (constructors, initialisers, commands, what reads settings), on an error path, in an argument of a logging call, in an example or in what tests share, or only the compiler reports it';

export const WHERE_LONG = `it grows by single characters or by lines that are read, or in a loop inside another, ${NEVER}`;

/** How loud an estimate is whose iterations all cost: quiet where nobody waits for them. */
export function worth({ file, workspace }: RuleContext<GoFileFacts>, site: { readonly cold?: true }): { severity: 'information' | 'hint' } {
  return { severity: site.cold || isBesideProgram(file.path, workspace) ? 'hint' : 'information' };
}
