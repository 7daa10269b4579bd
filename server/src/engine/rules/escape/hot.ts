/** When the compiler tier makes an allocation louder or quieter, for the pages of rules (`compiler/hot-place.ts` decides). */
export const WHERE_HOT = 'it is confirmed in hot code: a loop, a handler, or what a benchmark reaches';
export const WHERE_COLD = 'only the compiler reports it, and not in hot code: a loop, a handler, or what a benchmark reaches';
