module example.com/courier

go 1.22

require (
	github.com/google/gopacket v1.1.19
	github.com/prometheus/client_golang v1.20.5
	github.com/redis/go-redis/v9 v9.7.0
)

replace (
	github.com/google/gopacket => ./gopacket
	github.com/prometheus/client_golang => ./prometheus
	github.com/redis/go-redis/v9 => ./redis
)
