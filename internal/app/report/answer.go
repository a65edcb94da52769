package report

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The most characters that a unit may write of its year, and of one measure.
const (
	MaxAnswer  = 10000
	MaxComment = 5000
)

// pageYears is how many earlier years stand beside a unit's results.
const pageYears = 2

// AnswerPage is a unit's own pages in a year's report, with what it says of them.
type AnswerPage struct {
	UnitPages
	Year     int
	Data     *analysis.Dataset
	Standing Standing
	Shut     Shut
	// Answer is the unit's own words for those who speak for it; for others what was sent.
	Answer Answer
	// Changes are the results that are others than when it answered.
	Changes []Change
	// May says that the actor speaks for the unit, and CanAnswer that it is still time.
	May, CanAnswer bool
}

// UnitAnswer reads a unit's pages, by its code; fault.ErrNotFound for a unit without any
// in the year.
func (room *Room) UnitAnswer(ctx context.Context, actor org.Actor, group org.GroupID, year int, unit string) (AnswerPage, error) {
	page := AnswerPage{Year: year}
	if !actor.May(org.ViewBoard, group, 0) {
		return page, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		page = AnswerPage{Year: year}
		return room.readPage(ctx, tx, &page, group, unit)
	})
	if err != nil {
		return page, err
	}
	page.May = actor.May(org.AnswerReport, group, page.Unit.ID)
	page.CanAnswer = page.May && page.Shut == Open
	if !page.May {
		page.Answer = Sent(page.Answer)
	}
	return page, nil
}

func (room *Room) readPage(ctx context.Context, tx *postgres.Tx, page *AnswerPage, group org.GroupID, unit string) error {
	var err error
	if page.Standing, err = standing(ctx, tx, group, page.Year); err != nil {
		return err
	}
	page.Shut = ShutOf(page.Standing, room.today())
	if page.Data, err = dataset.Load(ctx, tx, group, page.Year-pageYears, page.Year); err != nil {
		return err
	}
	all := pagesOf(page.Data, page.Data.Overview(page.Year))
	n := slices.IndexFunc(all, func(p UnitPages) bool { return p.Unit.Code == unit })
	if n < 0 {
		return fault.ErrNotFound
	}
	page.UnitPages = all[n]
	stored, err := tx.ReportAnswers(ctx, group, page.Year)
	if err != nil {
		return err
	}
	page.Answer, _ = answerOf(stored, page.Unit.ID)
	page.Changes, err = page.changes(page.Answer.Seen)
	return err
}

// Sending is what a unit does with what it has written.
type Sending string

// What it can do: keep it as a draft, say that the pages are right without more words, or
// send what it wants to say.
const (
	KeepDraft    Sending = ""
	Confirm      Sending = "confirm"
	SendComments Sending = "comment"
)

// Answering is what a unit says, and the version it was written from.
type Answering struct {
	Group    org.GroupID
	Year     int
	Unit     string // its code
	Version  int
	Body     string
	Comments map[quality.IndicatorID]string
	Sending  Sending
}

// AnswerConflictError says that somebody else at the unit wrote meanwhile, with what
// stands there now. It is a fault.ErrConflict.
type AnswerConflictError struct{ Stored Answer }

// Error names the conflict for a log.
func (e *AnswerConflictError) Error() string { return fault.ErrConflict.Error() }

// Unwrap makes the error a fault.ErrConflict.
func (e *AnswerConflictError) Unwrap() error { return fault.ErrConflict }

// CommentField is the field of what is said of a measure.
func CommentField(id quality.IndicatorID) string {
	return "comment." + strconv.FormatInt(int64(id), 10)
}

// Answer stores what the unit says, as a draft or as its answer. fault.ErrWrongState when
// it cannot answer any more; when somebody else has written meanwhile it is an
// *AnswerConflictError, and nothing is stored.
func (room *Room) Answer(ctx context.Context, actor org.Actor, a Answering) error {
	var stored Answer
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldRound(ctx, a.Group, a.Year); err != nil {
			return err
		}
		page := AnswerPage{Year: a.Year}
		if err := room.readPage(ctx, tx, &page, a.Group, a.Unit); err != nil {
			return err
		}
		if !actor.May(org.AnswerReport, a.Group, page.Unit.ID) {
			return fault.ErrForbidden
		}
		if page.Shut != Open {
			return fault.ErrWrongState
		}
		e := postgres.AnswerEdit{GroupID: a.Group, Year: a.Year, UnitID: page.Unit.ID, Version: a.Version,
			Body: strings.TrimSpace(a.Body), Comments: a.comments(page.UnitPages), At: room.now(), By: actor.Person.ID}
		if err := checkAnswer(e, a.Sending); err != nil {
			return err
		}
		stored = page.Answer
		if a.Version != stored.Version {
			return fault.ErrConflict
		}
		if a.Sending == KeepDraft && says(stored, e) {
			return nil
		}
		return room.saveAnswer(ctx, tx, actor, saving{page, e, a.Sending})
	})
	if errors.Is(err, fault.ErrConflict) {
		return room.answerConflict(ctx, a, stored.UnitID)
	}
	return err
}

// comments are what is said of the measures on the unit's pages, in their order.
func (a Answering) comments(p UnitPages) []postgres.AnswerComment {
	var list []postgres.AnswerComment
	for id, body := range a.Comments {
		if body = strings.TrimSpace(body); body != "" && p.has(id) {
			list = append(list, postgres.AnswerComment{IndicatorID: id, Body: body})
		}
	}
	slices.SortFunc(list, func(x, y postgres.AnswerComment) int { return int(x.IndicatorID - y.IndicatorID) })
	return list
}

func checkAnswer(e postgres.AnswerEdit, s Sending) error {
	var v fault.ValidationError
	quality.FreeText(&v, "body", e.Body, MaxAnswer)
	for _, c := range e.Comments {
		quality.FreeText(&v, CommentField(c.IndicatorID), c.Body, MaxComment)
	}
	words := e.Body != "" || len(e.Comments) > 0
	switch {
	case s == Confirm && words:
		v.Add("sending", "confirmed_with_words")
	case s == SendComments && !words:
		v.Add("sending", "nothing_to_send")
	}
	return v.OrNil()
}

// says reports whether the stored draft has the same words.
func says(a Answer, e postgres.AnswerEdit) bool {
	written := 0
	for _, c := range a.Comments {
		if c.Body != "" {
			written++
		}
	}
	return a.Version > 0 && a.Body == e.Body && written == len(e.Comments) && !slices.ContainsFunc(e.Comments,
		func(c postgres.AnswerComment) bool { return About(a, c.IndicatorID) != c.Body })
}

func (room *Room) answerConflict(ctx context.Context, a Answering, unit org.UnitID) error {
	var all []Answer
	if err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		all, err = tx.ReportAnswers(ctx, a.Group, a.Year)
		return err
	}); err != nil {
		return err
	}
	stored, _ := answerOf(all, unit)
	return &AnswerConflictError{Stored: stored}
}
