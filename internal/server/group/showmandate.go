package group

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// versionName names the choice of a version in the address.
const versionName = "version"

// ShowMandate shows a version of the group's mandate: the one that holds, unless the
// address names another.
func (h *Handlers) ShowMandate(w http.ResponseWriter, r *http.Request) error {
	number := 0
	if text := r.URL.Query().Get(versionName); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fault.ErrNotFound
		}
		number = n
	}
	return h.showMandate(w, r, number, "")
}

// showMandate shows the version with the number; overtaken says what somebody else has done
// meanwhile, "" when nobody has.
func (h *Handlers) showMandate(w http.ResponseWriter, r *http.Request, number int, overtaken string) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.Mandate(ctx, visitor.Actor, visitor.Group.ID, number)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if overtaken != "" {
		status = http.StatusConflict
	}
	v := newMandateView(ctx, p)
	v.Tabs, v.Overtaken = tabs(ctx, visitor, mandateURL), overtaken
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "Uppdrag"), Content: view.Mandate(v)})
}

func versionURL(number int) string {
	return fmt.Sprintf("%s?%s=%d", mandateURL, versionName, number)
}

func mandatePath(number int) string { return fmt.Sprintf("%s/%d", mandateURL, number) }

func newMandateView(ctx context.Context, p group.MandatePage) view.MandateView {
	v := view.MandateView{Group: p.Group.Name, CanEdit: p.CanEdit, NewURL: mandateURL + "/nytt"}
	if p.Shown.ID == 0 {
		return v
	}
	m := p.Shown
	v.Exists, v.Title, v.Body = true, m.Title, org.Paragraphs(m.Body)
	v.Facts = mandateFacts(ctx, m)
	v.State = mandateState(ctx, p)
	v.Draft = m.Draft()
	v.Form = ui.FormState{Action: mandatePath(m.Number), Version: strconv.Itoa(m.Version)}
	v.CanBegin = p.CanEdit && !p.Versions[0].Draft()
	if p.Before.ID != 0 {
		v.DifferenceTitle = i18n.T(ctx, "Ändrat sedan version %d", p.Before.Number)
		v.Difference = newDifference(ctx, p.Difference)
	}
	for _, other := range p.Versions {
		v.Versions = append(v.Versions, newVersionRow(ctx, p, other))
	}
	missing := 0
	for _, s := range p.Signatures {
		row := newSignatureRow(ctx, p, s)
		if row.Signed == "" {
			missing++
		}
		v.Signatures = append(v.Signatures, row)
	}
	switch {
	case missing > 0:
		v.Missing = i18n.N(ctx, "En klinik av %[2]d har inte tagit del av versionen än.", "%[1]d kliniker av %[2]d har inte tagit del av versionen än.", missing, missing, len(v.Signatures))
	case len(v.Signatures) > 0:
		v.Missing = i18n.T(ctx, "Alla kliniker har tagit del av versionen.")
	}
	return v
}

// mandateFacts is who gave the mandate, when, and what is new in it.
func mandateFacts(ctx context.Context, m org.Mandate) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Givet av"), Text: m.GivenBy}}
	if m.GivenOn != nil {
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Datum"), Text: i18n.LongDate(ctx, *m.GivenOn)})
	}
	return append(facts, ui.Definition{Term: i18n.T(ctx, "Nytt i versionen"), Text: m.ChangeNote})
}

// mandateState says whether the version holds.
func mandateState(ctx context.Context, p group.MandatePage) string {
	m := p.Shown
	switch {
	case m.Draft():
		return i18n.T(ctx, "Version %d, utkast", m.Number)
	case m.ID == p.Current.ID:
		return i18n.T(ctx, "Version %d, gäller sedan %s", m.Number, i18n.LongDate(ctx, *m.AdoptedAt))
	}
	return i18n.T(ctx, "Version %d, gäller inte längre", m.Number)
}

func newVersionRow(ctx context.Context, p group.MandatePage, m org.Mandate) view.VersionRow {
	row := view.VersionRow{Link: ui.Link{Text: i18n.T(ctx, "Version %d", m.Number), URL: versionURL(m.Number), Current: m.ID == p.Shown.ID},
		Title: m.Title, Note: m.ChangeNote}
	switch {
	case m.Draft():
		row.State = i18n.T(ctx, "Utkast")
	case m.ID == p.Current.ID:
		row.State = i18n.T(ctx, "Gäller sedan %s", i18n.LongDate(ctx, *m.AdoptedAt))
	default:
		row.State = i18n.T(ctx, "Antagen %s", i18n.LongDate(ctx, *m.AdoptedAt))
	}
	return row
}

// newDifference is what differs, with the paragraphs between that do not counted.
func newDifference(ctx context.Context, list []org.Paragraph) []view.ParagraphView {
	words := map[org.ParagraphChange]string{org.Removed: i18n.T(ctx, "Borttaget:"), org.Added: i18n.T(ctx, "Tillagt:")}
	var views []view.ParagraphView
	kept := 0
	for n, p := range list {
		if p.Change != org.Kept {
			views = append(views, view.ParagraphView{Text: p.Text, Kind: string(p.Change), Word: words[p.Change]})
			continue
		}
		if kept++; n+1 == len(list) || list[n+1].Change != org.Kept {
			views = append(views, view.ParagraphView{Text: i18n.N(ctx, "Ett stycke är detsamma.", "%d stycken är desamma.", kept)})
			kept = 0
		}
	}
	return views
}

func newSignatureRow(ctx context.Context, p group.MandatePage, s group.Signature) view.SignatureRow {
	row := view.SignatureRow{Unit: s.Unit.ShortName, Heads: s.Heads}
	if s.Given.MandateID != 0 {
		row.Signed, row.By = i18n.LongDate(ctx, s.Given.At), s.Given.Name
	}
	if s.CanSign {
		row.SignURL = mandatePath(p.Shown.Number) + "/bekrafta"
		row.MandateID, row.UnitID = strconv.FormatInt(int64(p.Shown.ID), 10), strconv.FormatInt(int64(s.Unit.ID), 10)
	}
	return row
}
