module gopreflight.dev/types-judge

go 1.23
