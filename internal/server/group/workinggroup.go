package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowWorkingGroup shows one working group.
func (h *Handlers) ShowWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	return h.showWorkingGroup(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showWorkingGroup(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx := r.Context()
	p, err := h.workingGroupIn(r)
	if err != nil {
		return err
	}
	v := view.WorkingGroupView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Arbetsgrupper"), URL: workingGroupsURL}), Title: p.Title},
		Form:  ui.FormState{Action: workingGroupURL(p.ID), Version: strconv.Itoa(p.Version), Problems: form.Summary(ctx)},
		Badge: workingGroupBadge(ctx, p.Standing(p.Today)), Mandate: p.Mandate, Outcome: p.Outcome, Link: linkTo(p.Link, i18n.T(ctx, "Läs beslutet")),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Tid"), Text: i18n.T(ctx, "%s – %s", i18n.LongDate(ctx, p.From), i18n.LongDate(ctx, p.To))},
			{Term: i18n.T(ctx, "Beslutat av"), Text: p.DecidedBy}, {Term: i18n.T(ctx, "Avslutad"), Text: endedWords(ctx, p)}}}
	if p.Manages {
		v.EditURL = workingGroupURL(p.ID) + "/andra"
	}
	if !page.VisitorOf(r).May(org.Discuss, 0) {
		v.Heading.Trail = nil
	}
	for _, m := range p.Members {
		row := view.WorkingGroupMemberRow{Name: m.Name, Region: m.RegionName, Competence: m.Competence, Leads: m.Leads}
		if row.Competence == "" {
			row.Competence = m.Profession
		}
		if row.Competence == "" && m.AccountProfession != "" && m.AccountProfession != org.OtherProfession {
			row.Competence = words.Profession(ctx, m.AccountProfession)
		}
		if p.Manages && p.EndedOn == nil {
			row.Remove = "remove." + page.Digits(m.ID)
		}
		v.Members = append(v.Members, row)
	}
	for _, e := range p.Events {
		event := view.MatterEvent{Title: i18n.LongDate(ctx, e.On), Detail: e.WrittenByName, Text: e.Body, Link: linkTo(e.Link, i18n.T(ctx, "Läs mer"))}
		if e.Kind == improvement.WorkingGroupExtension {
			event.Detail = i18n.T(ctx, "Förlängd från %s till %s, av %s", i18n.LongDate(ctx, *e.Before), i18n.LongDate(ctx, *e.After), e.WrittenByName)
		}
		v.Events = append(v.Events, event)
	}
	v.Actions = workingGroupActions(ctx, form, p)
	status := form.Status()
	if late {
		status, v.Form.Conflict = http.StatusConflict, overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.WorkingGroup(v)})
}

func endedWords(ctx context.Context, p group.WorkingGroupPage) string {
	if p.EndedOn == nil {
		return ""
	}
	return i18n.LongDate(ctx, *p.EndedOn)
}

