package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// How units read a measure is for the group, and written by the units themselves.
func TestReadingsOnTheMeasuresPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO indicator_reading (indicator_id, unit_id, group_id, text, written_at, written_by) VALUES
		(1, 2, 1, E'Ur journalen.\n<b>Inte</b> registret.', '2026-05-01 10:00Z', 2), (3, 1, 1, 'Ett annat mått', now(), 1)`)
	lead := as(t, f, testgroup.MedicalLead).Get("/mal/matt/MED1").Want(http.StatusOK)
	// Ceda has births only, and does not report the measure.
	if got := lead.Text("#tolkningar dl"); got != "AlaInget skrivet Skriv hur ni räknar AlaBoUr journalen. <b>Inte</b> registret. Skrivet av Viktor Vård, 1 maj 2026" {
		t.Errorf("the readings: %q", got)
	}
	if href, _ := lead.Find("#tolkningar a").Attr("href"); href != "/inrapportering/ALA/tolkning/MED1" {
		t.Errorf("leads to %q", href)
	}
	if n := as(t, f, testgroup.Convener).Get("/mal/matt/MED1").Find("#tolkningar a").Length(); n != 2 {
		t.Errorf("the coordinator may write for %d units", n)
	}
	if n := as(t, f, testgroup.Chair).Get("/mal/matt/MED1").Find("#tolkningar a").Length(); n != 0 {
		t.Errorf("the chair may write for %d units", n)
	}
	member := as(t, f, testgroup.Member).Get("/mal/matt/MED1").Want(http.StatusOK)
	if member.Find("#tolkningar").Length() != 0 || strings.Contains(member.Body, "Ur journalen") {
		t.Error("a reader outside the group sees how units read the measure")
	}
}
