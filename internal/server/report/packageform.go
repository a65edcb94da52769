package report

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// spareLines are how many empty lines for professions a form ends with.
const spareLines = 3

// EditNewPackage shows the form for a new data package, filled in for what it is wanted for:
// `?inforande=`, `?team=` or `?matt=`.
func (h *Handlers) EditNewPackage(w http.ResponseWriter, r *http.Request) error {
	f, err := h.beginPackage(r, page.Query(r))
	if err != nil {
		return err
	}
	return h.showPackageForm(w, r, f, page.NewForm(packageValues(f.DataPackage)), http.StatusOK)
}

func (h *Handlers) beginPackage(r *http.Request, from *page.Form) (report.PackageForm, error) {
	visitor := page.VisitorOf(r)
	n := report.NewPackageFor{Group: visitor.Group.ID, PathwayID: from.ID("inforande"), TeamID: from.ID("team"), Measure: from.Value("matt")}
	if from.Err() != nil {
		return report.PackageForm{}, fault.ErrNotFound
	}
	return h.room.BeginPackage(r.Context(), visitor.Actor, n)
}

// CreatePackage adds a data package.
func (h *Handlers) CreatePackage(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	k := readPackage(form, visitor.Group.ID)
	k.PathwayID, k.TeamID = form.ID("inforande"), form.ID("team")
	if err = form.Err(); err == nil {
		k.ID, err = h.room.CreatePackage(ctx, visitor.Actor, k)
	}
	if form.Rejected(err) {
		f, err := h.beginPackage(r, page.NewForm(url.Values{"inforande": {form.Value("inforande")}, "team": {form.Value("team")}}))
		if err != nil {
			return err
		}
		return h.showPackageForm(w, r, f, form, form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, packageURL(k.ID), page.Done(i18n.T(ctx, "Datapaketet är sparat som utkast. Spara en version när det är klart.")))
}

// EditPackage shows the form for what a package is to be made of.
func (h *Handlers) EditPackage(w http.ResponseWriter, r *http.Request) error {
	f, err := h.packageToEdit(r)
	if err != nil {
		return err
	}
	return h.showPackageForm(w, r, f, page.NewForm(packageValues(f.DataPackage)), http.StatusOK)
}

func (h *Handlers) packageToEdit(r *http.Request) (report.PackageForm, error) {
	asked, err := askedPackage(r)
	if err != nil {
		return report.PackageForm{}, err
	}
	return h.room.EditPackage(r.Context(), page.VisitorOf(r).Actor, asked)
}

// SavePackage stores what a package is to be made of.
func (h *Handlers) SavePackage(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.packageToEdit(r)
	if err != nil {
		return err
	}
	k := readPackage(form, visitor.Group.ID)
	k.ID, k.Version = f.ID, readVersion(form)
	if err = form.Err(); err == nil {
		err = h.room.SavePackage(ctx, visitor.Actor, k)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if f, err = h.packageToEdit(r); err != nil { // as it has become
			return err
		}
		return h.showPackageForm(w, r, f, form, http.StatusConflict)
	case form.Rejected(err):
		return h.showPackageForm(w, r, f, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, packageURL(k.ID), page.Done(i18n.T(ctx, "Ändringarna är sparade. Versioner som redan är sparade är oförändrade.")))
}

func readVersion(form *page.Form) int {
	if version := form.Whole("version"); version != nil {
		return int(*version)
	}
	return 0
}

func chosenYear(form *page.Form, field string) int {
	year, _ := strconv.Atoi(form.Value(field))
	if year == 0 {
		form.Problem(field, "unknown_choice")
	}
	return year
}

func readPackage(form *page.Form, group org.GroupID) improvement.DataPackage {
	k := improvement.DataPackage{GroupID: group, Title: form.Text("title", maxTyped), Question: form.Text("question", maxTyped)}
	k.FirstYear, k.LastYear = chosenYear(form, "first_year"), chosenYear(form, "last_year")
	for _, id := range form.IDs("measures") {
		k.Indicators = append(k.Indicators, quality.IndicatorID(id))
	}
	for _, id := range form.IDs("units") {
		k.Units = append(k.Units, org.UnitID(id))
	}
	for n := 0; form.Has(at("profession", n)); n++ {
		k.Professions = append(k.Professions, improvement.PackageProfession{Profession: form.Text(at("profession", n), maxTyped),
			What: form.Text(at("what", n), maxTyped), Source: form.Text(at("source", n), maxTyped)})
	}
	k.Professions = slices.DeleteFunc(k.Professions, func(p improvement.PackageProfession) bool { return p == improvement.PackageProfession{} })
	for _, s := range improvement.PackageSections() {
		if text := form.Text("note."+string(s), maxTyped); text != "" {
			k.Notes = append(k.Notes, improvement.PackageNote{Section: s, Text: text})
		}
	}
	return k
}

func at(field string, n int) string { return fmt.Sprintf("%s.%d", field, n) }

func packageValues(k improvement.DataPackage) url.Values {
	values := url.Values{"title": {k.Title}, "question": {k.Question}, "first_year": {strconv.Itoa(k.FirstYear)}, "last_year": {strconv.Itoa(k.LastYear)},
		"version": {strconv.Itoa(k.Version)}}
	for _, id := range k.Indicators {
		values.Add("measures", page.Digits(id))
	}
	for _, id := range k.Units {
		values.Add("units", page.Digits(id))
	}
	for n, p := range k.Professions {
		values.Set(at("profession", n), p.Profession)
		values.Set(at("what", n), p.What)
		values.Set(at("source", n), p.Source)
	}
	for _, n := range k.Notes {
		values.Set("note."+string(n.Section), n.Text)
	}
	return values
}

func (h *Handlers) showPackageForm(w http.ResponseWriter, r *http.Request, f report.PackageForm, form *page.Form, status int) error {
	v := newPackageFormView(r.Context(), f, form)
	if status == http.StatusConflict {
		v.Conflict.Text = page.Overtaken(r.Context(), f.Writer, f.WrittenAt.In(i18n.Location()))
		v.Version = strconv.Itoa(f.Version)
	}
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.PackageForm(v)})
}

