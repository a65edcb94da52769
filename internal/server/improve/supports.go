package improve

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

const supportURL = "/forbattring/stod"

// whose are the choices of whose requests to list, by their word in the address.
var whose = map[string]improve.SupportWhose{"till-mig": improve.SupportToMe, mine: improve.SupportFromMe}

// stateInAddress are the states by their word in the address.
var stateInAddress = map[string]improvement.SupportState{"vantar": improvement.SupportAsked, "tagen": improvement.SupportTaken,
	"besvarad": improvement.SupportAnswered, "avslutad": improvement.SupportClosed, "tillbakatagen": improvement.SupportWithdrawn}

// ShowSupports lists what units have asked for; ?vilka= chooses whose, ?lage= how far
// it has come.
func (h *Handlers) ShowSupports(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor, q := r.Context(), page.VisitorOf(r), page.Query(r)
	f := improve.SupportFilter{Whose: whose[q.Value(whoseName)], State: stateInAddress[q.Value(stateName)], Page: 1}
	if n := q.Whole(pageName); n != nil {
		f.Page = int(*n)
	}
	if q.Err() != nil || (q.Value(whoseName) != "") != (f.Whose != "") || (q.Value(stateName) != "") != (f.State != "") {
		return fault.ErrNotFound
	}
	list, err := h.room.Supports(ctx, visitor.Actor, visitor.Group.ID, f)
	if err != nil {
		return err
	}
	v := newSupportsView(ctx, visitor, list, q)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Stöd"), Content: view.Supports(v)})
}

func newSupportsView(ctx context.Context, visitor page.Visitor, list improve.Supports, q *page.Form) view.SupportsView {
	v := view.SupportsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, supportURL)},
		Whose: ui.SelectProps{Name: whoseName, Label: i18n.T(ctx, "Vilka"), Value: q.Value(whoseName), Empty: i18n.T(ctx, "Allas frågor"),
			Options: []ui.Option{{Value: "till-mig", Label: i18n.T(ctx, "Till mig")}, {Value: mine, Label: i18n.T(ctx, "Från min enhet")}}},
		State: ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: q.Value(stateName), Empty: i18n.T(ctx, "Alla lägen")}}
	for _, state := range improvement.SupportStates() {
		for word, s := range stateInAddress {
			if s == state {
				v.State.Options = append(v.State.Options, ui.Option{Value: word, Label: words.SupportState(ctx, state)})
			}
		}
	}
	if len(improve.AskingUnits(visitor.Actor, visitor.Group.ID)) > 0 {
		v.NewURL = supportURL + "/nytt"
	}
	chosen := url.Values{}
	for _, name := range []string{whoseName, stateName} {
		if value := q.Value(name); value != "" {
			chosen.Set(name, value)
		}
	}
	if len(chosen) > 0 {
		v.ResetURL = supportURL
	}
	at := func(n int) string {
		chosen.Set(pageName, strconv.Itoa(n))
		return supportURL + "?" + chosen.Encode()
	}
	if list.Page > 1 {
		v.NewerURL = at(list.Page - 1)
	}
	if list.More {
		v.OlderURL = at(list.Page + 1)
	}
	for _, s := range list.Rows {
		row := view.SupportRow{Link: ui.Link{Text: s.Title, URL: supportURL + "/" + page.Digits(s.ID)}, From: list.Members.Unit(s.UnitID).ShortName,
			To: askedWords(ctx, list.Members, s.AskedUnit), At: words.Day(ctx, s.AskedAt, visitor.Now),
			State: ui.SupportState(s.State), StateWords: words.SupportState(ctx, s.State)}
		if s.State == improvement.SupportTaken {
			row.Who = s.TakenByName
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// askedWords is who is asked.
func askedWords(ctx context.Context, members improve.Members, unit org.UnitID) string {
	if unit == 0 {
		return i18n.T(ctx, "Processtödet")
	}
	return members.Unit(unit).ShortName
}

// namesOf are names in a line.
func namesOf(people []org.Person) string {
	names := make([]string, len(people))
	for n, p := range people {
		names[n] = p.Name
	}
	return strings.Join(names, ", ")
}
