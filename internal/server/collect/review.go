package collect

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// ShowReview is the page where the convener reads a unit's period and decides.
func (h *Handlers) ShowReview(w http.ResponseWriter, r *http.Request) error {
	return h.showReview(w, r, nil)
}

// showReview answers with the review, as it opens or with a form on it that came back.
func (h *Handlers) showReview(w http.ResponseWriter, r *http.Request, back *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := h.room.Form(ctx, visitor.Actor, where(r))
	if err != nil {
		return err
	}
	if !visitor.May(org.ApproveFigures, form.Unit.ID) {
		return fault.ErrForbidden
	}
	readings, err := h.readings(r)
	if err != nil {
		return err
	}
	v := newReviewView(ctx, form, back, readings)
	if v.Seen, err = h.acknowledged(r, form, returned{}); err != nil {
		return err
	}
	status := http.StatusOK
	if back != nil {
		status = http.StatusUnprocessableEntity
	}
	return page.Show(w, r, status, page.Page{Title: v.Head.Heading.Title, Content: view.Review(v)})
}

func newReviewView(ctx context.Context, form collect.Form, back *page.Form, read readings) view.ReviewView {
	v := view.ReviewView{
		Head: newHead(ctx, form), Summary: summary(ctx, form), Version: strconv.Itoa(form.Submission.Version),
		BoardURL: boardURL + "?ar=" + strconv.Itoa(form.Period.LastYear()),
		Sections: newSections(ctx, form, func(row collect.Row) view.Row { return read.beside(ctx, row, reviewRow(ctx, form, row, back)) }),
	}
	v.Head.Heading.Trail = append(v.Head.Heading.Trail, ui.Link{Text: i18n.T(ctx, "Alla enheter"), URL: v.BoardURL})
	v.Head.Notices = reviewNotices(ctx, form)
	base := reviewURL(form.Unit, form.Period)
	if form.CanApprove {
		v.ApproveURL, v.ApproveText, v.ApproveLead = base+"/godkann", i18n.T(ctx, "Godkänn"), approveLead(ctx, form)
		if v.ApproveLead != "" {
			v.ApproveText = i18n.T(ctx, "Godkänn de övriga")
		}
	}
	if form.CanReturn {
		v.ReturnURL = base + "/aterlamna"
	}
	if form.CanReopen {
		v.ReopenURL = base + "/oppna"
	}
	if form.CanRecord {
		v.EditURL = entryURL(form.Unit, form.Period)
	}
	v.ReturnReason = ui.TextAreaProps{Name: "reason", Label: i18n.T(ctx, "Vad behöver rättas?"),
		Description: i18n.T(ctx, "Enheten ser det du skriver här."), Rows: 3, MaxLength: quality.MaxComment}
	v.ReopenReason = ui.TextAreaProps{Name: "reason", Label: i18n.T(ctx, "Varför öppnas perioden igen?"),
		Description: i18n.T(ctx, "Enheten ser det du skriver här."), Rows: 3, MaxLength: quality.MaxComment}
	v.ReopenUntil = ui.FieldProps{Name: "until", Label: i18n.T(ctx, "Sista dag för ändringar"), Type: "date"}
	if back != nil {
		v.Problems = back.Summary(ctx)
		v.ReturnReason.Value, v.ReturnReason.Error = back.Value("reason"), back.Error(ctx, "reason")
		v.ReopenReason.Value, v.ReopenReason.Error = back.Value("reason"), back.Error(ctx, "reason")
		v.ReopenUntil.Value, v.ReopenUntil.Error = back.Value("until"), back.Error(ctx, "until")
	}
	return v
}

// reviewRow is a figure with what the convener may decide about it.
func reviewRow(ctx context.Context, form collect.Form, row collect.Row, back *page.Form) view.Row {
	r := commonRow(ctx, form, row)
	if !form.CanApprove || row.Figure.Version == 0 {
		return r
	}
	base, reason := reviewURL(form.Unit, form.Period)+"/uppgift", reasonField(r.Key)
	r.Decide = &view.Decide{FigureField: figureField, Figure: r.Key, SeenField: seenMark, Seen: collect.Mark(row.Figure),
		Reason: ui.TextAreaProps{Name: reason, Label: i18n.T(ctx, "Vad behöver rättas?"), Rows: 2, MaxLength: quality.MaxComment,
			Description: i18n.T(ctx, "Enheten ser det du skriver här.")}}
	if row.Figure.Review.State != quality.ReviewedApproved {
		r.Decide.ApproveURL = base + "/godkann"
	}
	if row.Figure.Review.State != quality.ReviewedReturned {
		r.Decide.ReturnURL = base + "/aterlamna"
	}
	if back != nil {
		r.Decide.Reason.Value, r.Decide.Reason.Error = back.Value(reason), back.Error(ctx, reason)
	}
	return r
}

// approveLead says what is left when the rest is approved at once; "" when nothing is.
func approveLead(ctx context.Context, form collect.Form) string {
	var parts []string
	if n := len(form.Odd()); n > 0 {
		parts = append(parts, i18n.N(ctx, "En uppgift ser ovanlig ut och är inte besvarad av enheten. Den avgör du för sig.",
			"%d uppgifter ser ovanliga ut och är inte besvarade av enheten. De avgör du var för sig.", n))
	}
	if n := len(form.SentBack()); n > 0 {
		parts = append(parts, i18n.N(ctx, "En uppgift är återlämnad och väntar på enheten.",
			"%d uppgifter är återlämnade och väntar på enheten.", n))
	}
	return joined(" ", parts...)
}

// reviewNotices says what has happened so far, to the one who decides.
func reviewNotices(ctx context.Context, form collect.Form) []view.Notice {
	s := form.Submission
	switch s.State {
	case quality.Submitted:
		n := view.Notice{Title: i18n.T(ctx, "Väntar på att du granskar"), Detail: i18n.T(ctx, "Inlämnad %s", moment(ctx, *s.SubmittedAt, form.Today, form.SubmittedBy))}
		if s.ReturnReason != "" {
			n.Text = i18n.T(ctx, "Lämnades tillbaka tidigare: %s", s.ReturnReason)
		}
		return []view.Notice{n}
	case quality.Draft:
		return []view.Notice{{Title: i18n.T(ctx, "Inte inlämnad än"), Text: i18n.T(ctx, "När enheten har lämnat in kan du godkänna eller lämna tillbaka.")}}
	case quality.Approved:
		return []view.Notice{{Kind: ui.Success, Title: i18n.T(ctx, "Godkänd"), Detail: decidedAt(ctx, *s.ApprovedAt, form.Today, form.ApprovedBy)}}
	case quality.Returned:
		return []view.Notice{{Kind: ui.Warning, Title: i18n.T(ctx, "Återlämnad för att rättas"), Text: s.ReturnReason,
			Detail: decidedAt(ctx, *s.ReturnedAt, form.Today, form.ReturnedBy)}}
	}
	form.OnBehalf = false
	return stateNotices(ctx, form)
}
