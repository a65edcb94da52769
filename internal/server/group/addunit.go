package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewUnit shows the form for a unit that the register has not.
func (h *Handlers) EditNewUnit(w http.ResponseWriter, r *http.Request) error {
	form := page.NewForm(url.Values{"care_level": {string(org.GeneralCare)}, "participation": {string(org.Full)}})
	return h.showNewUnit(w, r, form, false)
}

func (h *Handlers) showNewUnit(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	reg, err := h.room.Register(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v, status := newNewUnitView(ctx, form, visitor.Group, reg), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, reg.Last.ActorName, reg.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.NewUnit(v)})
}

// CreateUnit registers a unit that is missing and lets it take part.
func (h *Handlers) CreateUnit(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	u := readUnit(form)
	if err = form.Err(); err == nil {
		err = h.room.AddUnit(ctx, visitor.Actor, seen(form, visitor), u)
	}
	switch {
	case form.Rejected(err):
		return h.showNewUnit(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showNewUnit(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, unitsURL, page.Done(i18n.T(ctx, "%s är tillagd och med i gruppen.", u.Name)))
}

func readUnit(form *page.Form) group.MissingUnit {
	return group.MissingUnit{
		HospitalID: form.ID("hospital"), Hospital: form.Text("new_hospital", maxTyped), City: form.Text("city", maxTyped),
		RegionID: org.RegionID(form.ID("region")), Region: form.Text("new_region", maxTyped), Clinic: form.Text("clinic", maxTyped),
		Name: form.Text("name", maxTyped), ShortName: form.Text("short_name", maxTyped), Code: form.Text("code", maxTyped),
		CareLevel: org.CareLevel(form.Value("care_level")), Participation: org.Participation(form.Value("participation")),
	}
}

func newNewUnitView(ctx context.Context, form *page.Form, g org.Group, reg group.Register) view.NewUnitView {
	field := func(name, label string, longest int) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name), MaxLength: longest}
	}
	v := view.NewUnitView{
		Heading: ui.PageHeadingProps{Trail: append(guideTrail(ctx, g), ui.Link{Text: i18n.T(ctx, "Enheter"), URL: unitsURL}),
			Title: i18n.T(ctx, "Lägg till en enhet"), Lead: i18n.T(ctx, "Enheten blir inlagd för hela sjukvårdsregionen, så att även andra grupper kan ta med den.")},
		Form: ui.FormState{Action: unitsURL + "/ny", BackURL: unitsURL, Version: strconv.Itoa(reg.Version), Problems: form.Summary(ctx)},
		Name: field("name", i18n.T(ctx, "Enhetens namn"), 200), ShortName: field("short_name", i18n.T(ctx, "Kort namn"), 40),
		Code: field("code", i18n.T(ctx, "Kod"), quality.MaxCode), Clinic: field("clinic", i18n.T(ctx, "Klinik"), 200),
		NewHospital: field("new_hospital", i18n.T(ctx, "Sjukhusets namn"), 200), City: field("city", i18n.T(ctx, "Ort"), 200),
		NewRegion: field("new_region", i18n.T(ctx, "Regionens namn, om den saknas i listan"), 200),
		Hospital: ui.SelectProps{Name: "hospital", Label: i18n.T(ctx, "Sjukhus"), Value: form.Value("hospital"), Error: form.Error(ctx, "hospital"),
			Empty: i18n.T(ctx, "Välj sjukhus")},
		Region: ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Region"), Value: form.Value("region"), Error: form.Error(ctx, "region"),
			Empty: i18n.T(ctx, "Ingen av dem")},
		CareLevel: ui.ChoiceGroupProps{Name: "care_level", Legend: i18n.T(ctx, "Vårdnivå"), Chosen: form.Values("care_level"), Error: form.Error(ctx, "care_level")},
		Participation: ui.ChoiceGroupProps{Name: "participation", Legend: i18n.T(ctx, "Lämnar"), Chosen: form.Values("participation"),
			Error: form.Error(ctx, "participation")},
	}
	v.ShortName.Description = i18n.T(ctx, "Ofta orten. Står i tabeller och diagram.")
	v.Code.Description, v.Code.Optional = i18n.T(ctx, "Står i adresser och filer. Lämnas den tom görs den av det korta namnet."), true
	fillPlaces(ctx, &v, reg)
	for _, name := range []string{"new_hospital", "city", "region", "new_region"} {
		v.OpenHospital = v.OpenHospital || form.Value(name) != "" || form.Error(ctx, name) != ""
	}
	return v
}

// fillPlaces fills in what there is to choose among.
func fillPlaces(ctx context.Context, v *view.NewUnitView, reg group.Register) {
	for _, h := range reg.Hospitals {
		o := ui.Option{Value: strconv.FormatInt(h.ID, 10), Label: h.Name}
		if n := len(v.Hospital.Groups) - 1; n >= 0 && v.Hospital.Groups[n].Label == h.RegionName {
			v.Hospital.Groups[n].Options = append(v.Hospital.Groups[n].Options, o)
		} else {
			v.Hospital.Groups = append(v.Hospital.Groups, ui.OptionGroup{Label: h.RegionName, Options: []ui.Option{o}})
		}
		for _, clinic := range h.Clinics {
			if !slices.Contains(v.Clinic.Suggestions, clinic) {
				v.Clinic.Suggestions = append(v.Clinic.Suggestions, clinic)
			}
		}
	}
	for _, r := range reg.Regions {
		v.Region.Options = append(v.Region.Options, ui.Option{Value: strconv.FormatInt(int64(r.ID), 10), Label: r.Name})
	}
	for _, level := range []org.CareLevel{org.HighlySpecialised, org.GeneralCare, org.BirthSite} {
		v.CareLevel.Options = append(v.CareLevel.Options, ui.Option{Value: string(level), Label: words.CareLevel(ctx, level)})
	}
	for _, p := range []org.Participation{org.Full, org.ProcessOnly} {
		v.Participation.Options = append(v.Participation.Options, ui.Option{Value: string(p), Label: words.Participation(ctx, p)})
	}
}
