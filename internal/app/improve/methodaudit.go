package improve

import (
	"context"
	"strconv"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// auditedMethod is what the audit keeps of a method: words and codes that can be read
// without the tables they come from.
type auditedMethod struct {
	Title     string                      `json:"programme_method"`
	Direction improvement.MethodDirection `json:"method_direction"`
	Kind      improvement.MethodKind      `json:"method_kind"`
	Why       string                      `json:"method_why"`
	Children  string                      `json:"method_children,omitempty"`
	Source    string                      `json:"method_source"`
	SourceURL string                      `json:"method_url,omitempty"`
	DecidedBy string                      `json:"decided_by,omitempty"`
	DecidedOn string                      `json:"decided_on,omitempty"`
	Priority  int                         `json:"priority"`
	Position  int                         `json:"position"`
	TargetOn  string                      `json:"target_on,omitempty"`
	Indicator string                      `json:"indicator,omitempty"`
	Promises  []string                    `json:"promises"`
	FollowUps []int                       `json:"follow_up_months"`
	EndedOn   string                      `json:"followed_to,omitempty"`
}

// auditedMethod is the method as the log keeps it.
func (c Choices) auditedMethod(ctx context.Context, m improvement.Method) auditedMethod {
	kept := auditedMethod{Title: m.Title, Direction: m.Direction, Kind: m.Kind, Why: m.Why, Children: m.Children, Source: m.Source,
		SourceURL: m.SourceURL, DecidedBy: m.DecidedBy, DecidedOn: dayOf(ctx, m.DecidedOn), Priority: m.Priority, Position: m.Position,
		TargetOn: dayOf(ctx, m.TargetOn), Promises: []string{}, FollowUps: m.FollowUpMonths, EndedOn: dayOf(ctx, m.EndedOn)}
	if i, ok := c.MeasureOf(m.IndicatorID); ok {
		kept.Indicator = i.Code
	}
	for _, id := range m.Promises {
		kept.Promises = append(kept.Promises, c.promiseCode(id))
	}
	return kept
}

// auditedNote is what the audit keeps of how far a unit has come.
func auditedNote(m improvement.Method, n improvement.MethodNote) any {
	return struct {
		Method  string `json:"programme_method"`
		State   string `json:"method_state"` // means nothing without which way
		Since   string `json:"since"`
		Comment string `json:"method_comment,omitempty"`
	}{m.Title, string(m.Direction) + " " + string(n.State), n.Since.Format(time.DateOnly), n.Comment}
}

// auditedFollowUp is what the audit keeps of what a unit saw.
func auditedFollowUp(m improvement.Method, f improvement.MethodFollowUp) any {
	return struct {
		Method  string                    `json:"programme_method"`
		AskedOn string                    `json:"asked_on"`
		Outcome improvement.MethodOutcome `json:"method_outcome"`
		Result  string                    `json:"result"`
	}{m.Title, f.AskedOn.Format(time.DateOnly), f.Outcome, f.Result}
}

// ExportMethods reads the methods with all that has been said of them, to be handed out as a
// file with the name, and notes in the log that they were.
func (room *Room) ExportMethods(ctx context.Context, actor org.Actor, group org.GroupID, file string) (p Methods, notes []MethodNote, err error) {
	if err := mayView(actor, group); err != nil {
		return p, nil, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if p, err = room.readMethods(ctx, tx, actor, group, true); err != nil {
			return err
		}
		if notes, err = tx.MethodNotes(ctx, group, 0); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "method.export", GroupID: group,
			Subject: "programme_group", SubjectID: int64(group), After: handedOut{File: file}, OnlyRead: true})
	})
	return p, notes, err
}

// number writes an id for the name of a field.
func number[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
