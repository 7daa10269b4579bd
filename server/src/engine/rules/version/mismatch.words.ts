/** What version/mismatch says. */
import { messages } from '../../base/message.js';

export const say = messages('version/mismatch', {
  untested: 'The image is built with Go {release}, but CI tests only Go {tested}.\nUse the same release in both.',
  yamlNumber: "YAML reads {written} as the number {number}, so this selects Go {number}.\nWrite `'{written}'` with quotes.",
  stepJob: 'Job `{name}` uses Go {release}.',
  quoteFix: 'Put quotes around the version',
});
