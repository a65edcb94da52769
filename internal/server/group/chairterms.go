package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// rotationFacts is whose turn it is and who is next, in words.
func rotationFacts(ctx context.Context, r improvement.Rotation, c group.Choices) []ui.Definition {
	name := func(t *improvement.ChairTerm) string {
		if t == nil {
			return ""
		}
		who := c.Names[t.PersonID]
		if who == "" {
			who = t.Name
		}
		region := ""
		for _, u := range c.Units {
			if u.RegionID == t.RegionID {
				region = u.RegionName
			}
		}
		if who == "" {
			return i18n.T(ctx, "%s, %s – %s", region, i18n.LongDate(ctx, t.From), i18n.LongDate(ctx, t.To))
		}
		return i18n.T(ctx, "%s, %s, %s – %s", who, region, i18n.LongDate(ctx, t.From), i18n.LongDate(ctx, t.To))
	}
	facts := []ui.Definition{{Term: i18n.T(ctx, "Nu"), Text: name(r.Now)}, {Term: i18n.T(ctx, "Sedan"), Text: name(r.Next)}}
	if r.Next == nil && r.Turn.ID != 0 {
		facts[1].Text = i18n.T(ctx, "Inte planerat. På tur: %s", r.Turn.Name)
	}
	return facts
}

// ShowChairTerms shows whose turn it has been, is and is to be.
func (h *Handlers) ShowChairTerms(w http.ResponseWriter, r *http.Request) error {
	return h.showChairTerms(w, r, page.NewForm(nil))
}

func (h *Handlers) showChairTerms(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.ChairTerms(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.ChairTermsView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx), Title: i18n.T(ctx, "Ordförandeskapet"),
		Lead: i18n.T(ctx, "Uppdraget går runt mellan regionerna. En period är %d månader om inget annat sägs.", p.Settings.TermMonths)},
		Facts: rotationFacts(ctx, p.Rotation, p.Choices), Edit: p.Manages, Form: ui.FormState{Problems: form.Summary(ctx)}}
	for _, t := range p.List {
		v.Rows = append(v.Rows, chairTermRow(ctx, t, p))
	}
	if p.Manages {
		if !form.Has("from_on") {
			form = page.NewForm(url.Values{"from_on": {i18n.Date(ctx, p.Rotation.Begin)}, "to_on": {i18n.Date(ctx, p.Rotation.End)}, "region": {page.Digits(p.Rotation.Turn.ID)}})
		}
		v.Step = &view.AreaStep{ID: "planera", Title: i18n.T(ctx, "Planera nästa period"), Action: chairTermsURL, Fields: termFields(ctx, form, p),
			Buttons: []ui.ButtonProps{{Text: i18n.T(ctx, "Lägg till perioden")}}}
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.ChairTerms(v)})
}

func chairTermRow(ctx context.Context, t group.ChairTermRow, p group.ChairTermsPage) view.ChairTermRow {
	row := view.ChairTermRow{Region: t.RegionName, Who: t.PersonName + t.Name, Note: t.Note, Time: i18n.T(ctx, "%s – %s", i18n.LongDate(ctx, t.From), i18n.LongDate(ctx, t.To)),
		Kind: "past", State: i18n.T(ctx, "Har varit"), URL: chairTermsURL + "/" + page.Digits(t.ID)}
	if row.Who == "" {
		row.Who = i18n.T(ctx, "Inte bestämt")
	}
	switch {
	case t.From.After(p.Today):
		row.Kind, row.State = "next", i18n.T(ctx, "Planerad")
	case !t.To.Before(p.Today):
		row.Kind, row.State = "now", i18n.T(ctx, "Pågår")
	}
	return row
}

