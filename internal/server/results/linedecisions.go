package results

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// DecideLine writes down what the group has decided about the measure's lines.
func (h *Handlers) DecideLine(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	a, chosen, err := aboutMeasure(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	decision := readDecision(form)
	if err = form.Err(); err == nil {
		err = prefixed(h.room.DecideLine(ctx, visitor.Actor, a, decision), "line.")
	}
	switch {
	case form.Rejected(err):
		return h.showIndicator(w, r, typedOnLines{decision: form})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, linesURL(a, chosen, "beslut"), page.Done(i18n.T(ctx, "Beslutet är sparat. Det kan tas tillbaka.")))
}

// UndoDecision takes a decision back.
func (h *Handlers) UndoDecision(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, chosen, err := aboutMeasure(r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "decision")
	if err != nil {
		return err
	}
	switch err := h.room.UndoDecision(ctx, page.VisitorOf(r).Actor, a, quality.LineDecisionID(id)); {
	case errors.Is(err, fault.ErrConflict):
		return h.showIndicator(w, r, typedOnLines{overtaken: true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, linesURL(a, chosen, "beslut"), page.Done(i18n.T(ctx, "Beslutet är tillbakataget.")))
}

// readDecision is the decision as it was typed.
func readDecision(form *page.Form) quality.LineDecision {
	d := quality.LineDecision{UnitID: org.UnitID(form.ID("line.unit")), Kind: quality.LineDecisionKind(form.Value("line.kind")),
		Reason: form.Text("line.reason", quality.MaxDecisionReason)}
	if baseline := form.Whole("line.baseline"); baseline != nil {
		d.Baseline = int(min(*baseline, 1000))
	}
	if code := form.Value("line.period"); code != "" {
		period, ok := quality.ParsePeriod(code)
		if !ok {
			form.Problem("line.period", "unknown_choice")
		}
		d.Period = period
	}
	return d
}

// lineDecisions is what is decided about the part shown, and the form for those who
// decide. Readers outside the group are not shown any.
func (p indicatorPage) lineDecisions(ctx context.Context, visitor page.Visitor, typed *page.Form) view.LineDecisions {
	var v view.LineDecisions
	may := visitor.May(org.EditIndicators, 0)
	for _, d := range p.Dataset.Decisions {
		if d.StratumID != p.Stratum.ID {
			continue
		}
		row := view.LineDecisionRow{Title: p.decisionTitle(ctx, d), Text: d.Reason}
		if may {
			row.UndoURL = p.below("/linjer/" + strconv.FormatInt(int64(d.ID), 10) + "/ta-tillbaka")
		}
		v.Decisions = append(v.Decisions, row)
	}
	if may && p.Measure.Charted() {
		v.Form = p.decisionForm(ctx, typed)
	}
	return v
}

// decisionTitle is what is decided, from when and for whom.
func (p indicatorPage) decisionTitle(ctx context.Context, d quality.LineDecision) string {
	whose, period := p.unitName(ctx, d.UnitID), words.ShortPeriod(ctx, d.Period)
	switch {
	case d.Kind == quality.LeftOut:
		return i18n.T(ctx, "%s: %s räknas inte med", whose, period)
	case d.Baseline > 0:
		return i18n.T(ctx, "%s: nivån räknas på nytt från %s, på %d perioder", whose, period, d.Baseline)
	}
	return i18n.T(ctx, "%s: nivån räknas på nytt från %s", whose, period)
}

func (p indicatorPage) decisionForm(ctx context.Context, typed *page.Form) *view.DecisionForm {
	f := &view.DecisionForm{Open: typed != nil, Unit: p.unitSelect(ctx, "line.unit", func(org.UnitID) bool { return true })}
	if typed == nil {
		typed = page.NewForm(url.Values{"line.kind": {string(quality.NewPhase)}, "line.unit": {f.Unit.Value}})
	}
	f.Action, f.Unit.Value, f.Unit.Error = p.below("/linjer"), typed.Value("line.unit"), typed.Error(ctx, "line.unit")
	f.Kind = ui.ChoiceGroupProps{Name: "line.kind", Legend: i18n.T(ctx, "Beslut"), Chosen: []string{typed.Value("line.kind")}, Error: typed.Error(ctx, "line.kind")}
	for _, kind := range quality.LineDecisionKinds() {
		f.Kind.Options = append(f.Kind.Options, ui.Option{Value: string(kind), Label: words.DecisionKind(ctx, kind)})
	}
	f.Period = ui.SelectProps{Name: "line.period", Label: i18n.T(ctx, "Period"), Empty: i18n.T(ctx, "Välj period"),
		Value: typed.Value("line.period"), Error: typed.Error(ctx, "line.period"), Required: true}
	for _, period := range slices.Backward(p.Timeline.Periods) {
		f.Period.Options = append(f.Period.Options, ui.Option{Value: period.Code(), Label: words.ShortPeriod(ctx, period)})
	}
	f.Baseline = ui.NumberField(ui.FieldProps{Name: "line.baseline", Label: i18n.T(ctx, "Räkna nivån på så många perioder"), Optional: true,
		Description: i18n.T(ctx, "Minst tio. Nivån och gränserna hålls sedan kvar, så att det som kommer efter kan jämföras med tiden före en ändring. Tomt: alla."),
		Value:       typed.Value("line.baseline"), Error: typed.Error(ctx, "line.baseline")}, 0)
	f.Reason = ui.TextAreaProps{Name: "line.reason", Label: i18n.T(ctx, "Varför"), Rows: 3, MaxLength: quality.MaxDecisionReason, Required: true,
		Description: i18n.T(ctx, "Läses av gruppen vid diagrammet. Linjer som någon flyttar utan att säga varför övertygar ingen."),
		Value:       typed.Value("line.reason"), Error: typed.Error(ctx, "line.reason")}
	return f
}
