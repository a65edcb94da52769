package improve

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowMethod is one method with how far the units have come, and what their figures say.
func (h *Handlers) ShowMethod(w http.ResponseWriter, r *http.Request) error {
	p, err := h.method(r)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Title, Content: view.Method(newMethodView(r.Context(), page.VisitorOf(r), p))})
}

// method reads the method that the address names.
func (h *Handlers) method(r *http.Request) (improve.MethodPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "method")
	if err != nil {
		return improve.MethodPage{}, err
	}
	return h.room.Method(r.Context(), visitor.Actor, visitor.Group.ID, improvement.MethodID(id))
}

func newMethodView(ctx context.Context, visitor page.Visitor, p improve.MethodPage) view.MethodView {
	v := view.MethodView{Heading: ui.PageHeadingProps{Title: p.Title, Trail: []ui.Link{{Text: i18n.T(ctx, "Metoder"), URL: methodsURL}}},
		Tags: []string{words.MethodDirection(ctx, p.Direction), words.MethodKind(ctx, p.Kind)}, Why: p.Why, Facts: methodFacts(ctx, p),
		Summary: words.Sentence(words.MethodTally(ctx, p.Direction, p.Tally)), HasEffects: p.Measure != nil && p.Measure.Charted(),
		Asked: askedAgain(ctx, p.Method)}
	inside := improve.Inside(visitor.Actor, visitor.Group.ID)
	if inside {
		v.Last = changed(ctx, p.Last)
	}
	if p.CanEdit {
		v.EditURL = methodURL(p.ID) + "/andra"
	}
	if !p.Followed(p.Today) {
		v.Ended = i18n.T(ctx, "Metoden följs inte längre. Sista dagen var %s.", i18n.LongDate(ctx, *p.EndedOn))
	}
	switch {
	case p.IndicatorID == 0:
		v.NoEffects = i18n.T(ctx, "Inget mått följer metoden, så före och efter går inte att räkna.")
	case p.Measure == nil:
		v.NoEffects = i18n.T(ctx, "Gruppen har inte samlat in måttet.")
	case !p.Measure.Charted():
		v.NoEffects = i18n.T(ctx, "Måttet följs inte period för period, så före och efter går inte att räkna.")
	}
	for _, c := range p.Cells {
		v.Units = append(v.Units, methodUnit(ctx, p, c))
		for _, f := range c.Given {
			told := view.MethodFollowUp{Unit: c.Unit.ShortName, Asked: i18n.Date(ctx, f.AskedOn), Outcome: words.MethodOutcome(ctx, f.Outcome), Result: f.Result, By: i18n.Date(ctx, f.NotedAt)}
			if inside && f.NotedByName != "" {
				told.By = i18n.T(ctx, "%s, %s", f.NotedByName, told.By)
			}
			v.FollowUps = append(v.FollowUps, told)
		}
	}
	for _, a := range p.Actions {
		v.Actions = append(v.Actions, actionRow(ctx, a, p.Today))
	}
	if p.CanAct && p.Followed(p.Today) {
		v.NewAction = methodActionURL(p.MethodRow, "")
	}
	for _, n := range p.Notes {
		v.History = append(v.History, methodSaid(ctx, p, n, inside))
	}
	return v
}

// methodActionURL is where an action for the method is begun, at the unit with the code
// when it is one's.
func methodActionURL(m improve.MethodRow, unit string) string {
	return page.NewAction{Unit: unit, Measure: m.MeasureCode, Programme: string(improvement.MethodProgramme), ProgrammeID: int64(m.ID)}.URL()
}

