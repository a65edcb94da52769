package improvement

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// order is the items in one line, with their positions.
func order(a Agenda) string {
	var list []string
	for _, i := range a {
		list = append(list, fmt.Sprintf("%d:%s", i.Position, i.Title))
	}
	return strings.Join(list, " ")
}

func TestItemsMove(t *testing.T) {
	a := Agenda{{ID: 1, Title: "a", Position: 3}, {ID: 2, Title: "b", Position: 7}, {ID: 3, Title: "c", Position: 9}}
	for _, test := range []struct {
		id   AgendaItemID
		up   bool
		want string
	}{
		{2, true, "1:b 2:a 3:c"}, {2, false, "1:a 2:c 3:b"}, {1, true, "1:a 2:b 3:c"}, {3, false, "1:a 2:b 3:c"}, {9, true, "1:a 2:b 3:c"},
	} {
		if got := order(a.Moved(test.id, test.up)); got != test.want {
			t.Errorf("%d, up %t: %s, want %s", test.id, test.up, got, test.want)
		}
	}
	if order(a) != "3:a 7:b 9:c" {
		t.Error("the agenda itself was changed")
	}
}

func TestTheClockRuns(t *testing.T) {
	start := time.Date(2026, 10, 25, 1, 30, 0, 0, stockholm) // the night that has an hour more
	clock := Agenda{{Minutes: 45}, {Minutes: 60}, {}, {Minutes: 10}}.Clock(start)
	for n, want := range []string{"01:30 +0200", "02:15 +0200", "02:15 +0100", ""} {
		got := ""
		if !clock[n].IsZero() {
			got = clock[n].Format("15:04 -0700")
		}
		if got != want {
			t.Errorf("item %d begins %q, want %q", n, got, want)
		}
	}
	if got := (Agenda{{Minutes: 45}, {}, {Minutes: 10}}).Minutes(); got != 55 {
		t.Errorf("%d minutes", got)
	}
}

func TestAnAgendaByLines(t *testing.T) {
	got := ""
	for _, i := range UsualAgenda("Inledning (5 min)\r\n\n  Läget i siffrorna ( 20 min. )\nÖvrigt (kort)\n(10 min)\nLångt (1000 min)") {
		got += fmt.Sprintf("%d %s %d|", i.Position, i.Title, i.Minutes)
	}
	if want := "1 Inledning 5|2 Läget i siffrorna 20|3 Övrigt (kort) 0|4 (10 min) 0|5 Långt (1000 min) 0|"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if UsualAgenda(" \n") != nil {
		t.Error("items of nothing")
	}
	long := Series{Title: "Serie", Agenda: strings.Repeat("x", 201)}
	if got := fields(long.Check()); got != "agenda agenda_line_long" {
		t.Error(got)
	}
	if got := fields(Series{Title: "Serie", Agenda: "Ett (900 min)"}.Check()); got != "agenda agenda_line_long" {
		t.Error(got)
	}
}

func TestWhatAnItemMayBe(t *testing.T) {
	for name, test := range map[string]struct {
		item AgendaItem
		want string
	}{
		"sound":          {AgendaItem{Title: "Punkt", Link: "/resultat/matt/MED1?ar=2026#over-tid", Minutes: 600}, "<nil>"},
		"nothing":        {AgendaItem{}, "title required"},
		"another site":   {AgendaItem{Title: "P", Link: "https://exempel.se"}, "link link_within"},
		"another, short": {AgendaItem{Title: "P", Link: "//exempel.se"}, "link link_within"},
		"a backslash":    {AgendaItem{Title: "P", Link: `/\exempel.se`}, "link link_within"},
		"too long":       {AgendaItem{Title: "P", Minutes: 601}, "minutes out_of_range"},
	} {
		if got := fields(test.item.Check()); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
