/** What `matrix` says around its table. */
import { messages } from '../../engine/base/message.js';

export const say = messages('cli-matrix', {
  nothing: 'Nothing here builds a Go module: no go.mod, Dockerfile, CI, make or release file was found.',
  place: 'Place',
  kind: 'Kind',
  at: 'At',
  legend: '* differs from most places   ! broken   - not set   ? unknown   blank: nothing is compiled there',
  legendMarkdown: '**≠** differs from most places, `!` broken, `-` not set, `?` unknown, blank: nothing is compiled there.',
});
