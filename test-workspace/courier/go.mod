module example.com/courier

go 1.22

require (
	github.com/prometheus/client_golang v1.20.5
	github.com/redis/go-redis/v9 v9.7.0
)

replace (
	github.com/prometheus/client_golang => ./prometheus
	github.com/redis/go-redis/v9 => ./redis
)
