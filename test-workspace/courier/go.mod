module example.com/courier

go 1.22

require github.com/redis/go-redis/v9 v9.7.0

replace github.com/redis/go-redis/v9 => ./redis
