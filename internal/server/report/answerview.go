package report

import (
	"context"
	"fmt"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

func newAnswerView(ctx context.Context, visitor page.Visitor, p report.AnswerPage) view.AnswerView {
	v := view.AnswerView{
		Head: headOf(ctx, visitor, p.Year, roundTab, i18n.T(ctx, "%s i årsrapporten för %s", p.Unit.ShortName, strconv.Itoa(p.Year))),
		Form: p.CanAnswer, Before: strconv.Itoa(p.Year - 1), Earlier: strconv.Itoa(p.Year - 2),
	}
	v.Head.Trail = append(v.Head.Trail, ui.Link{Text: i18n.T(ctx, "Enheternas synpunkter"), URL: roundURL(p.Year)})
	v.Head.Lead = i18n.T(ctx, "Sidorna är ifyllda med det som enheten har lämnat in.")
	if p.CanAnswer {
		v.Head.Lead = i18n.T(ctx, "Läs enhetens sidor. Stämmer de? Svaret står i rapporten som enhetens eget.")
		v.Action, v.Version = answerURL(p.Year, p.Unit.Code), strconv.Itoa(p.Answer.Version)
	}
	v.Notices = answerNotices(ctx, visitor, p)
	for _, c := range p.Changes {
		v.Changed = append(v.Changed, changedRow(ctx, "", c))
	}
	v.Body = ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Vad vill ni säga om året?"), Value: p.Answer.Body, Rows: 6, Optional: true,
		Description: i18n.T(ctx, "Läses också utanför gruppen. I tabellerna döljs siffror om mycket få barn där, men inte i er text: skriv inga sådana antal, och inget som ett barn kan kännas igen på.")}
	v.Sent = signed(ctx, p, p.Answer.Body)
	for n, b := range p.Blocks {
		v.Goals = append(v.Goals, answerGoal(ctx, p, n, b.Goal))
	}
	hideEmptyYears(&v)
	return v
}

// hideEmptyYears leaves out the earlier years that the unit has nothing of, as before the
// group began.
func hideEmptyYears(v *view.AnswerView) {
	before, earlier := false, false
	for _, g := range v.Goals {
		for _, m := range g.Measures {
			for _, r := range m.Rows {
				before, earlier = before || r.Before != i18n.NoValue, earlier || r.Earlier != i18n.NoValue
			}
		}
	}
	if !before {
		v.Before = ""
	}
	if !earlier {
		v.Earlier = ""
	}
}

// answerNotices say how the answer stands, and until when it can be changed or why not.
func answerNotices(ctx context.Context, visitor page.Visitor, p report.AnswerPage) []view.AnswerNotice {
	var list []view.AnswerNotice
	if at := p.Answer.AnsweredAt; at != nil {
		n := view.AnswerNotice{Kind: ui.Success, Title: i18n.T(ctx, "%s har bekräftat att sidorna stämmer", p.Unit.ShortName)}
		if report.AnswerStateOf(p.Answer) == report.Commented {
			n.Title = i18n.T(ctx, "%s har lämnat synpunkter", p.Unit.ShortName)
		}
		n.Text = whenAndWho(ctx, p.Answer) + "."
		if p.CanAnswer {
			n.Text += " " + i18n.T(ctx, "Svaret går att ändra till och med %s.", i18n.LongDate(ctx, *p.Standing.RoundDue))
		}
		list = append(list, n)
		if p.May && report.Unsent(p.Answer) {
			list = append(list, view.AnswerNotice{Kind: ui.Warning, Title: i18n.T(ctx, "Det finns ett utkast som inte är skickat"),
				Text: i18n.T(ctx, "I fälten står utkastet. Det som skickades gäller tills ni skickar igen.")})
		}
	} else if p.CanAnswer {
		n := view.AnswerNotice{Title: dueWords(ctx, *p.Standing.RoundDue, visitor.Today())}
		if p.Answer.Version > 0 {
			n.Text = i18n.T(ctx, "Ett utkast är sparat %s av %s. Det är inte skickat.", i18n.LongDate(ctx, p.Answer.EditedAt), p.Answer.EditedBy)
		}
		list = append(list, n)
	}
	if why := whyShut(ctx, p.Standing, p.Shut); p.May && why != "" {
		list = append(list, view.AnswerNotice{Title: i18n.T(ctx, "Det går inte att svara nu"), Text: why})
	}
	return list
}

