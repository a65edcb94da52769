// Package e2e runs the real program in a real browser and does what its users
// do. It holds only tests and what they need, and may know everything.
package e2e
