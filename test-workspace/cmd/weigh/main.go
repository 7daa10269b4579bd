// Command weigh reads a scale once. It needs cgo.
package main

import (
	"os"
	"strconv"

	"example.com/parcels/internal/scale"
)

func main() {
	grams := scale.Grams()
	os.Stdout.WriteString(strconv.Itoa(grams) + " g\n")
}
