// Package broken does not compile; what can be said about it is still said.
package broken

import "fmt"

type Pallet struct{ weight int }

func NewPallet(weight int) *Pallet {
	pallet := Pallet{weight: wieght}
	return &pallet
}

func Print(p Pallet) {
	fmt.Println(p.weight
}
