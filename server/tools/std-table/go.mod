module go-preflight/std-table

go 1.24

toolchain go1.27.3
