package page

import (
	"net/http"

	"samsyn/internal/i18n"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
)

// Typed is a field of a form whose text is worth copying when it cannot be saved.
type Typed struct{ Name, Label string }

// unsaved are the fields of the ending that somebody wrote something in, to be read and copied.
func (e Ending) unsaved() (texts []ui.TextAreaProps) {
	for _, t := range e.Typed {
		if text := e.Form.Value(t.Name); text != "" {
			texts = append(texts, ui.TextAreaProps{Name: t.Name, Label: t.Label, Value: text, Rows: 12, ReadOnly: true})
		}
	}
	return texts
}

// showUnsaved says why nothing can be saved any more, and shows what was typed.
func showUnsaved(w http.ResponseWriter, r *http.Request, e Ending, texts []ui.TextAreaProps) error {
	ctx := r.Context()
	u := layout.Unsaved{Title: i18n.T(ctx, "Det går inte att spara längre"), Why: e.Passed, Texts: texts,
		On: ui.Link{Text: i18n.T(ctx, "Se hur det står nu"), URL: e.To}}
	return Show(w, r, http.StatusConflict, Page{Title: u.Title, Content: layout.UnsavedPage(u)})
}
