package collect

import (
	"context"
	"net/http"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// ShowSubmit is the summary before handing in a period, and the receipt after.
func (h *Handlers) ShowSubmit(w http.ResponseWriter, r *http.Request) error {
	form, err := h.room.Form(r.Context(), page.VisitorOf(r).Actor, where(r))
	if err != nil {
		return err
	}
	v := newSubmitView(r.Context(), form)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Head.Heading.Title, Content: view.Submit(v)})
}

// SubmitEntry hands in the period. When rows are empty the form comes back with
// the problem at each.
func (h *Handlers) SubmitEntry(w http.ResponseWriter, r *http.Request) error {
	ctx, actor := r.Context(), page.VisitorOf(r).Actor
	sent, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.Submit(ctx, actor, where(r))
	if !sent.Rejected(err) {
		if err != nil {
			return err
		}
		at := where(r)
		return page.RedirectWith(w, r, overviewURL+"/"+at.UnitCode+"/"+at.PeriodCode+"/lamna-in",
			page.Done(i18n.T(ctx, "Tack, uppgifterna är inlämnade.")))
	}
	form, err := h.room.Form(ctx, actor, where(r))
	if err != nil {
		return err
	}
	return h.showEntry(w, r, http.StatusUnprocessableEntity, form, returned{typing: typing{form: sent}})
}

func newSubmitView(ctx context.Context, form collect.Form) view.SubmitView {
	v := view.SubmitView{Head: newHead(ctx, form), Steps: steps(ctx, form), Summary: summary(ctx, form),
		BackURL: entryURL(form.Unit, form.Period), BackText: i18n.T(ctx, "Till uppgifterna")}
	v.Head.Heading.Trail = append(v.Head.Heading.Trail, ui.Link{Text: v.Head.Heading.Title, URL: v.BackURL})
	list := reasonsOf(form)
	for _, row := range form.Rows {
		v.Rows = append(v.Rows, view.SubmitRow{Name: row.Indicator.Definition.Name, About: about(ctx, form, row),
			Value: list.value(ctx, row.Indicator, row.Says())})
	}
	if !waiting(form) {
		return v
	}
	period := words.Period(ctx, form.Period)
	v.Head.Heading.Title = i18n.T(ctx, "Lämna in %s för %s", period, form.Unit.ShortName)
	v.BackText = i18n.T(ctx, "Tillbaka till formuläret")
	v.Empty, v.Odd = rowLinks(ctx, form, form.Empty()), rowLinks(ctx, form, form.Odd())
	if form.CanSubmit && len(v.Empty) == 0 && len(form.Rows) > 0 {
		v.SubmitURL = submitURL(form.Unit, form.Period)
		v.SubmitText = i18n.T(ctx, "Lämna in %s", period)
	}
	return v
}

// rowLinks lead to rows of the form.
func rowLinks(ctx context.Context, form collect.Form, rows []collect.Row) []ui.Link {
	var links []ui.Link
	for _, row := range rows {
		links = append(links, ui.Link{Text: joined(", ", row.Indicator.Definition.Name, about(ctx, form, row)),
			URL: entryURL(form.Unit, form.Period) + "#" + rowID(row.Key())})
	}
	return links
}

// steps is the path that a submission takes.
func steps(ctx context.Context, form collect.Form) []ui.Step {
	order := map[quality.SubmissionState]int{quality.Draft: 0, quality.Returned: 0, quality.Reopened: 0,
		quality.Submitted: 1, quality.Approved: 2, quality.Final: 3}
	reached := order[form.Submission.State]
	if waiting(form) {
		reached = 0 // also when only some of it came back
	}
	list := []ui.Step{{Text: i18n.T(ctx, "Fylla i")}, {Text: i18n.T(ctx, "Inlämnad")},
		{Text: i18n.T(ctx, "Godkänd av sammanställande")}, {Text: i18n.T(ctx, "Fastställd i årsrapporten")}}
	for n := range list {
		switch {
		case n < reached || n == len(list)-1 && reached == n:
			list[n].State = ui.StepDone
		case n == reached:
			list[n].State = ui.StepCurrent
		default:
			list[n].State = ui.StepNext
		}
	}
	s := form.Submission
	if s.SubmittedAt != nil && reached >= 1 {
		list[1].Detail = moment(ctx, *s.SubmittedAt, form.Today, form.SubmittedBy)
	}
	if s.ApprovedAt != nil && reached >= 2 {
		list[2].Detail = decidedAt(ctx, *s.ApprovedAt, form.Today, form.ApprovedBy)
	}
	return list
}

// summary counts what is filled in, what is missing and what does not apply.
func summary(ctx context.Context, form collect.Form) []ui.Definition {
	count := map[quality.FigureState]int{}
	for _, row := range form.Rows {
		count[row.Says().State]++
	}
	list := []ui.Definition{{Term: i18n.T(ctx, "Med värde"), Text: i18n.T(ctx, "%d av %d", count[quality.Reported], len(form.Rows))}}
	for _, c := range []struct {
		term string
		n    int
	}{
		{i18n.T(ctx, "Uppgift saknas"), count[quality.Missing]},
		{i18n.T(ctx, "Ej tillämpligt"), count[quality.NotApplicable]},
		{i18n.T(ctx, "Inget lämnat"), len(form.Empty())},
	} {
		if c.n > 0 {
			list = append(list, ui.Definition{Term: c.term, Text: i18n.Integer(ctx, int64(c.n))})
		}
	}
	return list
}
