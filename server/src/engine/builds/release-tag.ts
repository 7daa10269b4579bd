/** Go and image tags as they name a release at their beginning: `1.26`, `1.26.3-alpine`, `1.x`. */
export const releaseOf = (tag: string): string | undefined => /^\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?(?=-|$)/.exec(tag)?.[0];
