// Command release is built in five places that disagree.
package main

func main() {}