func newPackageFormView(ctx context.Context, f report.PackageForm, form *page.Form) view.PackageFormView {
	v := view.PackageFormView{
		FormState: ui.FormState{Action: packagesURL + "/nytt", BackURL: packagesURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx), Version: form.Value("version")},
		Trail:     packageTrail(ctx), Title: i18n.T(ctx, "Nytt datapaket"), Values: map[string]string{}, Chosen: map[string][]string{}, Empty: len(f.Measures) == 0,
	}
	if f.ID != 0 {
		v.Title, v.Action, v.BackURL = i18n.T(ctx, "Ändra datapaketet"), packageURL(f.ID)+"/andra", packageURL(f.ID)
		v.Trail = append(v.Trail, ui.Link{Text: f.Title, URL: packageURL(f.ID)})
	} else {
		v.For = []ui.Hidden{{Name: "inforande", Value: someID(f.PathwayID)}, {Name: "team", Value: someID(f.TeamID)}}
	}
	for name := range form.All() {
		v.Values[name] = form.Value(name)
	}
	v.Chosen["measures"], v.Chosen["units"] = form.Values("measures"), form.Values("units")
	for _, y := range f.Years {
		v.Years = append(v.Years, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	for _, c := range quality.Categories() {
		group := view.MeasureGroup{Category: words.Category(ctx, c)}
		for _, m := range f.Measures {
			if m.Category == c && c != quality.Process {
				label := m.Definition.Name
				if m.Division != "" {
					label = i18n.T(ctx, "%s (delas upp på %s)", label, m.Division)
				}
				group.Options = append(group.Options, ui.Option{Value: page.Digits(m.ID), Label: label})
			}
		}
		if len(group.Options) > 0 {
			v.Measures = append(v.Measures, group)
		}
	}
	for _, u := range f.Units {
		v.Units = append(v.Units, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	lines := 0
	for ; form.Value(at("profession", lines))+form.Value(at("what", lines))+form.Value(at("source", lines)) != "" && lines < improvement.MaxPackageProfessions; lines++ {
	}
	for n := range min(lines+spareLines, improvement.MaxPackageProfessions) {
		v.Lines = append(v.Lines, n)
	}
	for _, s := range improvement.PackageSections() {
		v.Notes = append(v.Notes, view.PackageNoteField{Name: "note." + string(s), Heading: noteHeading(ctx, s)})
	}
	return v
}

// someID is an id for a hidden field, "" for none.
func someID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// noteHeading is the heading that a note stands under.
func noteHeading(ctx context.Context, s improvement.PackageSection) string {
	switch s {
	case improvement.PackagePatients:
		return i18n.T(ctx, "Hur många barnen är")
	case improvement.PackageChildren:
		return i18n.T(ctx, "Graviditetslängd, kön och hemregion")
	case improvement.PackageCare:
		return i18n.T(ctx, "Var i vården de finns")
	case improvement.PackageProfessions:
		return i18n.T(ctx, "Vilka professioner de möter")
	case improvement.PackageResults:
		return i18n.T(ctx, "Nuläget mot mål och referensvärden")
	case improvement.PackageVariation:
		return i18n.T(ctx, "Skillnader mellan enheterna")
	}
	return i18n.T(ctx, "Slutsatser")
}
