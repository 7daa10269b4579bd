package courier

import "net/http"

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 50}}

// Trace asks the courier's server, for as long as it takes.
func Trace(parcel string) (*http.Response, error) {
	return client.Get("https://courier.example.com/" + parcel)
}

// Serve answers the courier, however slowly it asks.
func Serve(h http.Handler) error {
	return http.ListenAndServe(":8090", h)
}
