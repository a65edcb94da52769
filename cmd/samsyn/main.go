// Command samsyn is the whole program: the web server, and the commands beside
// it. It wires the packages together and knows no rule of its own.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
