package improve

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// exampleChange is what was done to an example; before or after is nil where there was
// none.
type exampleChange struct {
	action        string
	before, after *improvement.Example
	form          ExampleForm
}

// auditedExample is what the audit keeps of an example: words and codes that can be read
// without the tables they come from.
type auditedExample struct {
	Example        string                   `json:"example"`
	State          improvement.ExampleState `json:"example_state"`
	Indicator      string                   `json:"example_measure,omitempty"`
	BeganOn        string                   `json:"began_on,omitempty"`
	Goal           string                   `json:"goal,omitempty"`
	Promises       []string                 `json:"promises,omitempty"`
	Problem        string                   `json:"problem,omitempty"`
	Done           string                   `json:"done,omitempty"`
	Conditions     string                   `json:"conditions,omitempty"`
	Result         string                   `json:"result,omitempty"`
	SuccessFactors string                   `json:"success_factors,omitempty"`
	Contact        string                   `json:"contact,omitempty"`
	ContactText    string                   `json:"contact_text,omitempty"`
	Tags           []string                 `json:"tags,omitempty"`
}

func (f ExampleForm) audited(e improvement.Example) auditedExample {
	kept := auditedExample{Example: e.Title, State: e.State, Problem: e.Problem, Done: e.Done, Conditions: e.Conditions,
		Result: e.Result, SuccessFactors: e.SuccessFactors, ContactText: e.ContactText, Tags: e.Tags}
	if e.BeganOn != nil {
		kept.BeganOn = e.BeganOn.Format(time.DateOnly)
	}
	for _, i := range f.Library {
		if i.ID == e.IndicatorID {
			kept.Indicator = i.Code
		}
	}
	for _, g := range f.Goals {
		if g.ID == e.GoalID {
			kept.Goal = g.Title
		}
	}
	for _, p := range f.Promises {
		for _, id := range e.Promises {
			if p.ID == id {
				kept.Promises = append(kept.Promises, p.Code)
			}
		}
	}
	for _, p := range f.Contacts {
		if p.ID == e.ContactID {
			kept.Contact = p.Name
		}
	}
	return kept
}

func (room *Room) auditExample(ctx context.Context, tx *postgres.Tx, actor org.Actor, c exampleChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, Subject: "example"}
	for _, e := range []*improvement.Example{c.before, c.after} {
		if e != nil {
			entry.GroupID, entry.UnitID, entry.SubjectID = e.GroupID, e.UnitID, int64(e.ID)
		}
	}
	if c.before != nil {
		entry.Before = c.form.audited(*c.before)
	}
	if c.after != nil {
		entry.After = c.form.audited(*c.after)
	}
	return tx.AppendAudit(ctx, actor, entry)
}
