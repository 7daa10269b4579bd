// Package pcap stands in for the package that is linked against libpcap.
package pcap

import "C"

// Handle reads packets.
type Handle struct{ left int }

// OpenLive watches an interface.
func OpenLive(device string) (*Handle, error) { return &Handle{left: len(device)}, nil }

// Next reports whether there is another packet.
func (h *Handle) Next() bool {
	h.left--
	return h.left >= 0
}