// termFields are what is asked of a turn.
func termFields(ctx context.Context, form *page.Form, p group.ChairTermsPage) []templ.Component {
	f := filled{ctx, form}
	person := personSelect(ctx, p.Choices, 0, "")
	person.Label, person.Empty = i18n.T(ctx, "Ordförande"), i18n.T(ctx, "Inte bestämt, eller utan konto")
	return []templ.Component{
		f.choice(ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Region"), Empty: i18n.T(ctx, "Välj"), Options: regionOptions(p.Regions), Required: true}),
		f.choice(person),
		f.line(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn, för någon utan konto"), MaxLength: 100, Optional: true}),
		f.day("from_on", i18n.T(ctx, "Första dag"), "", true), f.day("to_on", i18n.T(ctx, "Sista dag"), "", true),
		f.text(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Description: i18n.T(ctx, "Till exempel varför perioden är en annan än den vanliga."), Rows: 2, Optional: true}),
	}
}

func readTerm(form *page.Form, g org.GroupID) improvement.ChairTerm {
	return improvement.ChairTerm{GroupID: g, RegionID: org.RegionID(form.ID("region")), PersonID: org.PersonID(form.ID("person")), Name: form.Text("name", maxTyped),
		From: dayIn(form, "from_on"), To: dayIn(form, "to_on"), Note: form.Text("note", maxWritten), Version: versionIn(form)}
}

// CreateChairTerm plans a turn.
func (h *Handlers) CreateChairTerm(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t := readTerm(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SaveChairTerm(ctx, visitor.Actor, t)
	}
	if form.Rejected(err) {
		return h.showChairTerms(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, chairTermsURL, page.Done(i18n.T(ctx, "Perioden är inlagd.")))
}

// termIn reads the turn that the address names, for those who may change it.
func (h *Handlers) termIn(r *http.Request) (group.ChairTermsPage, group.ChairTermRow, error) {
	p, err := h.settingsIn(r)
	if err != nil {
		return p, group.ChairTermRow{}, err
	}
	id, err := page.ID(r, "term")
	if err != nil {
		return p, group.ChairTermRow{}, err
	}
	for _, t := range p.List {
		if t.ID == improvement.ChairTermID(id) {
			return p, t, nil
		}
	}
	return p, group.ChairTermRow{}, fault.ErrNotFound
}

// EditChairTerm shows the form for a planned turn.
func (h *Handlers) EditChairTerm(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, t, err := h.termIn(r)
	if err != nil {
		return err
	}
	values := url.Values{"region": {page.Digits(t.RegionID)}, "name": {t.Name}, "from_on": {i18n.Date(ctx, t.From)}, "to_on": {i18n.Date(ctx, t.To)}, "note": {t.Note}, "version": {strconv.Itoa(t.Version)}}
	if t.PersonID != 0 {
		values.Set("person", page.Digits(t.PersonID))
	}
	return showTermForm(w, r, page.NewForm(values), p, termAt{row: t})
}

// termAt is the turn that a form is about, and that somebody else was first.
type termAt struct {
	row  group.ChairTermRow
	late bool
}

func showTermForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.ChairTermsPage, at termAt) error {
	ctx := r.Context()
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Ordförandeskapet"), URL: chairTermsURL}), Title: i18n.T(ctx, "Ändra perioden")},
		Submit: i18n.T(ctx, "Spara perioden"), Form: ui.FormState{Action: chairTermsURL + "/" + page.Digits(at.row.ID), BackURL: chairTermsURL}, Fields: termFields(ctx, form, p)}
	if at.row.From.After(p.Today) {
		v.Delete = i18n.T(ctx, "Ta bort perioden")
	}
	if at.late {
		form.All().Set("version", strconv.Itoa(at.row.Version))
		v.Form.Conflict = overtaken(ctx, "", p.Today)
	}
	return showAreaForm(w, r, form, v)
}

// SaveChairTerm changes a planned turn, or takes it away.
func (h *Handlers) SaveChairTerm(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, stored, err := h.termIn(r)
	if err != nil {
		return err
	}
	t, said := readTerm(form, visitor.Group.ID), i18n.T(ctx, "Perioden är sparad.")
	t.ID = stored.ID
	if form.Value("do") == "delete" {
		said, err = i18n.T(ctx, "Perioden är borttagen."), h.room.DeleteChairTerm(ctx, visitor.Actor, t)
	} else if err = form.Err(); err == nil {
		err = h.room.SaveChairTerm(ctx, visitor.Actor, t)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: chairTermsURL, Said: said,
		Again: func(late bool) error { return showTermForm(w, r, form, p, termAt{row: stored, late: late}) }})
}
