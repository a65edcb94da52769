package collect

import (
	"context"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// newEntryView is the form as it opens, or as it comes back.
func newEntryView(ctx context.Context, form collect.Form, back returned, read readings) view.EntryView {
	v := view.EntryView{Head: newHead(ctx, form), Problems: back.summary(ctx, form), Files: newFiles(form),
		Later: newLater(ctx, form), Words: newEntryWords(ctx)}
	v.Progress, v.Saved, v.SavedShort = progressWords(ctx, form)
	if n := back.saved.Count; n > 0 {
		v.Partly = i18n.N(ctx, "En uppgift är sparad. Det som står här ovanför är inte sparat än.",
			"%d uppgifter är sparade. Det som står här ovanför är inte sparat än.", n)
	}
	if back.shut {
		v.Unsaved = unsaved(ctx, form, back)
	}
	if !form.CanRecord {
		v.Sections = newSections(ctx, form, func(row collect.Row) view.Row { return read.beside(ctx, row, commonRow(ctx, form, row)) })
		return v
	}
	v.SaveURL, v.RowURL = entryURL(form.Unit, form.Period), entryURL(form.Unit, form.Period)+"/rad"
	switch {
	case form.CanSubmit:
		v.SubmitText = i18n.T(ctx, "Spara och gå till inlämning")
	case !form.Period.End().Before(form.Today):
		v.SubmitLater = i18n.T(ctx, "Perioden kan lämnas in från och med %s.", i18n.LongDate(ctx, form.Period.Next().Start()))
	}
	together := newTogether(ctx, form)
	v.Sections = newSections(ctx, form, func(row collect.Row) view.Row {
		r := read.beside(ctx, row, newRow(ctx, form, row, back))
		for n := range together {
			if together[n].Key == r.Key {
				r.Together = &together[n]
			}
		}
		return r
	})
	return v
}

// progressWords says how much is filled in, and when and by whom it was last
// saved, at length and in a word or two.
func progressWords(ctx context.Context, form collect.Form) (progress, saved, short string) {
	progress = filled(ctx, len(form.Rows)-len(form.Empty()), len(form.Rows))
	if form.LastSaved == nil {
		return progress, "", ""
	}
	saved = i18n.T(ctx, "Senast sparad %s", moment(ctx, *form.LastSaved, form.Today, form.LastSavedBy))
	at := i18n.Clock(ctx, *form.LastSaved)
	if i18n.Date(ctx, *form.LastSaved) != i18n.Date(ctx, form.Today) {
		at = i18n.LongDate(ctx, *form.LastSaved)
	}
	return progress, saved, i18n.T(ctx, "Sparad %s", at)
}

// newRow is a row of a form that can be changed; one that may not be is to read.
func newRow(ctx context.Context, form collect.Form, row collect.Row, back returned) view.Row {
	r := commonRow(ctx, form, row)
	if r.Closed = !row.CanRecord; r.Closed {
		return r
	}
	f := rowForm{ctx: ctx, row: row, reasons: form.Reasons, errors: back.errors(ctx), kept: back.keeps(row.Key()), typed: back.value}
	f.fill(&r)
	if !form.FirstPart(row) { // what is counted stands at the first stratum
		for n := range r.Fields {
			r.Fields[n].Description = ""
		}
	}
	read := collect.Mark(row.Figure)
	if f.kept {
		read = back.value(f.name("read"))
	}
	r.Hidden = []ui.Hidden{{Name: f.name("read"), Value: read}}
	if c, both := back.conflict(row.Key()); both {
		r.Conflict = newConflict(ctx, form, f, c)
		r.Hidden = append(r.Hidden, ui.Hidden{Name: f.name("seen"), Value: collect.Mark(c.Theirs)})
	}
	r.Folded = row.Figure.Version == 0 && row.Implied.Because.ID != 0 && !f.kept
	for _, change := range row.Changes {
		c := newRow(ctx, form, change, back)
		c.IsNew = change.Since == collect.NewAnswer
		r.Changes = append(r.Changes, c)
	}
	return r
}

// newConflict shows what the other one saved and asks which to keep.
func newConflict(ctx context.Context, form collect.Form, f rowForm, c collect.Conflict) *view.Conflict {
	text := i18n.T(ctx, "Någon annan har tömt uppgiften medan du skrev.")
	if c.Theirs.State != "" {
		text = i18n.T(ctx, "Uppgiften ändrades medan du skrev: sparad %s.", moment(ctx, c.Theirs.EnteredAt, form.Today, c.By))
	}
	return &view.Conflict{
		Text:   text,
		Theirs: reasonsOf(form).line(ctx, f.row.Indicator, c.Theirs),
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
