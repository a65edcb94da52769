package group

import (
	"context"
	"net/http"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func declarationURL(id improvement.NomineeID) string { return declarationsURL + "/" + page.Digits(id) }

// ShowDeclarations lists the visitor's own declarations, and everybody's for those who
// handle them.
func (h *Handlers) ShowDeclarations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	d, err := h.room.Declarations(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.DeclarationsView{Handles: d.Handles}
	if visitor.May(org.Discuss, 0) {
		v.Trail = areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL})
	}
	for _, n := range d.Mine {
		v.Mine = append(v.Mine, declarationRow(ctx, n, n.Assignment, d.Today))
	}
	for _, n := range d.All {
		v.All = append(v.All, declarationRow(ctx, n, i18n.T(ctx, "%s: %s", n.Name, n.Assignment), d.Today))
	}
	v.Rule = i18n.T(ctx, "En deklaration gäller i %d månader. Texten får gallras %d månader efter att den har gått ut. Det är gruppens eget val, och ändras i programområdets inställningar.",
		d.Settings.DeclarationMonths, d.Settings.KeepMonths)
	if d.ToThin > 0 {
		v.Thin = i18n.N(ctx, "En deklaration har gått ut och ska gallras. Det som står i den tas bort för alltid. Att den lämnades och bedömdes står kvar.",
			"%d deklarationer har gått ut och ska gallras. Det som står i dem tas bort för alltid. Att de lämnades och bedömdes står kvar.", d.ToThin)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Jävsdeklarationer"), Content: view.Declarations(v)})
}

func declarationRow(ctx context.Context, n group.NomineeRow, title string, today time.Time) view.ConsultationRow {
	row := view.ConsultationRow{Task: ui.TaskProps{Title: title, URL: declarationURL(n.ID), Text: words.NomineeState(ctx, n.State)}}
	text := declarationStanding(ctx, n.Declaration, today)
	switch {
	case n.Declaration.ID == 0 || !n.Declaration.Valid(today):
		row.Badge = stateBadge("missing", text, ui.Warning, ui.IconWarning)
	case n.Declaration.HandledAt == nil:
		row.Badge = stateBadge("given", text, ui.Info, ui.IconClock)
	default:
		row.Badge = stateBadge("handled", text, ui.Success, ui.IconCheck)
	}
	if !n.Declares(today) {
		row.Badge = stateBadge("ended", i18n.T(ctx, "Behövs inte längre"), ui.Neutral, ui.IconDash)
	}
	return row
}

// ThinDeclarations takes away the text of declarations that are too old.
func (h *Handlers) ThinDeclarations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if _, err := page.ParseForm(w, r); err != nil {
		return err
	}
	count, err := h.room.ThinDeclarations(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, declarationsURL, page.Done(i18n.N(ctx, "En deklaration är gallrad.", "%d deklarationer är gallrade.", count)))
}
