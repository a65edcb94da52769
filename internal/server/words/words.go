// Package words turns the domain's enumerations and problem codes into the
// words a reader sees, in the reader's language. It is the only place where a
// variable picks a text, so every text in its tables is marked for the
// catalogue. It must not know pages or requests.
package words
