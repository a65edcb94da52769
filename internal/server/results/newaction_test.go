package results_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
)

// testActions: an action that has begun stands on the measure's time line for all readers,
// and whoever may make one is led there from results.
func (s *site) testActions(t *testing.T) {
	began := time.Date(2025, 5, 12, 0, 0, 0, 0, time.UTC)
	var id improvement.ActionID
	if err := s.db.Write(t.Context(), func(tx *postgres.Tx) error {
		library, err := tx.Indicators(t.Context(), s.group.ID, today)
		if err != nil {
			return err
		}
		a := improvement.Action{GroupID: s.group.ID, UnitID: s.unit("JON").ID, Area: "Bärsjal på alla rum", Kind: improvement.RoutineAction, State: improvement.ActionOngoing,
			Priority: improvement.MediumPriority, DueOn: began.AddDate(1, 0, 0), BeganOn: &began, Origin: improvement.OwnIdea, WrittenAt: today}
		for _, i := range library {
			if i.Code == "OMV01" {
				a.IndicatorID = i.ID
			}
		}
		if id, err = tx.AddAction(t.Context(), a); err != nil {
			return err
		}
		return tx.AppendAudit(t.Context(), org.Actor{Person: org.Person{Name: "prov"}}, postgres.AuditEntry{At: today, Action: "improve.create_action", GroupID: s.group.ID, Subject: "action", SubjectID: int64(id)})
	}); err != nil {
		t.Fatal(err)
	}
	const address = "/resultat/matt/OMV01?enhet=JON"
	for _, role := range []org.Role{org.MedicalLead, org.ProgramAreaMember} {
		doc := s.page(t, s.as(role), address)
		note := doc.Find("#atgard-" + url.PathEscape(strings.TrimPrefix(linkOf(id), "/forbattring/atgarder/")))
		link, _ := note.Find("a").Attr("href")
		if got := strings.Join(strings.Fields(note.Text()), " "); !strings.Contains(got, "12 maj 2025, Jönköping: åtgärd, pågår Bärsjal på alla rum") || link != linkOf(id) || note.Find("form").Length() > 0 {
			t.Errorf("%s: %q leads to %q", role, got, link)
		}
		if role == org.MedicalLead && !strings.Contains(text(doc, "#over-tid-tabell"), "Anteckning") {
			t.Error("the table does not name it")
		}
		if doc = s.page(t, s.as(role), "/resultat/matt/OMV01?enhet=LIN"); strings.Contains(text(doc, "main"), "Bärsjal") {
			t.Errorf("%s: another unit's line has it", role)
		}
	}
	// It is written elsewhere: nobody changes it as a note.
	if got := s.get(t, s.as(org.Convener), "/resultat/matt/OMV01/anteckningar/0?enhet=JON").StatusCode; got != http.StatusNotFound {
		t.Errorf("as a note: %d", got)
	}

	jonkoping := s.reporting("JON")
	signals := s.page(t, jonkoping, "/resultat/signaler?ar=2025&enhet=JON")
	row := signals.Find("section#malet a[href^='/resultat/matt/OMV01']").First().Closest("tr")
	if got := strings.Join(strings.Fields(row.Find("td").Last().Text()), " "); !strings.Contains(got, "Åtgärd: Bärsjal på alla rum, pågår") || !strings.Contains(got, "Ny åtgärd") {
		t.Errorf("the signal: %q", got)
	}
	link, _ := row.Find(".cell-act").Attr("href")
	asked, err := url.Parse(link)
	if q := asked.Query(); err != nil || asked.Path != "/forbattring/atgarder/ny" || q.Get("enhet") != "JON" || q.Get("matt") != "OMV01" || q.Get("fran") != "signal" || !strings.Contains(q.Get("sett"), "2025") {
		t.Errorf("the signal leads to %s", link)
	}
	for address, want := range map[string]int{"/resultat/matt/OMV01?ar=2025": 1, "/resultat/enhet/JON?ar=2025": 1, "/resultat/enhet/LIN?ar=2025": 0, "/resultat/variation?ar=2025": 1, "/resultat/signaler?ar=2025&enhet=LIN": 0} {
		own := s.page(t, jonkoping, address).Find(".cell-act[href^='/forbattring/atgarder/ny']").Length()
		outside := s.page(t, s.as(org.ProgramAreaMember), address).Find(".cell-act").Length()
		if own < want || want == 0 && own > 0 || outside > 0 {
			t.Errorf("%s: %d links for the unit's own, %d for readers outside", address, own, outside)
		}
	}
}

// linkOf leads to the action.
func linkOf(id improvement.ActionID) string { return page.ActionURL(id) }
