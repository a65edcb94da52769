package collect

import (
	"context"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// newEntryView is the form as it opens, or as it comes back.
func newEntryView(ctx context.Context, form collect.Form, back returned) view.EntryView {
	v := view.EntryView{Head: newHead(ctx, form), Problems: back.summary(ctx, form)}
	v.Progress = filled(ctx, len(form.Rows)-len(form.Empty()), len(form.Rows))
	if form.LastSaved != nil {
		v.Saved = i18n.T(ctx, "Senast sparad %s", moment(ctx, *form.LastSaved, form.Today, form.LastSavedBy))
		v.SavedShort = i18n.T(ctx, "Sparad %s", i18n.Clock(ctx, *form.LastSaved))
		if i18n.Date(ctx, *form.LastSaved) != i18n.Date(ctx, form.Today) {
			v.SavedShort = i18n.T(ctx, "Sparad %s", i18n.LongDate(ctx, *form.LastSaved))
		}
	}
	if n := back.saved.Count; n > 0 {
		v.Partly = i18n.N(ctx, "En uppgift är sparad. Det som står här ovanför är inte sparat än.",
			"%d uppgifter är sparade. Det som står här ovanför är inte sparat än.", n)
	}
	if back.shut {
		v.Unsaved = unsaved(ctx, form, back)
	}
	v.Files = newFiles(form)
	if !form.CanRecord {
		v.Sections = newSections(ctx, form, func(row collect.Row) view.Row { return commonRow(ctx, form, row) })
		return v
	}
	v.SaveURL = entryURL(form.Unit, form.Period)
	switch {
	case form.CanSubmit:
		v.SubmitText = i18n.T(ctx, "Spara och gå till inlämning")
	case !form.Period.End().Before(form.Today):
		v.SubmitLater = i18n.T(ctx, "Perioden kan lämnas in från och med %s.", i18n.LongDate(ctx, form.Period.Next().Start()))
	}
	errors := map[string]string{}
	if back.form != nil {
		errors = back.form.Errors(ctx)
	}
	v.Sections = newSections(ctx, form, func(row collect.Row) view.Row {
		return newRow(ctx, form, rowForm{ctx: ctx, row: row, reasons: form.Reasons, errors: errors,
			kept: back.keeps(row.Key()), typed: back.value}, back)
	})
	return v
}

// newRow is one row of a form that can be changed.
func newRow(ctx context.Context, form collect.Form, f rowForm, back returned) view.Row {
	r := commonRow(ctx, form, f.row)
	f.fill(&r)
	read := collect.Mark(f.row.Figure)
	if f.kept {
		read = back.value(f.name("read"))
	}
	r.Hidden = []ui.Hidden{{Name: f.name("read"), Value: read}}
	if c, both := back.conflict(f.row.Key()); both {
		r.Conflict = newConflict(ctx, form, f, c)
		r.Hidden = append(r.Hidden, ui.Hidden{Name: f.name("seen"), Value: collect.Mark(c.Theirs)})
	}
	return r
}

// newConflict shows what the other one saved and asks which to keep.
func newConflict(ctx context.Context, form collect.Form, f rowForm, c collect.Conflict) *view.Conflict {
	theirs := reasonsOf(form).value(ctx, f.row.Indicator, c.Theirs)
	text := i18n.T(ctx, "Någon annan har tömt uppgiften medan du skrev.")
	if c.Theirs.State != "" {
		text = i18n.T(ctx, "Uppgiften ändrades medan du skrev: sparad %s.", moment(ctx, c.Theirs.EnteredAt, form.Today, c.By))
	}
	return &view.Conflict{
		Text:   text,
		Theirs: joined(", ", theirs.Text, theirs.Detail, theirs.Comment),
		Mine:   f.mine(form),
		Choice: ui.ChoiceGroupProps{Name: f.name("choice"), Legend: i18n.T(ctx, "Vad ska gälla?"),
			Error: f.errors[f.name("choice")], Options: []ui.Option{
				{Value: string(collect.Mine), Label: i18n.T(ctx, "Det jag skrev")},
				{Value: string(collect.Theirs), Label: i18n.T(ctx, "Det som är sparat")}}},
	}
}

func (f rowForm) mine(form collect.Form) string {
	if text := typedText(f.ctx, f.typed, f.row, reasonsOf(form)); text != "" {
		return text
	}
	return i18n.T(f.ctx, "Inget, raden är tömd")
}
