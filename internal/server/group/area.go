package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

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

// ShowArea shows what waits in a programme area's duties, by day.
func (h *Handlers) ShowArea(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.Area(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.AreaView{Tabs: tabs(ctx, visitor, areaURL), Edit: p.Manages, Lead: i18n.T(ctx, "Det som ett programområde svarar för utöver målen: remisser, nomineringar, ordförandeskap, arbetsgrupper och frågor uppåt."),
		Warnings: areaWarnings(ctx, p), Chair: rotationFacts(ctx, p.Rotation, p.Choices), Ways: areaWays(ctx), CouncilURL: councilURL}
	if national := nationalWords(ctx, p); national != "" {
		v.Chair = append(v.Chair, ui.Definition{Term: i18n.T(ctx, "Vår representant nationellt"), Text: national})
	}
	for _, d := range p.Duties {
		v.Duties = append(v.Duties, dutyView(ctx, visitor, d))
	}
	for _, n := range p.Outlook {
		v.Outlook = append(v.Outlook, ui.TaskProps{Title: n.Title, URL: outlookNoteURL(n.ID), Text: noted(ctx, n)})
	}
	for _, m := range p.Lifted {
		line := newMatterLine(ctx, m.MatterRow)
		line.Asked = i18n.T(ctx, "Lyft till %s %s", m.LiftedToName, i18n.LongDate(ctx, *m.LiftedAt))
		v.Lifted = append(v.Lifted, line)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Programområdet"), Content: view.Area(v)})
}

// dutyView is what waits, for whom and until when.
func dutyView(ctx context.Context, visitor page.Visitor, d group.AreaDuty) view.AreaDuty {
	t := ui.TaskProps{Title: words.Duty(ctx, d.Duty), URL: words.DutyURL(d.Duty)}
	if !d.Due.IsZero() {
		t.Due, t.Late = lateWords(ctx, d.Due, visitor.Today())
	}
	switch {
	case d.Name != "":
		t.Text = d.Name
	case d.Role != "":
		t.Text = words.Role(ctx, d.Role)
	case d.Region.ID != 0:
		t.Text = d.Region.Name
	case d.Needs == org.ApproveAnswers:
		t.Text = words.Role(ctx, org.Chair)
	case d.Needs == org.HandleDeclarations:
		t.Text = i18n.T(ctx, "Ordförande eller processtöd")
	default:
		t.Text = i18n.T(ctx, "Sammanställande, ordförande eller processtöd")
	}
	return view.AreaDuty{Task: t, Mine: d.Mine}
}

// areaWarnings are what a programme area is to have and has not.
func areaWarnings(ctx context.Context, p group.AreaPage) []view.AreaWarning {
	var list []view.AreaWarning
	for _, region := range p.Missing {
		list = append(list, view.AreaWarning{Text: i18n.T(ctx, "%s har ingen ledamot i gruppen.", region.Name)})
	}
	if p.National == "" {
		w := view.AreaWarning{Text: i18n.T(ctx, "Det är inte inlagt vem som är sjukvårdsregionens representant i det nationella programområdet.")}
		if p.Manages {
			w.Link = ui.Link{Text: i18n.T(ctx, "Lägg in det"), URL: areaSettingsURL}
		}
		list = append(list, w)
	}
	if p.Rotation.Now == nil {
		list = append(list, view.AreaWarning{Text: i18n.T(ctx, "Ingen ordförandeperiod är inlagd för i dag."), Link: ui.Link{Text: i18n.T(ctx, "Se perioderna"), URL: chairTermsURL}})
	}
	return list
}

func nationalWords(ctx context.Context, p group.AreaPage) string {
	if p.National != "" && p.NationalArea != "" {
		return i18n.T(ctx, "%s, %s", p.National, p.NationalArea)
	}
	return p.National
}

// areaWays lead to the parts of a programme area's duties.
func areaWays(ctx context.Context) []ui.Way {
	return []ui.Way{
		{Link: ui.Link{Text: i18n.T(ctx, "Remisser"), URL: consultationsURL}, Text: i18n.T(ctx, "Synpunkter per region, ett svar för gruppen.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL}, Text: i18n.T(ctx, "Personer till uppdrag utanför gruppen, med jävsdeklaration.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Arbetsgrupper"), URL: workingGroupsURL}, Text: i18n.T(ctx, "Uppdrag för en tid och vad de har kommit fram till.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Omvärld"), URL: outlookURL}, Text: i18n.T(ctx, "Det som händer på andra håll.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Frågor"), URL: mattersURL}, Text: i18n.T(ctx, "Frågor att lyfta till kunskapsrådet, och svaren.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}, Text: i18n.T(ctx, "Handlingsplaner, rapporter, anteckningar och mallar.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Länkar"), URL: linksURL}, Text: i18n.T(ctx, "Riktlinjer, register och forskning, och den nationella planen bredvid vår.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Mottagare"), URL: recipientsURL}, Text: i18n.T(ctx, "Vem som ska få veta, och att det är gjort.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Metodstöd"), URL: methodHelpURL}, Text: i18n.T(ctx, "Förbättringsarbete i korthet.")},
	}
}

