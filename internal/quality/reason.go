package quality

import (
	"slices"
	"strings"

	"samsyn/internal/fault"
)

// MaxReason is the longest reason, in characters.
const MaxReason = 200

// Reason is one of a group's words for why a figure is missing.
type Reason struct {
	ID     ReasonID
	Text   string
	Active bool // may be chosen; one that is out of use stays on the figures that have it
	// Used says that the reason stands at a figure or has done so. Its words are
	// then not changed any more: somebody has chosen them as they are.
	Used bool
}

// Reasons is a group's reasons in its own order, those in use first.
type Reasons []Reason

// Check lists what is wrong with the reason's words beside the others', at
// "text", or nil. The same words in other letters are the same.
func (list Reasons) Check(r Reason) error {
	var v fault.ValidationError
	NeededText(&v, "text", r.Text, MaxReason)
	for _, other := range list {
		switch {
		case other.ID == r.ID || !strings.EqualFold(strings.TrimSpace(other.Text), strings.TrimSpace(r.Text)):
		case other.Active:
			v.Add("text", "reason_taken")
		default:
			v.Add("text", "reason_out_of_use")
		}
	}
	return v.OrNil()
}

// Find is the reason with the id; fault.ErrNotFound when there is none.
func (list Reasons) Find(id ReasonID) (Reason, error) {
	if n := list.at(id); n >= 0 {
		return list[n], nil
	}
	return Reason{}, fault.ErrNotFound
}

func (list Reasons) at(id ReasonID) int {
	return slices.IndexFunc(list, func(r Reason) bool { return r.ID == id })
}

// With is the list with the reason changed, or added when it is new: those in use
// first, and last among its likes one that has just come there.
func (list Reasons) With(r Reason) Reasons {
	changed := slices.Clone(list)
	switch n := list.at(r.ID); {
	case n < 0:
		changed = append(changed, r)
	case list[n].Active == r.Active:
		changed[n] = r
	default:
		changed = append(slices.Delete(changed, n, n+1), r)
	}
	slices.SortStableFunc(changed, func(a, b Reason) int {
		switch {
		case a.Active == b.Active:
			return 0
		case a.Active:
			return -1
		}
		return 1
	})
	return changed
}

// Moved is the list with the reason one step nearer to its beginning (up), or to
// the end of those in use; the same list where there is no such step.
func (list Reasons) Moved(id ReasonID, up bool) Reasons {
	n := list.at(id)
	to := n + 1
	if up {
		to = n - 1
	}
	if n < 0 || to < 0 || to >= len(list) || list[n].Active != list[to].Active {
		return list
	}
	moved := slices.Clone(list)
	moved[n], moved[to] = moved[to], moved[n]
	return moved
}

// CheckRetire says whether the reason may be taken out of use: not the last one,
// since then nobody could say why a figure is missing.
func (list Reasons) CheckRetire(id ReasonID) error {
	for _, r := range list {
		if r.Active && r.ID != id {
			return nil
		}
	}
	return &fault.ValidationError{Problems: []fault.Problem{{Field: "reasons", Code: "last_reason"}}}
}
