package goals

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// spareParts are how many empty lines the form of a division ends with.
const spareParts = 2

// readDivision reads what was typed. Empty lines are left out; lines says which line of the
// form each part came from.
func readDivision(form *page.Form) (d quality.Division, lines []int) {
	d = quality.Division{Code: form.Text("code", maxTyped), Name: form.Text("name", maxTyped), Kind: quality.DivisionKind(form.Value("kind")), Version: readRevision(form)}
	for n := 0; form.Has(partField(n, "name")); n++ {
		s := quality.Stratum{ID: quality.StratumID(form.ID(partField(n, "id"))), Code: form.Text(partField(n, "code"), maxTyped), Name: form.Text(partField(n, "name"), maxTyped),
			ValidFrom: readDay(form, partField(n, "from")), ValidTo: readDay(form, partField(n, "to"))}
		if s.Name+s.Code == "" {
			continue // a part whose name and code are emptied is removed
		}
		if s.Code == "" {
			s.Code = codeOf(s.Name)
		}
		d.Strata, lines = append(d.Strata, s), append(lines, n)
	}
	return d, lines
}

func partField(n int, field string) string { return fmt.Sprintf("part.%d.%s", n, field) }

func divisionValues(ctx context.Context, d quality.Division) url.Values {
	values := url.Values{"code": {d.Code}, "name": {d.Name}, "kind": {string(d.Kind)}, "version": {strconv.Itoa(d.Version)}}
	for n, s := range d.Strata {
		if s.ID != 0 { // a part that is to be added has none
			values.Set(partField(n, "id"), number(s.ID))
		}
		values.Set(partField(n, "code"), s.Code)
		values.Set(partField(n, "name"), s.Name)
		values.Set(partField(n, "from"), typedDay(ctx, s.ValidFrom))
		values.Set(partField(n, "to"), typedDay(ctx, s.ValidTo))
	}
	return values
}

func typedDay(ctx context.Context, day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return i18n.Date(ctx, day)
}

// divisionPage is the form with what it is about; the division is zero for a new one.
type divisionPage struct {
	goals.Divisions
	goals.DivisionUse
	form     *page.Form
	conflict bool
}

func (h *Handlers) showDivision(w http.ResponseWriter, r *http.Request, p divisionPage) error {
	v := newDivisionFormView(r.Context(), p, page.VisitorOf(r).Now.Year())
	status := p.form.Status()
	if p.conflict {
		status = http.StatusConflict
		v.Conflict.Text, v.Version = page.Overtaken(r.Context(), "", time.Time{}), strconv.Itoa(p.Version)
	}
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.DivisionForm(v)})
}

func newDivisionFormView(ctx context.Context, p divisionPage, year int) view.DivisionFormView {
	form := p.form
	v := view.DivisionFormView{
		FormState: ui.FormState{Action: divisionsURL + "/ny", BackURL: divisionsURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Trail:     divisionTrail(ctx), Title: i18n.T(ctx, "Ny uppdelning"), New: p.ID == 0, Values: map[string]string{},
		Kind: ui.SelectProps{Name: "kind", Label: i18n.T(ctx, "Vad barnen delas upp efter"), Value: form.Value("kind"), Error: form.Error(ctx, "kind"),
			Options: choices(ctx, quality.DivisionKinds(), words.DivisionKind)},
		Days: periodStarts(ctx, year-3, year+2),
	}
	for name := range form.All() {
		v.Values[name] = form.Value(name)
	}
	if p.ID != 0 {
		v.Title, v.Action = i18n.T(ctx, "Ändra %s", p.Name), divisionsURL+"/"+number(p.ID)
		if len(p.Measures) == 0 && p.Figures() == 0 {
			v.DeleteURL = v.Action + "/ta-bort"
		}
	}
	last := -1
	for n := 0; form.Has(partField(n, "name")); n++ {
		if form.Value(partField(n, "name"))+form.Value(partField(n, "code")) != "" {
			last = n
		}
	}
	for n := range last + 1 + spareParts {
		part := view.DivisionPart{Field: fmt.Sprintf("part.%d", n), Days: v.Days}
		for _, field := range []string{"from", "to"} {
			// A day of a year that is not offered stays.
			day := form.Value(partField(n, field))
			if day != "" && !slices.ContainsFunc(part.Days, func(o ui.Option) bool { return o.Value == day }) {
				part.Days = append([]ui.Option{{Value: day, Label: day}}, part.Days...)
			}
		}
		for _, s := range p.Strata {
			if number(s.ID) == form.Value(partField(n, "id")) && p.Parts[s.ID].Figures > 0 {
				part.Used = i18n.N(ctx, "En siffra", "%d siffror", p.Parts[s.ID].Figures)
			}
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}
