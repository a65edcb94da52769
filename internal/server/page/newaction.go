package page

import (
	"net/url"
	"strconv"

	"samsyn/internal/improvement"
)

// NewAction is what an action begins with when it is made from something else, as the
// address of its form carries it; what is zero is left to be filled in.
type NewAction struct {
	Unit    string // the unit's code
	Measure string // the indicator's code
	Goal    int64
	Origin  string // an improvement.ActionOrigin
	// Text is what was seen there, in words.
	Text     string
	Example  int64
	Decision int64
	// ProgrammeKind and ProgrammeID are the programme that it will belong to, an
	// improvement.ProgrammeKind.
	ProgrammeKind string
	ProgrammeID   int64
}

// ActionURL leads to an action.
func ActionURL(id improvement.ActionID) string {
	return "/forbattring/atgarder/" + strconv.FormatInt(int64(id), 10)
}

// NewActionURL is where an action is begun.
const NewActionURL = "/forbattring/atgarder/ny"

// mostCarried is how many characters of Text an address carries.
const mostCarried = 400

// URL leads to the form.
func (n NewAction) URL() string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	id := func(name string, value int64) {
		if value != 0 {
			q.Set(name, strconv.FormatInt(value, 10))
		}
	}
	set("enhet", n.Unit)
	set("matt", n.Measure)
	id("mal", n.Goal)
	set("fran", n.Origin)
	if text := []rune(n.Text); len(text) > mostCarried {
		n.Text = string(text[:mostCarried]) + "…"
	}
	set("sett", n.Text)
	id("exempel", n.Example)
	id("beslut", n.Decision)
	set("program", n.ProgrammeKind)
	id("programnr", n.ProgrammeID)
	if len(q) == 0 {
		return NewActionURL
	}
	return NewActionURL + "?" + q.Encode()
}

// ReadNewAction is what the address says; an id that is none is a problem of the form.
func ReadNewAction(f *Form) NewAction {
	return NewAction{Unit: f.Value("enhet"), Measure: f.Value("matt"), Goal: f.ID("mal"), Origin: f.Value("fran"),
		Text: f.Text("sett", mostCarried+1), Example: f.ID("exempel"), Decision: f.ID("beslut"),
		ProgrammeKind: f.Value("program"), ProgrammeID: f.ID("programnr")}
}
