/** When the compiler tier makes an allocation louder or quieter, for the pages of rules (`compiler/hot-place.ts` decides). */
import type { GoFileFacts } from '../../go/package/facts.js';
import { isBesideProgram } from '../beside-program.js';
import type { RuleContext } from '../report.js';

const PLACES =
  'each iteration of a loop makes it anew and does not keep it, or it is a buffer that each request to an HTTP or gRPC handler or each call in the timed loop of a benchmark makes';
const NEVER =
  'not in code that runs once (constructors, initialisers, what reads settings), on error paths, in arguments of logging calls, in examples and in what tests share';

export const WHERE_HOT = `the compiler confirms it and ${PLACES}; ${NEVER}`;
export const WHERE_COLD =
  'it is in code that runs once (constructors, initialisers, what reads settings), on an error path, in an argument of a logging call, in an example or in what tests share, or only the compiler reports it';

export const WHERE_AGAIN = `the slice begins empty in each iteration of another loop, ${NEVER}`;

/** How loud an estimate is whose iterations all cost: quiet where nobody waits for them. */
export function worth({ file, workspace }: RuleContext<GoFileFacts>, site: { readonly cold?: true }): { severity: 'information' | 'hint' } {
  return { severity: site.cold || isBesideProgram(file.path, workspace) ? 'hint' : 'information' };
}
