/** What a place that names something held does to it. */
export type Effect =
  /** It is given back here, or a deferred call does it. */
  | 'release'
  /** Somebody else may give it back from here on. */
  | 'leave'
  /** It is used, so it exists. */
  | 'use'
  /** It is only asked whether it is there. */
  | 'none';
