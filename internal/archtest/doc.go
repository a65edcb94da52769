// Package archtest holds the rules of the house as tests: who may import whom,
// which library is used where, how long a file may be, and that everything public
// is explained. It has no code of its own, and nothing imports it.
package archtest
