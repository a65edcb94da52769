package collect

import (
	"context"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

func handoverURL(unit org.Unit) string { return overviewURL + "/" + unit.Code + "/overlamning" }

// ShowHandover is what somebody who takes over the unit needs to know.
func (h *Handlers) ShowHandover(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	handover, err := h.room.Handover(ctx, visitor.Actor, visitor.Group.ID, chi.URLParam(r, "unit"))
	if err != nil {
		return err
	}
	v := newHandoverView(ctx, handover)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Handover(v)})
}

func newHandoverView(ctx context.Context, h collect.Handover) view.HandoverView {
	v := view.HandoverView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}},
			Title: i18n.T(ctx, "Överlämning för %s", h.Unit.ShortName),
			Lead:  i18n.T(ctx, "Det som en efterträdare eller ersättare behöver veta, som det är %s.", i18n.LongDate(ctx, h.Today))},
		Print: i18n.T(ctx, "Sidan går att skriva ut."),
	}
	for _, p := range slices.Concat(h.Now, h.Running) {
		task := periodTask(ctx, p, h.Today)
		task.Task.Text = filled(ctx, p.Filled, p.Total) // why it came back stands in a part of its own
		v.Due = append(v.Due, task)
	}
	for _, c := range h.Coming {
		v.Coming = append(v.Coming, words.Sentence(i18n.T(ctx, "%s lämnas senast %s.", words.Period(ctx, c.Period), i18n.LongDate(ctx, c.Due))))
	}
	for _, r := range h.Returns {
		v.Returns = append(v.Returns, returnNote(ctx, h, r))
	}
	for _, c := range h.Comments {
		v.Comments = append(v.Comments, view.HandoverNote{Text: c.Text, Detail: moment(ctx, c.At, h.Today, c.By),
			About: ui.Link{Text: joined(", ", c.Measure.Definition.Name, c.Stratum, words.Period(ctx, c.Period))}})
	}
	for _, p := range h.HandedIn {
		v.HandedIn = append(v.HandedIn, earlierPeriod(ctx, p))
	}
	fillPeople(ctx, &v, h)
	fillReadings(ctx, &v, h)
	return v
}

// returnNote says what came back, why, and until when it may be changed.
func returnNote(ctx context.Context, h collect.Handover, r collect.Return) view.HandoverNote {
	note := view.HandoverNote{Text: r.Reason, Detail: decidedAt(ctx, r.At, h.Today, r.By),
		About: ui.Link{Text: joined(", ", words.Sentence(words.Period(ctx, r.Collection)), r.Measure, r.Stratum), URL: entryURL(h.Unit, r.Collection)}}
	if r.Until != nil {
		note.Detail = joined(" ", i18n.T(ctx, "Öppnad till och med %s,", i18n.LongDate(ctx, *r.Until)), note.Detail)
	}
	return note
}

func fillPeople(ctx context.Context, v *view.HandoverView, h collect.Handover) {
	for _, c := range h.Contacts {
		person := view.HandoverPerson{Name: c.Person.Name, Role: words.Role(ctx, c.Role), Email: c.Person.Email}
		if c.To != nil {
			person.Role = joined(", ", person.Role, i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *c.To)))
		}
		v.Contacts = append(v.Contacts, person)
	}
	for _, r := range h.Reporters {
		person := view.HandoverPerson{Name: r.Person.Name, Email: r.Person.Email, When: i18n.LongDate(ctx, r.Last), Role: i18n.T(ctx, "Rapporterar inte längre för enheten")}
		switch {
		case r.HasLeft:
			person.Role, person.Email = i18n.T(ctx, "Har slutat"), ""
		case r.Now:
			person.Role = i18n.T(ctx, "Rapporterar för enheten")
		}
		v.Reporters = append(v.Reporters, person)
	}
}

func fillReadings(ctx context.Context, v *view.HandoverView, h collect.Handover) {
	for _, m := range h.Readings {
		name, code := m.Measure.Definition.Name, m.Measure.Code
		edit := readingURL(collect.WhereReading{UnitCode: h.Unit.Code, IndicatorCode: code})
		switch {
		case m.Reading != nil:
			reading := view.HandoverReading{Measure: ui.Link{Text: name, URL: measureURL(code)}, Text: m.Reading.Text,
				Written: words.Written(ctx, m.Reading.WriterName, m.Reading.WrittenAt)}
			if h.CanWrite {
				reading.EditURL = edit
			}
			v.Readings = append(v.Readings, reading)
		case h.CanWrite:
			v.Unread = append(v.Unread, ui.Link{Text: name, URL: edit})
		}
	}
}
