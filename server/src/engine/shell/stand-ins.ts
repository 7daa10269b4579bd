/** What stands in a script for a value that another language fills in. */

/** For one that only that language could tell; in single quotes, too, where a shell sees no variable. */
export const UNKNOWN_VARIABLE = `\${GO_PREFLIGHT_UNKNOWN}`;

/** For the path of the module, which make asks for: as a shell would. */
export const MODULE_ASKED = '$(go list -m)';

export const holdsStandIn = (text: string): boolean => text.includes(UNKNOWN_VARIABLE) || text.includes(MODULE_ASKED);
