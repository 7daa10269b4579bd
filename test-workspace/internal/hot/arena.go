//go:build goexperiment.arena

package hot

// The tag above is misspelled (the experiment is `arenas`), so no build ever includes this file: experiment/unknown.
const Arena = true
