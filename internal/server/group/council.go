package group

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowCouncil shows a page for the body above: what is lifted, how the goals stand and what
// is needed.
func (h *Handlers) ShowCouncil(w http.ResponseWriter, r *http.Request) error {
	p, err := h.councilIn(r)
	if err != nil {
		return err
	}
	v := newCouncilView(r.Context(), p)
	if h.press.Missing(document.PDF) == nil {
		v.PDFURL = councilURL + ".pdf?" + yearName + "=" + strconv.Itoa(p.Year)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Council(v)})
}

func (h *Handlers) councilIn(r *http.Request) (group.CouncilPage, error) {
	visitor := page.VisitorOf(r)
	year, err := addressNumber(r, yearName, 0, improvement.FirstTaskYear, improvement.LastTaskYear)
	if err != nil {
		return group.CouncilPage{}, err
	}
	return h.room.Council(r.Context(), visitor.Actor, visitor.Group.ID, year)
}

func newCouncilView(ctx context.Context, p group.CouncilPage) view.CouncilView {
	v := view.CouncilView{Group: p.Group.Line(), Example: p.Group.ExampleData,
		Heading: ui.PageHeadingProps{Trail: areaTrail(ctx), Title: i18n.T(ctx, "Till kunskapsrådet"), Lead: i18n.T(ctx, "%s, %d: frågor som gruppen lyfter, läget och behoven.", p.Group.Name, p.Year)},
		Filter:  ui.FilterProps{Action: councilURL, Label: i18n.T(ctx, "Välj år")},
		Years:   ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: strconv.Itoa(p.Year)}}
	for year := p.Today.Year(); year > p.Today.Year()-5; year-- {
		v.Years.Options = append(v.Years.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	for _, m := range p.Lifted {
		v.Lifted = append(v.Lifted, councilMatter(ctx, m))
	}
	for _, n := range p.Needs {
		text := n.Text
		if n.UnitName != "" {
			text = i18n.T(ctx, "%s (%s)", n.Text, n.UnitName)
		}
		v.Needs = append(v.Needs, text)
	}
	if p.Summary == nil {
		return v
	}
	v.Report = ui.Link{Text: i18n.T(ctx, "Ur årsrapport %s, som den läses utanför gruppen.", edition.Name(p.Edition.Year, p.Edition.Number))}
	for _, c := range p.Summary.Tally {
		v.Tally = append(v.Tally, ui.Definition{Term: c.Text, Text: strconv.Itoa(c.Number)})
	}
	for _, points := range []struct {
		title string
		edition.Points
	}{{i18n.T(ctx, "Skillnader mellan enheterna"), p.Summary.Variation}, {i18n.T(ctx, "Åtgärder"), p.Summary.Actions}, {i18n.T(ctx, "Frågor till ledningen"), p.Summary.Questions}} {
		if len(points.List) == 0 {
			continue
		}
		c := view.CouncilPoints{Title: points.title}
		for _, point := range points.List {
			c.List = append(c.List, point.Text)
		}
		v.Points = append(v.Points, c)
	}
	return v
}

// councilMatter is a question that was lifted, how it was prepared and what came of it.
func councilMatter(ctx context.Context, m group.LiftedMatter) view.CouncilMatter {
	c := view.CouncilMatter{Title: m.Title, When: i18n.T(ctx, "Lyft till %s %s.", m.LiftedToName, i18n.LongDate(ctx, *m.LiftedAt)),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Bakgrund"), Text: m.Body}, {Term: i18n.T(ctx, "Vad som har prövats"), Text: m.Preparation.Tried},
			{Term: i18n.T(ctx, "Alternativ"), Text: m.Preparation.Alternatives}, {Term: i18n.T(ctx, "Vad som begärs"), Text: m.Preparation.Asked},
			{Term: i18n.T(ctx, "Att veta"), Text: m.LiftedNote}}}
	if m.State != improvement.MatterLifted {
		c.When += " " + words.MatterState(ctx, m.State) + "."
	}
	if m.AnsweredAt != nil {
		day := *m.AnsweredAt
		if m.Preparation.AnsweredOn != nil {
			day = *m.Preparation.AnsweredOn
		}
		c.Facts = append(c.Facts, ui.Definition{Term: i18n.T(ctx, "Svar %s", i18n.LongDate(ctx, day)), Text: m.Answer}, ui.Definition{Term: i18n.T(ctx, "Vad gruppen gjorde"), Text: m.Preparation.Followed})
	}
	return c
}

// ShowCouncilPDF is the same page as a PDF; fault.ErrNotFound when the program that makes it
// is missing.
func (h *Handlers) ShowCouncilPDF(w http.ResponseWriter, r *http.Request) error {
	ctx := i18n.WithLanguage(r.Context(), i18n.Swedish)
	p, err := h.councilIn(r)
	if err != nil {
		return err
	}
	if h.press.Missing(document.PDF) != nil {
		return fault.ErrNotFound
	}
	v := newCouncilView(ctx, p)
	v.Sheet = minutesSheet
	var html bytes.Buffer
	if err := view.CouncilPaper(v).Render(ctx, &html); err != nil {
		return err
	}
	paper := document.Paper{HTML: html.Bytes(), At: p.Today, Within: minutesWithin}
	if paper.Files, err = paperSheet(); err != nil {
		return err
	}
	pdf, err := h.press.PDF(ctx, paper, document.Accessible)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("till-kunskapsradet-%d", p.Year)
	if v.Example {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".pdf", Type: "application/pdf", Content: pdf})
}