// whyShut is why units cannot answer, in words; "" when they can.
func whyShut(ctx context.Context, s report.Standing, shut report.Shut) string {
	switch shut {
	case report.NotAsked:
		return i18n.T(ctx, "Enheterna har inte fått frågan än. När synpunktsrundan öppnas kommer ett brev till dem som rapporterar för enheten.")
	case report.EditionFixed:
		return i18n.T(ctx, "Rapporten fastställdes %s, som utgåva %d. Svaren i den ändras inte. Vill ni säga något mer, hör av er till den som är sammanställande.", i18n.LongDate(ctx, *s.FixedAt), s.Edition)
	case report.RoundClosed:
		return i18n.T(ctx, "Synpunktsrundan stängdes %s. Hör av er till den som är sammanställande om något behöver ändras.", i18n.LongDate(ctx, *s.RoundClosedAt))
	case report.DayPassed:
		return i18n.T(ctx, "Sista dagen var %s. Den som är sammanställande kan flytta den.", i18n.LongDate(ctx, *s.RoundDue))
	}
	return ""
}

// whenAndWho is when the unit answered, and by whom.
func whenAndWho(ctx context.Context, a report.Answer) string {
	if a.AnsweredBy == "" {
		return i18n.LongDate(ctx, *a.AnsweredAt)
	}
	return i18n.T(ctx, "%s, %s", i18n.LongDate(ctx, *a.AnsweredAt), a.AnsweredBy)
}

func answerGoal(ctx context.Context, p report.AnswerPage, n int, g quality.Goal) view.AnswerGoal {
	goal := view.AnswerGoal{ID: fmt.Sprintf("mal-%d", n+1), Title: g.Title}
	if g.ID == 0 {
		goal.Title = i18n.T(ctx, "Förutsättningar och mått utan mål")
	}
	for _, row := range p.Blocks[n].Rows {
		last := len(goal.Measures) - 1
		id := measureID(row.Measure.ID)
		if last < 0 || goal.Measures[last].ID != id {
			goal.Measures = append(goal.Measures, answerMeasure(ctx, p, row))
			last++
		}
		addPart(ctx, p, row, &goal.Measures[last])
	}
	return goal
}

func measureID(id quality.IndicatorID) string { return "matt-" + page.Digits(id) }

// signed is what the unit has sent, as it stands in the report.
func signed(ctx context.Context, p report.AnswerPage, text string) edition.Statement {
	if p.Answer.AnsweredAt == nil {
		return edition.Statement{}
	}
	return edition.Statement{Unit: p.Unit.ShortName, Text: text, Signed: whenAndWho(ctx, p.Answer)}
}

// answerFacts is an answer's parts in words, to hold two against each other.
func answerFacts(ctx context.Context, p report.AnswerPage, a report.Answer) []ui.Definition {
	var facts []ui.Definition
	seen := map[quality.IndicatorID]bool{}
	for _, b := range p.Blocks {
		for _, row := range b.Rows {
			if id := row.Measure.ID; !seen[id] {
				seen[id] = true
				facts = append(facts, ui.Definition{Term: row.Definition.Name, Text: report.About(a, id)})
			}
		}
	}
	return append(facts, ui.Definition{Term: i18n.T(ctx, "Året som helhet"), Text: a.Body})
}

// typed is what was typed, in the shape of what is stored.
func typed(a report.Answering) report.Answer {
	t := report.Answer{Body: a.Body}
	for id, body := range a.Comments {
		t.Comments = append(t.Comments, report.AnswerComment{IndicatorID: id, Body: body})
	}
	return t
}
