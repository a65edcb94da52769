package report

import (
	"context"
	"strings"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// saving is an answer that has been checked, with the pages that it is about.
type saving struct {
	page    AnswerPage
	edit    postgres.AnswerEdit
	sending Sending
}

// answerActions are what the log calls what is done with an answer.
var answerActions = map[Sending]string{
	KeepDraft: "report.draft_answer", Confirm: "report.confirm_pages", SendComments: "report.send_comments",
}

// keptAnswer is what the log keeps of an answer: nothing of a draft's words, which are the
// unit's alone until it sends them.
type keptAnswer struct {
	Year    int    `json:"year"`
	Body    string `json:"body,omitempty"`
	Comment string `json:"comment,omitempty"`
}

func (room *Room) saveAnswer(ctx context.Context, tx *postgres.Tx, actor org.Actor, s saving) error {
	before, after := keptAnswer{Year: s.page.Year}, keptAnswer{Year: s.page.Year}
	if s.sending != KeepDraft {
		var err error
		if s.edit.Seen, err = s.page.encode(); err != nil {
			return err
		}
		was := Sent(s.page.Answer)
		before.Body, before.Comment = was.Body, s.page.lines(was.Comments)
		after.Body, after.Comment = s.edit.Body, s.page.lines(s.edit.Comments)
	}
	if err := tx.SaveReportAnswer(ctx, s.edit); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: s.edit.At, Action: answerActions[s.sending], GroupID: s.edit.GroupID,
		UnitID: s.edit.UnitID, Subject: "report_answer", Before: before, After: after})
}

// lines is the comments with the measures' names, a line each.
func (p AnswerPage) lines(comments []postgres.AnswerComment) string {
	var list []string
	for _, c := range comments {
		list = append(list, p.name(c.IndicatorID)+": "+c.Body)
	}
	return strings.Join(list, "\n")
}

// name is what the measure on the pages is called.
func (p UnitPages) name(id quality.IndicatorID) string {
	for _, b := range p.Blocks {
		for _, r := range b.Rows {
			if r.Measure.ID == id {
				return r.Definition.Name
			}
		}
	}
	return ""
}
