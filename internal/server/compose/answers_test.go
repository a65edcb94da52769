package compose

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// told is the answers of four units: one with words of its year and of measures, one of a
// measure alone, one that confirmed, one that has not answered.
func told() composer {
	at := time.Date(2026, time.February, 3, 12, 0, 0, 0, time.UTC)
	answer := func(body string, comments ...report.AnswerComment) report.Answer {
		return report.Answer{Body: body, Comments: comments, AnsweredAt: &at, AnsweredBy: "Lena Läkare"}
	}
	unit := func(id org.UnitID, name string) org.Unit { return org.Unit{ID: id, ShortName: name} }
	row := func(id quality.IndicatorID, category quality.Category, strata ...quality.Stratum) (rows []analysis.Row) {
		m := &analysis.Measure{Indicator: quality.Indicator{ID: id, Category: category, Strata: strata}}
		for _, part := range m.Parts() {
			rows = append(rows, analysis.Row{Measure: m, Stratum: part, Definition: quality.Version{Name: "Mått " + string(rune('0'+id))}})
		}
		return rows
	}
	return composer{audience: edition.Internal, Report: &report.Report{Answers: report.Answers{Standing: report.Standing{RoundOpenedAt: &at}, Units: []report.UnitAnswer{
		{Unit: unit(1, "Ala"), State: report.Commented, Answer: answer("Året", report.AnswerComment{IndicatorID: 1, Body: "Om ett"}, report.AnswerComment{IndicatorID: 3, Body: "Om tre"})},
		{Unit: unit(2, "Bo"), State: report.Commented, Answer: answer("", report.AnswerComment{IndicatorID: 1, Body: "Också om ett"})},
		{Unit: unit(3, "Ceda"), State: report.Confirmed, Answer: answer("")},
		{Unit: unit(4, "Da"), State: report.Unanswered},
	}}}, blocks: []analysis.Block{{Rows: append(row(1, quality.Medical, quality.Stratum{ID: 1, Name: "små"}, quality.Stratum{ID: 2, Name: "stora"}), row(3, quality.Process)...)}}}
}

// lines are the blocks in short.
func lines(blocks []edition.Block) string {
	var list []string
	for _, b := range blocks {
		switch {
		case b.Statement != nil:
			list = append(list, strings.Join([]string{b.Statement.Unit, b.Statement.About, b.Statement.Text, b.Statement.Signed}, "|"))
		case len(b.List) > 0:
			list = append(list, b.List...)
		case b.Heading != "":
			list = append(list, "# "+b.Heading)
		}
	}
	return strings.Join(list, "\n")
}

func TestWhatUnitsSayOfTheYear(t *testing.T) {
	c := told()
	const want = `# Enheternas egna ord
Ala||Året|i synpunktsrundan, Lena Läkare, 3 februari 2026
Ala|Mått 3|Om tre|i synpunktsrundan, Lena Läkare, 3 februari 2026
Bo har skrivit vid måtten.
Ceda har bekräftat utan kommentar.
Da har inte svarat.`
	if got := lines(c.answers(t.Context())); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	c.audience = edition.Public
	if got := lines(c.answers(t.Context())); strings.Contains(got, "Lena") || !strings.Contains(got, "Ala||Året|i synpunktsrundan, 3 februari 2026") {
		t.Errorf("outside the group: %s", got)
	}
	c.Answers.Standing.RoundOpenedAt = nil
	if got := c.answers(t.Context()); got != nil {
		t.Errorf("nobody was asked: %v", got)
	}
}

func TestWhatUnitsSayOfAMeasure(t *testing.T) {
	c := told()
	first := c.answered(t.Context(), c.blocks[0].Rows[0])
	if len(first) != 2 || first[0].Text != "Om ett" || first[1].Unit != "Bo" || first[1].UnitID != 2 {
		t.Errorf("%+v", first)
	}
	if again := c.answered(t.Context(), c.blocks[0].Rows[1]); len(again) != 0 {
		t.Errorf("said with each part: %+v", again)
	}
}

func TestUnitsWordsStandInEveryReport(t *testing.T) {
	c := told()
	with := c.withAnswers(t.Context(), []edition.Section{{Content: "text"}, {Content: "overview"}, {Content: "appendix"}})
	if len(with) != 3 || !strings.HasPrefix(lines(with[1].Blocks), "# Enheternas egna ord") || with[2].Blocks != nil {
		t.Errorf("%+v", with)
	}
	without := c.withAnswers(t.Context(), []edition.Section{{Content: "text"}})
	if len(without) != 2 || without[1].Heading != "Enheternas egna ord" || !strings.HasPrefix(lines(without[1].Blocks), "Ala||Året") {
		t.Errorf("%+v", without)
	}
}
