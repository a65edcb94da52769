package results_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
)

// What is said about a measure and its comparison is led to for the group, and not so
// much as mentioned to readers outside.
func (s *site) testTalks(t *testing.T) {
	const address = "/resultat/matt/OMV01?tid=2025"
	inside := s.page(t, s.as(org.MedicalLead), address)
	if got := text(inside, "#enheter .talk-box p:first-child"); got != "Samtal om jämförelsen, 2025: 3 inlägg, senast av Exempelsjuksköterska Kalmar 5 februari 2026" {
		t.Errorf("the comparison: %q", got)
	}
	links := inside.Find(".talk-box a").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
	if got := strings.Join(links, " "); got != "/forbattring/samtal/matt/OMV01?tid=2025 /forbattring/samtal/matt/OMV01 /forbattring/stod/nytt?om=%2Fresultat%2Fmatt%2FOMV01&titel=Hud-mot-hud+f%C3%B6rsta+dygnet" {
		t.Errorf("leads to %s", got)
	}
	if got := s.page(t, s.as(org.Chair), address).Find(`a[href^="/forbattring/stod"]`).Length(); got != 0 {
		t.Error("somebody of no unit is led to asking for support")
	}
	outside := s.page(t, s.as(org.ProgramAreaMember), address)
	if html, err := outside.Html(); err != nil || strings.Contains(html, "/forbattring/samtal") || strings.Contains(html, "/forbattring/stod") || outside.Find(".talk-box").Length() != 0 {
		t.Errorf("a reader outside the group is told of the talks, %v", err)
	}
}
