/** Headings of the hover over what uses cgo. */
import { messages } from '../../engine/base/message.js';

export const say = messages('cgo-hover', {
  program: 'Why the program of `{place}` uses cgo',
  package: 'This package uses cgo',
  import: 'This import adds cgo to the program',
  linkage: 'Linkage: {linkage}',
});
