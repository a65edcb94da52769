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

const matrixURL = wheelURL + "/ansvar"

// ShowMatrix shows who does what in the year: the tasks against those who own them.
func (h *Handlers) ShowMatrix(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	choice, err := readWheelChoice(r, visitor)
	if err != nil {
		return err
	}
	choice.State, choice.Mine, choice.Nobody, choice.OwnerID, choice.Role = "", false, false, 0, ""
	wheel, err := h.room.Wheel(ctx, visitor.Actor, choice)
	if err != nil {
		return err
	}
	v := newMatrixView(ctx, wheel)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Matrix(v)})
}

func newMatrixView(ctx context.Context, w group.Wheel) view.MatrixView {
	v := view.MatrixView{Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Årshjul"), URL: wheelYearURL(w.Year)}},
		Title: i18n.T(ctx, "Vem som gör vad %d", w.Year), Lead: i18n.T(ctx, "Årets uppgifter och den som ansvarar för var och en.")}}
	columns := map[org.Role]int{}
	for _, role := range org.Roles() {
		for _, t := range w.Tasks {
			if _, has := columns[role]; t.OwnerRole == role && !has {
				columns[role] = len(v.Columns)
				v.Columns = append(v.Columns, words.Role(ctx, role))
			}
		}
	}
	person := len(v.Columns)
	v.Columns = append(v.Columns, i18n.T(ctx, "Namngiven"), i18n.T(ctx, "Ingen ännu"))
	for _, t := range w.Tasks {
		row := view.MatrixRow{Link: ui.Link{Text: t.Title, URL: taskURL(t.ID)}, Due: i18n.Date(ctx, t.DueOn), Cells: make([]string, len(v.Columns))}
		switch where := whereWords(ctx, w.Choices, t.Task); {
		case t.OwnerID != 0:
			row.Cells[person] = w.Names[t.OwnerID]
		case t.OwnerRole == "":
			row.Cells[person+1], row.Nobody = i18n.T(ctx, "Saknas"), true
		case where != "":
			row.Cells[columns[t.OwnerRole]] = where
		default:
			row.Cells[columns[t.OwnerRole]] = i18n.T(ctx, "Ansvarar")
		}
		v.Rows = append(v.Rows, row)
	}
	if w.Count > len(w.Tasks) {
		v.More = i18n.T(ctx, "De första %s av %s uppgifter visas.", strconv.Itoa(len(w.Tasks)), strconv.Itoa(w.Count))
	}
	return v
}
