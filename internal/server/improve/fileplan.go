package improve

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
)

// WithDocuments gives the handlers with where the action plan is filed.
func (h *Handlers) WithDocuments(room *group.Room) *Handlers {
	with := *h
	with.documents = room
	return &with
}

// FilePlan files the action plan as it stands as a version of the year's document, in
// Swedish whatever the visitor's language: a document is one.
func (h *Handlers) FilePlan(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	chosen, list, err := askedFor(r)
	if err != nil {
		return err
	}
	p, err := h.room.ActionPlan(ctx, visitor.Actor, list)
	if err != nil {
		return err
	}
	swedish := i18n.WithLanguage(ctx, i18n.Swedish)
	v := newPlanView(swedish, visitor, chosen, p)
	id, err := h.documents.FilePlan(ctx, visitor.Actor, group.FiledPlan{GroupID: visitor.Group.ID,
		Title: i18n.T(swedish, "Handlingsplan %s", strconv.Itoa(visitor.Today().Year())), Body: planText(swedish, v)})
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/gruppen/dokument/"+page.Digits(id), page.Done(i18n.T(ctx, "Handlingsplanen är sparad som den är i dag.")))
}

// planText is the plan as Markdown, by patient promise: each action as a list of what there
// is to know of it.
func planText(ctx context.Context, v view.PlanView) string {
	var b strings.Builder
	b.WriteString(v.Lead + "\n")
	if len(v.Groups) == 0 {
		b.WriteString("\n" + i18n.T(ctx, "Ingen åtgärd är planerad eller pågår") + "\n")
	}
	for _, g := range v.Groups {
		b.WriteString("\n# " + g.Title + "\n")
		for _, a := range g.Actions {
			b.WriteString("\n**" + plain(a.Title) + "**\n\n")
			for _, d := range append(a.Facts, a.Plan...) {
				if d.Text != "" {
					b.WriteString("- " + d.Term + ": " + plain(d.Text) + "\n")
				}
			}
		}
	}
	return b.String()
}

// plain is the text on one line, with what Markdown would take for mark-up as it is.
func plain(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "`", "\\`", "<", `\<`).Replace(text)
}
