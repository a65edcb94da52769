package chart

import (
	"bytes"
	"encoding/xml"
)

// writer writes a picture.
type writer struct {
	bytes.Buffer
}

func (w *writer) node(n *node) {
	w.WriteString("<" + n.name)
	w.attributes(n.attributes)
	if n.text == "" && len(n.children) == 0 {
		w.WriteString("/>")
		return
	}
	w.WriteString(">")
	w.text(n.text)
	for _, child := range n.children {
		w.node(child)
	}
	w.WriteString("</" + n.name + ">")
}

func (w *writer) attributes(all []attribute) {
	for _, a := range all {
		w.WriteString(" " + a.name + `="`)
		w.text(a.value)
		w.WriteString(`"`)
	}
}

// text writes text, escaped for both content and attributes. Characters that
// XML cannot hold are replaced.
func (w *writer) text(s string) {
	// A bytes.Buffer does not fail.
	_ = xml.EscapeText(&w.Buffer, []byte(s))
}
