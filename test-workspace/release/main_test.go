package main

import (
	"testing"

	"encoding/json/v2"
)

func TestWire(t *testing.T) {
	if _, err := json.Marshal("parcel"); err != nil {
		t.Fatal(err)
	}
}
