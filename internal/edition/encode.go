package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
)

// Encode writes the document as JSON, always the same bytes for the same document, and
// their SHA-256.
func (d *Document) Encode() (content []byte, sum [sha256.Size]byte, err error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		return nil, sum, fmt.Errorf("edition: %w", err)
	}
	return b.Bytes(), sha256.Sum256(b.Bytes()), nil
}

// Decode reads what Encode wrote, in this version of the program or an earlier one. One of
// a later version is an error.
func Decode(content []byte) (*Document, error) {
	var d Document
	if err := json.Unmarshal(content, &d); err != nil {
		return nil, fmt.Errorf("edition: %w", err)
	}
	if d.Format < 1 || d.Format > Format {
		return nil, fmt.Errorf("edition: structure %d is not known", d.Format)
	}
	return &d, nil
}

// Goals are the document's goals in the order they are read. They may be changed in place.
func (d *Document) Goals() iter.Seq[*Goal] {
	return func(yield func(*Goal) bool) {
		for s := range d.Sections {
			for _, b := range d.Sections[s].Blocks {
				if b.Goal != nil && !yield(b.Goal) {
					return
				}
			}
		}
	}
}

// Measures are the document's measures in the order they are read. They may be changed in
// place.
func (d *Document) Measures() iter.Seq[*Measure] {
	return func(yield func(*Measure) bool) {
		for g := range d.Goals() {
			for n := range g.Measures {
				if !yield(&g.Measures[n]) {
					return
				}
			}
		}
	}
}

// Pictures are all the document's charts in the order they are read.
func (d *Document) Pictures() iter.Seq[*Picture] {
	return func(yield func(*Picture) bool) {
		for s := range d.Sections {
			for _, b := range d.Sections[s].Blocks {
				if b.Picture != nil && !yield(b.Picture) {
					return
				}
				if b.Goal == nil {
					continue
				}
				for m := range b.Goal.Measures {
					for p := range b.Goal.Measures[m].Pictures {
						if !yield(&b.Goal.Measures[m].Pictures[p]) {
							return
						}
					}
				}
			}
		}
	}
}
