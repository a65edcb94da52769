package results

import (
	"context"
	"net/url"
	"strconv"

	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// lineNotes is the list of notes, and the form when the visitor may write.
func (p indicatorPage) lineNotes(ctx context.Context, visitor page.Visitor, typed *page.Form) view.LineNotes {
	var v view.LineNotes
	for n, note := range p.notes() {
		id := strconv.FormatInt(int64(note.ID), 10)
		l := view.LineNote{ID: "anteckning-" + id, Number: strconv.Itoa(n + 1), Version: strconv.Itoa(note.Version), Text: note.Text,
			Title: i18n.LongDate(ctx, note.On) + ", " + p.unitName(ctx, note.UnitID)}
		if a := note.Action; a.ID != 0 {
			l.ID, l.Title, l.Intervention = "atgard-"+strconv.FormatInt(int64(a.ID), 10), i18n.T(ctx, "%s: åtgärd, %s", l.Title, words.LowerActionState(ctx, a.State)), true
			l.URL = page.ActionURL(a.ID)
			v.Notes = append(v.Notes, l)
			continue
		}
		if note.Kind == quality.Intervention {
			l.Title, l.Intervention = i18n.T(ctx, "%s: vi ändrade något", l.Title), true
		}
		if note.Writer != "" {
			l.Writer = i18n.T(ctx, "Skrivet av %s.", note.Writer)
		} else if visitor.Group.ExampleData {
			l.Writer = i18n.T(ctx, "Exempeldata")
		}
		if results.MayNote(visitor.Actor, visitor.Group.ID, note.UnitID) {
			l.EditURL, l.DeleteURL = p.below("/anteckningar/"+id), p.below("/anteckningar/"+id+"/ta-bort")
		}
		v.Notes = append(v.Notes, l)
	}
	v.Form = p.noteForm(ctx, visitor, typed)
	return v
}

// noteForm is the form for a note; nil for those who may not write about any unit.
func (p indicatorPage) noteForm(ctx context.Context, visitor page.Visitor, typed *page.Form) *view.NoteForm {
	may := func(unit org.UnitID) bool { return results.MayNote(visitor.Actor, visitor.Group.ID, unit) }
	f := &view.NoteForm{Unit: p.unitSelect(ctx, "note.unit", may), Open: typed != nil}
	if len(f.Unit.Options) == 0 {
		return nil
	}
	if typed == nil {
		typed = page.NewForm(url.Values{"note.kind": {string(quality.Intervention)}, "note.unit": {f.Unit.Value}})
	}
	f.Action, f.Unit.Value, f.Unit.Error = p.below("/anteckningar"), typed.Value("note.unit"), typed.Error(ctx, "note.unit")
	f.On = ui.FieldProps{Name: "note.on", Label: i18n.T(ctx, "Dag"), Type: "date", Value: typed.Value("note.on"), Error: typed.Error(ctx, "note.on"), Required: true}
	f.Kind = ui.ChoiceGroupProps{Name: "note.kind", Legend: i18n.T(ctx, "Vad det är"), Chosen: []string{typed.Value("note.kind")}, Error: typed.Error(ctx, "note.kind")}
	for _, kind := range quality.TimeNoteKinds() {
		f.Kind.Options = append(f.Kind.Options, ui.Option{Value: string(kind), Label: words.NoteKind(ctx, kind)})
	}
	f.Text = ui.TextAreaProps{Name: "note.text", Label: i18n.T(ctx, "Vad som hände"), Value: typed.Value("note.text"), Error: typed.Error(ctx, "note.text"),
		Description: i18n.T(ctx, "Kort, utan något som ett barn eller en förälder kan kännas igen på."), Rows: 3, MaxLength: quality.MaxNote, Required: true}
	if may(0) {
		f.Public = i18n.T(ctx, "En anteckning om alla enheter läses också av dem utanför gruppen som får se resultaten. En om en enhet läses bara av gruppen.")
	}
	return f
}
