/** What files that build have to say for a finding in a Go file to hold. Who reads Go files alone leaves it to whoever knows both. */
export interface BuildCondition {
  /** `started`: an image starts a program that holds the package. `checked`: no build switches the linker's check of linknames off, and nobody else defines what is pulled. */
  readonly kind: 'started' | 'checked';
  /** A Go file of the package. */
  readonly path: string;
  /** Of `checked`: what is pulled, as it is written. */
  readonly pulled?: string;
}
