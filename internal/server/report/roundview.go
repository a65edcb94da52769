package report

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

func newRoundView(ctx context.Context, visitor page.Visitor, p report.RoundPage, silent string) view.RoundView {
	v := view.RoundView{Head: headOf(ctx, visitor, p.Year, roundTab, i18n.T(ctx, "Enheternas synpunkter"))}
	v.Head.Lead = i18n.T(ctx, "Varje enhet läser sina sidor i årsrapporten, och bekräftar dem eller säger något om dem. Svaret står i rapporten som enhetens eget.")
	v.Action, v.Version = roundURL(p.Year), page.Digits(p.Standing.Version)
	v.State = roundState(ctx, p)
	if p.Shut == report.NotAsked {
		return v
	}
	v.Key = roundKey(ctx, p)
	reminds := p.CanLead && p.Shut == report.Open && silent == ""
	if p.CanLead {
		v.Silent = silent
	}
	left := 0
	for _, u := range p.Units {
		v.Units = append(v.Units, roundRow(ctx, visitor, p, u, reminds))
		if v.Units[len(v.Units)-1].Remind != nil {
			left++
		}
		for _, c := range u.Changes {
			v.Changed = append(v.Changed, changedRow(ctx, u.Unit.ShortName, c))
		}
		if said := unitWords(u); len(said) > 0 {
			v.Words = append(v.Words, view.UnitWords{ID: "ord-" + u.Unit.Code, Unit: u.Unit.ShortName, Who: whenAndWho(ctx, u.Answer), Said: said})
		}
	}
	if left > 0 {
		v.RemindURL = roundURL(p.Year) + "/paminn"
	}
	if left > 1 {
		v.All = &ui.ButtonProps{Name: "unit", Text: i18n.T(ctx, "Påminn alla som inte har svarat")}
	}
	return v
}

// roundState is how the round stands, in a sentence.
func roundState(ctx context.Context, p report.RoundPage) string {
	switch p.Shut {
	case report.NotAsked:
		return i18n.T(ctx, "Enheterna har inte fått frågan än.")
	case report.Open:
		return dueWords(ctx, *p.Standing.RoundDue, p.Today)
	case report.EditionFixed:
		return i18n.T(ctx, "Rapporten fastställdes %s, som utgåva %d. Svaren i den ändras inte.", i18n.LongDate(ctx, *p.Standing.FixedAt), p.Standing.Edition)
	case report.RoundClosed:
		return i18n.T(ctx, "Synpunktsrundan stängdes %s.", i18n.LongDate(ctx, *p.Standing.RoundClosedAt))
	}
	return i18n.T(ctx, "Sista dagen att svara var %s.", i18n.LongDate(ctx, *p.Standing.RoundDue))
}

// dueWords says how long the units have to answer.
func dueWords(ctx context.Context, due, today time.Time) string {
	days := int(due.Sub(today).Hours() / 24)
	if days == 0 {
		return i18n.T(ctx, "I dag är sista dagen att svara.")
	}
	return i18n.N(ctx, "I morgon är sista dagen att svara.", "Svara senast %[2]s, om %[1]d dagar.", days, days, i18n.LongDate(ctx, due))
}

func roundKey(ctx context.Context, p report.RoundPage) []ui.KeyFigureProps {
	counts := map[report.AnswerState]int{}
	for _, u := range p.Units {
		counts[u.State]++
	}
	integer := func(n int) string { return i18n.Integer(ctx, int64(n)) }
	list := []ui.KeyFigureProps{
		{Label: i18n.T(ctx, "Har svarat"), Value: i18n.T(ctx, "%d av %d", p.Answered(), len(p.Units))},
		{Label: i18n.T(ctx, "Bekräftat"), Value: integer(counts[report.Confirmed])},
		{Label: i18n.T(ctx, "Synpunkter lämnade"), Value: integer(counts[report.Commented])},
	}
	if p.Shut == report.Open {
		list = append(list, ui.KeyFigureProps{Label: i18n.T(ctx, "Dagar kvar"), Value: integer(int(p.Standing.RoundDue.Sub(p.Today).Hours() / 24)),
			Detail: i18n.T(ctx, "Till och med %s", i18n.LongDate(ctx, *p.Standing.RoundDue))})
	}
	return list
}