// methodUnit is how far one unit has come.
func methodUnit(ctx context.Context, p improve.MethodPage, c improve.MethodCell) view.MethodUnit {
	now := c.Now()
	u := view.MethodUnit{Unit: c.Unit.ShortName, Own: c.Own, Mark: methodMark(ctx, p.Direction, now.State), Comment: now.Comment, Due: c.Due(p.Today)}
	if now.State != "" {
		u.Since = i18n.Date(ctx, now.Since)
	}
	for _, e := range p.Effects[c.Unit.ID] {
		u.Effects = append(u.Effects, partEffect(ctx, e))
	}
	if began := improvement.MethodBegan(c.Course); began != nil && len(u.Effects) > 0 {
		u.Divided = i18n.T(ctx, "Före och efter %s, då det började", i18n.Date(ctx, *began))
	}
	if n := len(c.Given); n > 0 {
		u.FollowUp = words.MethodOutcome(ctx, c.Given[n-1].Outcome)
	}
	if c.AskAgain != nil {
		u.FollowUp = joined(". ", u.FollowUp, i18n.T(ctx, "Följs upp %s", i18n.Date(ctx, *c.AskAgain)))
		if u.Due {
			u.FollowUp = i18n.T(ctx, "Skulle ha följts upp %s", i18n.Date(ctx, *c.AskAgain))
		}
	}
	if !c.CanNote || !p.Followed(p.Today) {
		return u
	}
	u.EditURL, u.EditText = methodURL(p.ID)+"/lage/"+c.Unit.Code, i18n.T(ctx, "Ändra läget")
	if now.State == "" {
		u.EditText = i18n.T(ctx, "Säg hur det är")
	}
	if c.AskAgain != nil {
		u.FollowURL = methodURL(p.ID) + "/uppfoljning/" + c.Unit.Code
	}
	if p.CanAct && now.State != improvement.MethodDone && now.State != improvement.MethodNotApplicable {
		u.ActionURL = methodActionURL(p.MethodRow, c.Unit.Code)
	}
	return u
}

// methodFacts are what there is to know of a method, and where it leads.
func methodFacts(ctx context.Context, p improve.MethodPage) []view.Fact {
	var list []view.Fact
	add := func(term string, links ...ui.Link) {
		if len(links) > 0 && links[0].Text != "" {
			list = append(list, view.Fact{Term: term, Links: links})
		}
	}
	add(i18n.T(ctx, "För vilka barn"), ui.Link{Text: p.Children})
	source := []ui.Link{{Text: p.Source}}
	if p.SourceURL != "" {
		source = append(source, ui.Link{Text: hostOf(p.SourceURL), URL: p.SourceURL})
	}
	add(i18n.T(ctx, "Källa"), source...)
	decided := p.DecidedBy
	if p.DecidedOn != nil {
		decided = joined(", ", decided, i18n.LongDate(ctx, *p.DecidedOn))
	}
	add(i18n.T(ctx, "Beslutat"), ui.Link{Text: decided})
	add(i18n.T(ctx, "Prioritet"), ui.Link{Text: words.Priority(ctx, p.Priority)})
	if p.TargetOn != nil {
		add(i18n.T(ctx, "Ska vara klart"), ui.Link{Text: i18n.LongDate(ctx, *p.TargetOn)})
	}
	measure := ui.Link{Text: p.MeasureName}
	if p.Measure != nil {
		measure.URL = "/resultat/matt/" + p.MeasureCode + "#over-tid"
	}
	add(i18n.T(ctx, "Mått som följer det"), measure)
	var promises []ui.Link
	for _, promise := range p.Promises {
		promises = append(promises, ui.Link{Text: promise.Code + " " + promise.Text})
	}
	add(i18n.T(ctx, "Patientlöften"), promises...)
	return list
}

// hostOf is the address's site, which says more than its whole length.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return address
}

// askedAgain says when a unit that has come all the way is asked again.
func askedAgain(ctx context.Context, m improvement.Method) string {
	if len(m.FollowUpMonths) == 0 {
		return i18n.T(ctx, "Ingen uppföljning är bestämd för metoden.")
	}
	months := make([]string, len(m.FollowUpMonths))
	for n, month := range m.FollowUpMonths {
		months[n] = strconv.Itoa(month)
	}
	return i18n.T(ctx, "En enhet som är helt klar frågas igen efter %s månader: håller det i sig?", strings.Join(months, i18n.T(ctx, " och ")))
}

// methodSaid is one thing that a unit has said.
func methodSaid(ctx context.Context, p improve.MethodPage, n improve.MethodNote, named bool) view.MethodSaid {
	s := view.MethodSaid{When: i18n.Date(ctx, n.NotedAt), State: words.MethodState(ctx, p.Direction, n.State), Since: i18n.Date(ctx, n.Since), Comment: n.Comment, Unit: shortName(p.Units, n.UnitID)}
	if named {
		s.By = n.NotedByName
	}
	return s
}

func shortName(units []org.Unit, id org.UnitID) string {
	for _, u := range units {
		if u.ID == id {
			return u.ShortName
		}
	}
	return ""
}
