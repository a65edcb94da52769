package collect

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"samsyn/internal/quality"
)

// content is what a figure says, as it stands in the audit and in marks.
type content struct {
	Indicator   string              `json:"indicator,omitempty"`
	Stratum     string              `json:"stratum,omitempty"`
	Period      string              `json:"period,omitempty"`
	State       quality.FigureState `json:"state"`
	Numerator   *float64            `json:"numerator,omitempty"`
	Denominator *float64            `json:"denominator,omitempty"`
	Mean        *float64            `json:"mean,omitempty"`
	SD          *float64            `json:"sd,omitempty"`
	Text        string              `json:"text,omitempty"`
	Yes         *bool               `json:"yes,omitempty"`
	ValidFrom   string              `json:"valid_from,omitempty"`
	ValidTo     string              `json:"valid_to,omitempty"`
	Reason      quality.ReasonID    `json:"missing_reason_id,omitempty"`
	Comment     string              `json:"comment,omitempty"`
	Confirms    string              `json:"confirms,omitempty"`
	Why         string              `json:"why,omitempty"` // an approved figure was changed
	// Only in the audit: the file it comes from, what it followed from, and why it
	// was sent back.
	File     string `json:"file,omitempty"`
	Follows  string `json:"follows,omitempty"`
	Returned string `json:"returned,omitempty"`
}

func contentOf(f quality.Figure) content {
	return content{
		State: f.State, Numerator: f.Value.Numerator, Denominator: f.Value.Denominator,
		Mean: f.Value.Mean, SD: f.Value.SD, Text: f.Value.Text, Yes: f.Value.Yes,
		ValidFrom: dateText(f.Value.ValidFrom), ValidTo: dateText(f.Value.ValidTo),
		Reason: f.MissingReasonID, Comment: f.Comment, Confirms: f.Confirmation, Why: f.Review.ChangeReason,
	}
}

// figure is the content as a figure; without State for none.
func (c *content) figure() quality.Figure {
	if c == nil {
		return quality.Figure{}
	}
	return quality.Figure{State: c.State, MissingReasonID: c.Reason, Comment: c.Comment, Confirmation: c.Confirms,
		Value: quality.Value{Numerator: c.Numerator, Denominator: c.Denominator, Mean: c.Mean, SD: c.SD, Text: c.Text, Yes: c.Yes,
			ValidFrom: dateOf(c.ValidFrom), ValidTo: dateOf(c.ValidTo)},
		Review: quality.Review{ChangeReason: c.Why}}
}

// dateOf reads back what dateText wrote; nil when that was no day.
func dateOf(text string) *time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil
	}
	return &day
}

func dateText(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// Mark is what a form remembers of a figure it was opened with, so that saving
// can tell what this user changed from what somebody else did: the version and a
// digest of the content. The figure without version and state is one not entered.
func Mark(f quality.Figure) string { return fmt.Sprintf("%d-%s", f.Version, digest(f)) }

func digest(f quality.Figure) string {
	raw, err := json.Marshal(contentOf(f))
	if err != nil {
		panic("collect: a figure's content has only plain values: " + err.Error())
	}
	sum := fnv.New64a()
	_, _ = sum.Write(raw) // a hash takes everything
	return fmt.Sprintf("%016x", sum.Sum64())
}

// digestIn is the digest part of a mark; that of an empty figure for a mark that
// is not one.
func digestIn(mark string) string {
	_, sum, found := strings.Cut(mark, "-")
	if !found {
		return digest(quality.Figure{})
	}
	return sum
}
