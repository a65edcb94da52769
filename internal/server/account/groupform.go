package account

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// firstGroupDay is the day that a group has its task from when none is said.
var firstGroupDay = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

func readGroup(form *page.Form) account.NewGroup {
	n := account.NewGroup{RegionID: form.ID("region"), Code: form.Text("code", maxTyped),
		Names: org.GroupNames{Name: form.Text("name", maxTyped), ShortName: form.Text("short_name", maxTyped), BodyID: org.BodyID(form.ID("body")),
			NationalArea: form.Text("national_area", maxTyped), From: firstGroupDay, To: form.Date("active_to")},
		Body: account.NewBody{Name: form.Text("body_name", maxTyped), ShortName: form.Text("body_short_name", maxTyped),
			ParentID: org.BodyID(form.ID("body_parent"))},
		Coordinator: org.Person{Email: form.Text("email", maxTyped), Name: form.Text("person", maxTyped), Profession: org.Profession(form.Value("profession"))}}
	if from := form.Date("active_from"); from != nil {
		n.Names.From = *from
	}
	if n.Body.Name == "" && n.Body.ShortName == "" {
		n.Body = account.NewBody{}
	}
	return n
}

// groupValues are the names as the form's fields have them.
func groupValues(ctx context.Context, n org.GroupNames) url.Values {
	values := url.Values{"name": {n.Name}, "short_name": {n.ShortName}, "body": {strconv.FormatInt(int64(n.BodyID), 10)}, "national_area": {n.NationalArea}}
	if !n.From.Equal(firstGroupDay) {
		values.Set("active_from", i18n.Date(ctx, n.From))
	}
	if n.To != nil {
		values.Set("active_to", i18n.Date(ctx, *n.To))
	}
	return values
}

func newGroupForm(ctx context.Context, form *page.Form, l account.GroupList) view.GroupFormView {
	field := func(name, label string, longest int) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name), MaxLength: longest}
	}
	v := view.GroupFormView{
		Heading: ui.PageHeadingProps{Trail: groupsTrail(ctx)},
		Form:    ui.FormState{BackURL: administeredURL, Problems: form.Summary(ctx)},
		Name:    field("name", i18n.T(ctx, "Gruppens namn"), quality.MaxGroupName), ShortName: field("short_name", i18n.T(ctx, "Kort namn"), quality.MaxGroupShortName),
		Area:     field("national_area", i18n.T(ctx, "Motsvarande nationellt programområde"), quality.MaxGroupName),
		Body:     ui.SelectProps{Name: "body", Label: i18n.T(ctx, "Vem får årets material?"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Empty: i18n.T(ctx, "Ingen än")},
		BodyName: field("body_name", i18n.T(ctx, "Mottagarens namn"), quality.MaxGroupName), BodyShortName: field("body_short_name", i18n.T(ctx, "Mottagarens korta namn"), quality.MaxGroupShortName),
		BodyParent: ui.SelectProps{Name: "body_parent", Label: i18n.T(ctx, "Hör till"), Value: form.Value("body_parent"), Error: form.Error(ctx, "body_parent"), Empty: i18n.T(ctx, "Ingen ovanför")},
		From:       field("active_from", i18n.T(ctx, "Från och med"), 0), To: field("active_to", i18n.T(ctx, "Till och med"), 0),
	}
	v.ShortName.Description = i18n.T(ctx, "Där det är ont om plats.")
	v.From.Type, v.From.Optional, v.To.Type, v.To.Optional, v.Area.Optional = "date", true, "date", true, true
	v.To.Description = i18n.T(ctx, "Efter den dagen lämnas inga nya siffror. Allt går att läsa.")
	for _, b := range l.Bodies {
		o := ui.Option{Value: strconv.FormatInt(int64(b.ID), 10), Label: b.Name}
		v.Body.Options, v.BodyParent.Options = append(v.Body.Options, o), append(v.BodyParent.Options, o)
	}
	for _, name := range []string{"body_name", "body_short_name", "body_parent"} {
		v.OpenBody = v.OpenBody || form.Value(name) != "" || form.Error(ctx, name) != ""
	}
	for _, name := range []string{"active_from", "active_to", "national_area", "code"} {
		v.OpenTime = v.OpenTime || form.Value(name) != "" || form.Error(ctx, name) != ""
	}
	return v
}

// newGroupFields are the fields that only a new group has.
func newGroupFields(ctx context.Context, form *page.Form, l account.GroupList) *view.NewGroupFields {
	f := &view.NewGroupFields{
		Region: ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Sjukvårdsregion"), Value: form.Value("region"), Error: form.Error(ctx, "region")},
		Code: ui.FieldProps{Name: "code", Label: i18n.T(ctx, "Kod"), Value: form.Value("code"), Error: form.Error(ctx, "code"), MaxLength: quality.MaxCode,
			Description: i18n.T(ctx, "Står i adresser och filer och ändras inte. Lämnas den tom görs den av det korta namnet."), Optional: true},
		Email: ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", Value: form.Value("email"), Error: form.Error(ctx, "email"), Autocomplete: "off"},
		Person: ui.FieldProps{Name: "person", Label: i18n.T(ctx, "Namn"), Value: form.Value("person"), Error: form.Error(ctx, "person"), MaxLength: 200,
			Description: i18n.T(ctx, "Behövs bara om personen inte har ett konto."), Autocomplete: "off"},
		Profession: ui.ChoiceGroupProps{Name: "profession", Legend: i18n.T(ctx, "Yrke"), Chosen: form.Values("profession"), Error: form.Error(ctx, "profession"), Inline: true,
			Options: professions(ctx)},
	}
	if f.Region.Value == "" && len(l.Regions) > 0 {
		f.Region.Value = strconv.FormatInt(l.Regions[0].ID, 10)
	}
	for _, region := range l.Regions {
		f.Region.Options = append(f.Region.Options, ui.Option{Value: strconv.FormatInt(region.ID, 10), Label: region.Name})
	}
	return f
}
