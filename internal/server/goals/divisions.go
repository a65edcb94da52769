package goals

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// divisionsURL is the list of how children are divided.
const divisionsURL = "/mal/uppdelningar"

func divisionTrail(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Mått"), URL: "/mal/matt"}, {Text: i18n.T(ctx, "Uppdelningar"), URL: divisionsURL}}
}

// ShowDivisions lists the group's ways of dividing the children.
func (h *Handlers) ShowDivisions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	d, err := h.room.ShowDivisions(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.DivisionsView{Trail: divisionTrail(ctx)[:1]}
	has := map[quality.DivisionKind]bool{}
	for _, u := range d.List {
		has[u.Kind] = true
		v.Rows = append(v.Rows, newDivisionRow(ctx, u, d.CanEdit))
	}
	if d.CanEdit {
		for _, kind := range quality.DivisionKinds() {
			if kind == quality.ByOther || !has[kind] {
				v.New = append(v.New, ui.Link{Text: newDivisionWords(ctx, kind), URL: divisionsURL + "/ny?slag=" + string(kind)})
			}
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Uppdelningar"), Content: view.Divisions(v)})
}

func newDivisionRow(ctx context.Context, u goals.DivisionUse, mayEdit bool) view.DivisionRow {
	row := view.DivisionRow{Name: u.Name, Kind: words.DivisionKind(ctx, u.Kind), Used: i18n.T(ctx, "Används inte än")}
	if row.Kind == row.Name {
		row.Kind = "" // it says the same
	}
	for _, s := range u.Strata {
		row.Parts = append(row.Parts, partWords(ctx, s))
	}
	for _, m := range u.Measures {
		row.Measures = append(row.Measures, ui.Link{Text: m.Definition.Name, URL: measureURL(m.Code)})
	}
	if n := u.Figures(); n > 0 {
		row.Used = i18n.N(ctx, "En siffra", "%d siffror", n)
	}
	if mayEdit {
		row.EditURL = divisionsURL + "/" + number(u.ID)
	}
	return row
}

// partWords is a part with the time that it is reported for.
func partWords(ctx context.Context, s quality.Stratum) string {
	switch {
	case !s.ValidFrom.IsZero() && !s.ValidTo.IsZero():
		return i18n.T(ctx, "%s (från %s, avslutad %s)", s.Name, i18n.LongDate(ctx, s.ValidFrom), i18n.LongDate(ctx, s.ValidTo))
	case !s.ValidFrom.IsZero():
		return i18n.T(ctx, "%s (från %s)", s.Name, i18n.LongDate(ctx, s.ValidFrom))
	case !s.ValidTo.IsZero():
		return i18n.T(ctx, "%s (avslutad %s)", s.Name, i18n.LongDate(ctx, s.ValidTo))
	}
	return s.Name
}

func newDivisionWords(ctx context.Context, kind quality.DivisionKind) string {
	switch kind {
	case quality.ByGestation:
		return i18n.T(ctx, "Lägg till graviditetsgrupper")
	case quality.BySex:
		return i18n.T(ctx, "Lägg till kön")
	case quality.ByHomeRegion:
		return i18n.T(ctx, "Lägg till hemregion")
	}
	return i18n.T(ctx, "Lägg till en egen uppdelning")
}

// readyMade is a division of the kind to begin with. The gestation groups are those of the
// field (extremely, very, moderately and late preterm, and term; WHO). Every child belongs
// to one of the parts.
func readyMade(ctx context.Context, kind quality.DivisionKind, d goals.Divisions) quality.Division {
	made := quality.Division{Kind: kind}
	add := func(code, name string) { made.Strata = append(made.Strata, quality.Stratum{Code: code, Name: name}) }
	switch kind {
	case quality.ByGestation:
		made.Code, made.Name = "graviditetslangd", i18n.T(ctx, "Graviditetslängd")
		add("u28", i18n.T(ctx, "före vecka 28+0"))
		add("28-31", i18n.T(ctx, "28+0 till 31+6"))
		add("32-36", i18n.T(ctx, "32+0 till 36+6"))
		add("37", i18n.T(ctx, "37+0 och senare"))
	case quality.BySex:
		made.Code, made.Name = "kon", i18n.T(ctx, "Kön")
		add("flicka", i18n.T(ctx, "flicka"))
		add("pojke", i18n.T(ctx, "pojke"))
		add("okant", i18n.T(ctx, "uppgift saknas"))
	case quality.ByHomeRegion:
		made.Code, made.Name = "hemregion", i18n.T(ctx, "Hemregion")
		for _, r := range d.Regions {
			add(codeOf(r.Name), r.Name)
		}
		add("annan", i18n.T(ctx, "annan region eller annat land"))
	}
	return made
}

// codeOf is a name as a code: letters without marks, and hyphens.
func codeOf(name string) string {
	plain := strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "ü", "u").Replace(strings.ToLower(name))
	code := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, plain)
	return strings.Trim(code[:min(len(code), 30)], "-")
}