func roundRow(ctx context.Context, visitor page.Visitor, p report.RoundPage, u report.RoundUnit, reminds bool) view.RoundRow {
	row := view.RoundRow{Unit: u.Unit.ShortName, URL: answerURL(p.Year, u.Unit.Code), State: answerBadge(ctx, u.State), When: i18n.NoValue, LetterAt: i18n.T(ctx, "Aldrig")}
	if u.Answer.AnsweredAt != nil {
		row.When = whenAndWho(ctx, u.Answer)
	}
	if u.LetterAt != nil {
		row.LetterAt = i18n.LongDate(ctx, *u.LetterAt)
	}
	if len(u.Changes) > 0 {
		row.Note = i18n.N(ctx, "en siffra är ändrad sedan dess", "%d siffror är ändrade sedan dess", len(u.Changes))
	}
	switch {
	case u.Answer.AnsweredAt != nil || !p.CanLead:
	case reminds && len(u.People) > 0:
		row.Remind = &ui.ButtonProps{Text: i18n.T(ctx, "Påminn nu"), Name: "unit", Value: u.Unit.Code, Variant: ui.Secondary, About: u.Unit.ShortName}
	case len(u.People) == 0:
		row.People = i18n.T(ctx, "Ingen rapporterar för enheten")
	default:
		row.People = addresses(u.People)
	}
	return row
}

// addresses are whom to write to by hand.
func addresses(people []org.Person) string {
	var list []string
	for _, p := range people {
		list = append(list, p.Name+", "+p.Email)
	}
	return strings.Join(list, "; ")
}

// unitWords is what the unit has sent: of its year, then of its measures.
func unitWords(u report.RoundUnit) (said []edition.Statement) {
	if u.Answer.Body != "" {
		said = append(said, edition.Statement{Unit: u.Unit.ShortName, Text: u.Answer.Body})
	}
	for _, b := range u.Blocks {
		for _, row := range b.Rows {
			text := report.About(u.Answer, row.Measure.ID)
			if text != "" && row.Measure.Parts()[0].ID == row.Stratum.ID {
				said = append(said, edition.Statement{Unit: u.Unit.ShortName, About: row.Definition.Name, Text: text})
			}
		}
	}
	return said
}

// newAsk is the form that asks the units; nil for those who may not.
func newAsk(ctx context.Context, p report.RoundPage, back *page.Form) *view.AskView {
	if !p.CanLead {
		return nil
	}
	if p.Standing.Version == 0 {
		return &view.AskView{BeginURL: yearURL(p.Year) + sectionsTab}
	}
	a := &view.AskView{Title: i18n.T(ctx, "Fråga enheterna"), Button: i18n.T(ctx, "Öppna synpunktsrundan"),
		Lead: i18n.T(ctx, "De som rapporterar för enheterna får ett brev med en länk till sina sidor, och en påminnelse före sista dagen."),
		Due:  ui.FieldProps{Name: "due", Type: "date", Label: i18n.T(ctx, "Sista dag att svara"), Required: true, Width: 12}}
	if due := p.Group.ReportDue(p.Year); !due.Before(p.Today) {
		a.Due.Description = i18n.T(ctx, "Före %s, då årets material lämnas. Ge dem minst en vecka.", i18n.LongDate(ctx, due))
	} else {
		a.Due.Description = i18n.T(ctx, "Ge dem minst en vecka.")
	}
	if p.Standing.RoundDue != nil {
		a.Folded, a.Title, a.Button = true, i18n.T(ctx, "Öppna synpunktsrundan igen"), i18n.T(ctx, "Öppna igen")
		a.Due.Value = i18n.Date(ctx, *p.Standing.RoundDue)
	}
	if p.Shut == report.Open {
		a.Title, a.Button, a.CloseURL = i18n.T(ctx, "Flytta sista dagen, eller stäng rundan"), i18n.T(ctx, "Flytta sista dagen"), roundURL(p.Year)+"/stang"
	}
	if back != nil {
		a.Due.Value, a.Due.Error = back.Value("due"), back.Error(ctx, "due")
		if tooShort(back) || back.Bool("short") {
			box := ui.ChoiceGroupProps{Name: "short", Legend: i18n.T(ctx, "Kort tid"),
				Options: []ui.Option{{Value: "1", Label: i18n.T(ctx, "Enheterna får svara på mindre än en vecka")}}}
			if back.Bool("short") {
				box.Chosen = []string{"1"}
			}
			a.Short = &box
		}
	}
	return a
}

// tooShort reports whether the day leaves the units so little time that it has to be meant.
func tooShort(form *page.Form) bool {
	var invalid *fault.ValidationError
	return errors.As(form.Err(), &invalid) && slices.ContainsFunc(invalid.Problems, func(p fault.Problem) bool { return p.Code == "round_short" })
}