// workingGroupActions are the steps that the visitor may take.
func workingGroupActions(ctx context.Context, form *page.Form, p group.WorkingGroupPage) []view.AreaStep {
	do := form.Value("do")
	step := func(id, title, button, value string, fields ...templ.Component) view.AreaStep {
		return view.AreaStep{ID: id, Title: title, Action: workingGroupURL(p.ID), Version: strconv.Itoa(p.Version), Fields: fields, Folded: true, Open: do == value,
			Buttons: []ui.ButtonProps{{Text: button, Name: "do", Value: value}}}
	}
	// What was typed belongs to the form that was sent.
	of := func(value string) filled {
		if do == value {
			return filled{ctx, form}
		}
		return filled{ctx, page.NewForm(url.Values{"happened_on": {i18n.Date(ctx, p.Today)}})}
	}
	var steps []view.AreaStep
	if p.MayReport {
		f := of("report")
		steps = append(steps, step("beratta", i18n.T(ctx, "Skriv vad den har kommit fram till"), i18n.T(ctx, "Spara"), "report",
			f.day("happened_on", i18n.T(ctx, "Dag"), "", true),
			f.text(ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Vad gruppen berättar"), Rows: 5, Required: true}),
			f.link("report_link", i18n.T(ctx, "Dokument"))))
	}
	if !p.Manages || p.EndedOn != nil {
		return steps
	}
	f := of("member")
	steps = append(steps, step("ta-med", i18n.T(ctx, "Lägg till en deltagare"), i18n.T(ctx, "Lägg till"), "member",
		f.choice(personSelect(ctx, p.Choices, 0, "")),
		f.line(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn, för någon utan konto"), MaxLength: 100, Optional: true}),
		f.line(ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-post, för någon utan konto"), Type: "email", MaxLength: 200, Optional: true}),
		f.choice(ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Region"), Description: i18n.T(ctx, "För någon med konto fylls enhetens region i."), Empty: i18n.T(ctx, "Ingen"), Options: regionOptions(improvement.RegionsOf(p.Units)), Optional: true}),
		f.line(ui.FieldProps{Name: "competence", Label: i18n.T(ctx, "Kompetens"), MaxLength: 200, Optional: true}),
		f.line(ui.FieldProps{Name: "profession", Label: i18n.T(ctx, "Yrke"), MaxLength: 100, Optional: true}),
		f.line(ui.FieldProps{Name: "organisation", Label: i18n.T(ctx, "Arbetsplats"), MaxLength: 200, Optional: true}),
		ui.Checkbox(ui.CheckboxProps{Name: "leads", Label: i18n.T(ctx, "Leder arbetsgruppen"), Checked: f.form.Bool("leads")})))
	f = of("extend")
	steps = append(steps, step("forlang", i18n.T(ctx, "Förläng uppdraget"), i18n.T(ctx, "Förläng"), "extend",
		f.day("after_on", i18n.T(ctx, "Ny sista dag"), "", true), f.text(ui.TextAreaProps{Name: "why", Label: i18n.T(ctx, "Varför"), Rows: 3, Required: true})))
	f = of("end")
	return append(steps, step("avsluta", i18n.T(ctx, "Avsluta arbetsgruppen"), i18n.T(ctx, "Avsluta"), "end",
		f.text(ui.TextAreaProps{Name: "outcome", Label: i18n.T(ctx, "Vad det blev"), Rows: 5, Required: true})))
}

// StepWorkingGroup does with a working group what the pressed button says.
func (h *Handlers) StepWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "workgroup")
	if err != nil {
		return err
	}
	seen := group.SeenWorkingGroup{GroupID: visitor.Group.ID, ID: improvement.WorkingGroupID(id), Version: versionIn(form)}
	said, err := h.doWithWorkingGroup(ctx, visitor.Actor, form, seen)
	return page.End(w, r, page.Ending{Form: form, Err: err, To: workingGroupURL(seen.ID), Said: said,
		Again: func(late bool) error { return h.showWorkingGroup(w, r, form, late) }})
}

func (h *Handlers) doWithWorkingGroup(ctx context.Context, actor org.Actor, form *page.Form, seen group.SeenWorkingGroup) (said string, err error) {
	do := form.Value("do")
	if member, remove := strings.CutPrefix(do, "remove."); remove {
		id, err := strconv.ParseInt(member, 10, 64)
		if err != nil || id < 1 {
			return "", fault.ErrNotFound
		}
		return i18n.T(ctx, "Deltagaren är borttagen."), h.room.RemoveWorkingGroupMember(ctx, actor, improvement.WorkingGroupMember{ID: id, GroupID: seen.GroupID, WorkingGroupID: seen.ID})
	}
	switch do {
	case "report":
		e := improvement.WorkingGroupEvent{GroupID: seen.GroupID, WorkingGroupID: seen.ID, On: dayIn(form, "happened_on"), Body: form.Text("body", maxWritten), Link: form.Text("report_link", maxTyped)}
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Sparat."), h.room.ReportFromWorkingGroup(ctx, actor, e)
	case "member":
		m := improvement.WorkingGroupMember{GroupID: seen.GroupID, WorkingGroupID: seen.ID, PersonID: org.PersonID(form.ID("person")), Name: form.Text("name", maxTyped), Email: form.Text("email", maxTyped),
			Competence: form.Text("competence", maxTyped), Profession: form.Text("profession", maxTyped), Organisation: form.Text("organisation", maxTyped), RegionID: org.RegionID(form.ID("region")), Leads: form.Bool("leads")}
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Deltagaren är tillagd."), h.room.AddWorkingGroupMember(ctx, actor, m)
	case "extend":
		to, why := dayIn(form, "after_on"), form.Text("why", maxWritten)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Uppdraget är förlängt."), h.room.ExtendWorkingGroup(ctx, actor, seen, to, why)
	case "end":
		outcome := form.Text("outcome", maxWritten)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Arbetsgruppen är avslutad."), h.room.EndWorkingGroup(ctx, actor, seen, outcome)
	}
	return "", fault.ErrNotFound
}
