package group

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const memberLimitsURL = settingsURL + "/medlemmar"

// SaveMemberLimits stores how many members the group wants from each clinic.
func (h *Handlers) SaveMemberLimits(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	limits := org.MemberLimits{Min: readWhole(form, "members_min"), Max: readWhole(form, "members_max")}
	if err = form.Err(); err == nil {
		err = h.room.SaveMemberLimits(ctx, visitor.Actor, seen(form, visitor), limits)
	}
	return h.settingsSaved(w, r, form, err, saved{settingsURL + "#medlemmar", []ui.FlashProps{page.Done(i18n.T(ctx, "Antalet medlemmar är sparat."))}})
}

// newMemberLimitsView is the section about the members, with what was typed or with what
// is stored.
func newMemberLimitsView(ctx context.Context, s group.Settings, form *page.Form) view.MemberLimitsView {
	field := func(name, label string, stored int) ui.FieldProps {
		value := strconv.Itoa(stored)
		if form.Has(name) {
			value = form.Value(name)
		}
		return ui.NumberField(ui.FieldProps{Name: name, Label: label, Value: value, Error: form.Error(ctx, name),
			Suffix: i18n.T(ctx, "personer"), Width: 4, Required: true}, 0)
	}
	return view.MemberLimitsView{URL: memberLimitsURL, Version: strconv.Itoa(s.Version),
		Min: field("members_min", i18n.T(ctx, "Minst"), s.Members.Min), Max: field("members_max", i18n.T(ctx, "Högst"), s.Members.Max)}
}

// memberLimitFacts is the numbers in words, to hold two against each other.
func memberLimitFacts(ctx context.Context, least, most string) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Minst"), Text: least}, {Term: i18n.T(ctx, "Högst"), Text: most}}
}

// newCompositionView is how the clinics' members are, for those who see the group's work.
func newCompositionView(ctx context.Context, p group.Page) view.CompositionView {
	v := view.CompositionView{Lead: i18n.T(ctx, "Gruppen vill ha %d–%d personer från varje klinik, både läkare och sjuksköterska. Den som bara är ersättare en tid räknas inte. En enhet som bara lämnar processmått behöver någon att fråga.", p.Limits.Min, p.Limits.Max)}
	for n, c := range p.Composition {
		lacks := words.Shortages(ctx, c, p.Limits)
		row := view.CompositionRow{Unit: c.Unit.ShortName, URL: "#" + unitID(c.Unit), Members: strconv.Itoa(p.Composition[n].Members), Lacks: lacks}
		if len(lacks) > 0 {
			v.Lacking++
		}
		v.Rows = append(v.Rows, row)
	}
	if v.Lacking > 0 {
		v.Sum = i18n.N(ctx, "En enhet av %[2]d saknar något.", "%[1]d enheter av %[2]d saknar något.", v.Lacking, v.Lacking, len(v.Rows))
	} else {
		v.Sum = i18n.T(ctx, "Alla enheter har de medlemmar som gruppen vill ha.")
	}
	return v
}
