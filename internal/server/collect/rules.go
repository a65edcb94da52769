package collect

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

const rulesURL = overviewURL + "/regler"

func ruleURL(id quality.RuleID) string { return rulesURL + "/" + strconv.FormatInt(int64(id), 10) }

// ShowRules lists the rules across measures.
func (h *Handlers) ShowRules(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.Rules(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newRulesView(ctx, list)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Rules(v)})
}

func newRulesView(ctx context.Context, list collect.Rules) view.RulesView {
	v := view.RulesView{Heading: ui.PageHeadingProps{
		Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}}, Title: i18n.T(ctx, "Regler mellan mått"),
		Lead: i18n.T(ctx, "Mått som ska stämma med varandra. Den som fyller i får en fråga när de inte gör det, men hindras aldrig.")}}
	if list.CanEdit {
		v.NewURL = rulesURL + "/ny"
	}
	for _, r := range list.Rules {
		row := view.RuleRow{ID: "regel-" + strconv.FormatInt(int64(r.ID), 10), Text: words.Rule(ctx, r.Rule, r.LeftMeasure, r.RightMeasure),
			Explanation: r.Explanation, Version: strconv.Itoa(r.Version), Retired: !r.Active}
		if list.CanEdit {
			row.EditURL, row.UseURL = ruleURL(r.ID), ruleURL(r.ID)+"/bruk"
		}
		for _, b := range r.Broken {
			row.Broken = append(row.Broken, ui.Link{Text: title(ctx, b.Unit, b.Period), URL: reviewURL(b.Unit, b.Collection)})
		}
		if r.Active {
			v.Rules = append(v.Rules, row)
		} else {
			v.Retired = append(v.Retired, row)
		}
	}
	return v
}

// UseRule takes a rule out of use, or into use again.
func (h *Handlers) UseRule(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	rule, err := ruleIn(r, form)
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "Regeln är tagen ur bruk.")
	switch form.Value("do") {
	case "retire":
	case "restore":
		rule.Active, done = true, i18n.T(ctx, "Regeln är i bruk igen.")
	default:
		return fault.ErrNotFound
	}
	if err := h.room.UseRule(ctx, visitor.Actor, rule); err != nil {
		return err
	}
	return page.RedirectWith(w, r, rulesURL, page.Done(done))
}

// ruleIn is the rule that the address names, in the version that the form was
// opened with; a version that is no number is nobody's.
func ruleIn(r *http.Request, form *page.Form) (quality.Rule, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "rule"), 10, 64)
	if err != nil {
		return quality.Rule{}, fault.ErrNotFound
	}
	version, _ := strconv.Atoi(form.Value("version"))
	return quality.Rule{ID: quality.RuleID(id), GroupID: page.VisitorOf(r).Group.ID, Version: version}, nil
}

// EditNewRule shows the form for a new rule.
func (h *Handlers) EditNewRule(w http.ResponseWriter, r *http.Request) error {
	return h.showRuleForm(w, r, rulePage{form: page.NewForm(ruleValues(quality.Rule{Relation: quality.AtMost,
		Left: quality.Term{Part: quality.ValuePart}, Right: quality.Term{Part: quality.ValuePart}}))})
}

// CreateRule adds a rule.
func (h *Handlers) CreateRule(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	rule := readRule(form, quality.Rule{GroupID: page.VisitorOf(r).Group.ID})
	if err = form.Err(); err == nil {
		err = h.room.CreateRule(r.Context(), page.VisitorOf(r).Actor, rule)
	}
	return h.ruleSaved(w, r, rulePage{form: form}, err)
}

// EditRule shows the form for a stored rule.
func (h *Handlers) EditRule(w http.ResponseWriter, r *http.Request) error {
	rule, err := ruleIn(r, page.NewForm(nil))
	if err != nil {
		return err
	}
	return h.showRuleForm(w, r, rulePage{id: rule.ID})
}

// SaveRule changes a rule. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveRule(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	rule, err := ruleIn(r, form)
	if err != nil {
		return err
	}
	rule = readRule(form, rule)
	if err = form.Err(); err == nil {
		err = h.room.SaveRule(r.Context(), page.VisitorOf(r).Actor, rule)
	}
	return h.ruleSaved(w, r, rulePage{form: form, id: rule.ID, typed: rule}, err)
}

// ruleSaved answers to a rule that was to be stored.
func (h *Handlers) ruleSaved(w http.ResponseWriter, r *http.Request, p rulePage, err error) error {
	switch {
	case p.form.Rejected(err):
		return h.showRuleForm(w, r, p)
	case errors.Is(err, fault.ErrConflict) && p.id != 0:
		p.overtaken = true
		return h.showRuleForm(w, r, p)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, rulesURL, page.Done(i18n.T(r.Context(), "Regeln är sparad.")))
}
