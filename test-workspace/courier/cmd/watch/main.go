// Command watch counts the packets of an interface.
package main

import (
	"log"

	"github.com/google/gopacket/pcap"
)

func main() {
	handle, err := pcap.OpenLive("eth0")
	if err != nil {
		log.Fatal(err)
	}
	packets := 0
	for handle.Next() {
		packets++
	}
	log.Println(packets)
}