// EditAreaSettings shows what the group has chosen for the area's duties.
func (h *Handlers) EditAreaSettings(w http.ResponseWriter, r *http.Request) error {
	p, err := h.settingsIn(r)
	if err != nil {
		return err
	}
	s := p.Settings
	values := url.Values{"declaration_months": {strconv.Itoa(s.DeclarationMonths)}, "keep_months": {strconv.Itoa(s.KeepMonths)}, "term_months": {strconv.Itoa(s.TermMonths)},
		"national_name": {s.NationalName}, "version": {strconv.Itoa(s.Version)}}
	if s.NationalPersonID != 0 {
		values.Set("person", page.Digits(s.NationalPersonID))
	}
	return showAreaSettings(w, r, page.NewForm(values), p, false)
}

func (h *Handlers) settingsIn(r *http.Request) (group.ChairTermsPage, error) {
	visitor := page.VisitorOf(r)
	p, err := h.room.ChairTerms(r.Context(), visitor.Actor, visitor.Group.ID)
	if err == nil && !p.Manages {
		err = fault.ErrForbidden
	}
	return p, err
}

func showAreaSettings(w http.ResponseWriter, r *http.Request, form *page.Form, p group.ChairTermsPage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx), Title: i18n.T(ctx, "Programområdets inställningar")}, Submit: i18n.T(ctx, "Spara"),
		Form: ui.FormState{Action: areaSettingsURL, BackURL: areaURL}}
	if late {
		form.All().Set("version", strconv.Itoa(p.Settings.Version))
		v.Form.Conflict = overtaken(ctx, "", p.Today)
	}
	months := func(name, label, description string) ui.FieldProps {
		return ui.NumberField(ui.FieldProps{Name: name, Label: label, Description: description, Suffix: i18n.T(ctx, "månader"), Required: true, Width: 4}, 0)
	}
	person := personSelect(ctx, p.Choices, p.Settings.NationalPersonID, p.Names[p.Settings.NationalPersonID])
	person.Label, person.Empty = i18n.T(ctx, "Representant i det nationella programområdet"), i18n.T(ctx, "Ingen av dem som har konto")
	person.Error = form.Error(ctx, "national_person")
	v.Fields = append(v.Fields, f.choice(person),
		f.line(ui.FieldProps{Name: "national_name", Label: i18n.T(ctx, "Namn, om representanten inte har konto"), Description: i18n.T(ctx, "Bjud in personen som adjungerad till mötena."), MaxLength: 100, Optional: true}),
		f.line(months("term_months", i18n.T(ctx, "Ordförandeperiodens längd"), i18n.T(ctx, "Uppdraget roterar mellan regionerna, normalt var 24:e månad."))),
		f.line(months("declaration_months", i18n.T(ctx, "En jävsdeklaration gäller"), i18n.T(ctx, "Gruppens eget val. Samsyn föreslår 12."))),
		f.line(months("keep_months", i18n.T(ctx, "Texten sparas efter det"), i18n.T(ctx, "Sedan kan den som handlägger gallra den. Gruppens eget val."))))
	return showAreaForm(w, r, form, v)
}

// SaveAreaSettings stores what the group has chosen.
func (h *Handlers) SaveAreaSettings(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.settingsIn(r)
	if err != nil {
		return err
	}
	s := improvement.AreaSettings{GroupID: visitor.Group.ID, NationalPersonID: org.PersonID(form.ID("person")), NationalName: form.Text("national_name", maxTyped), Version: versionIn(form)}
	for _, m := range []struct {
		name string
		to   *int
	}{{"declaration_months", &s.DeclarationMonths}, {"keep_months", &s.KeepMonths}, {"term_months", &s.TermMonths}} {
		if n := form.Whole(m.name); n != nil {
			*m.to = int(min(*n, 1000))
		} else if form.Error(ctx, m.name) == "" {
			form.Problem(m.name, "required")
		}
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveAreaSettings(ctx, visitor.Actor, s)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: areaURL, Said: i18n.T(ctx, "Inställningarna är sparade."),
		Again: func(late bool) error { return showAreaSettings(w, r, form, p, late) }})
}
