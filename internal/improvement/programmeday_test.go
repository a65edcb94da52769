package improvement

import (
	"testing"
	"time"
)

// TestProgrammesOnADay: what was settled later than the day still went on then.
func TestProgrammesOnADay(t *testing.T) {
	settled := time.Date(2026, time.March, 10, 0, 0, 0, 0, time.UTC)
	team := Team{State: TeamHandedOver, SettledOn: &settled, EndNote: "Klart", Continues: "Mät", ActionID: 3}
	pathway := PathwayIntroduction{State: PathwayFinished, EndedOn: &settled, EndNote: "Klart", CarriedOn: "Mät"}
	for day, over := range map[time.Time]bool{settled.AddDate(0, 0, -1): false, settled: true, settled.AddDate(0, 0, 1): true} {
		if got := team.On(day); (got.State == TeamHandedOver) != over || (got.SettledOn != nil) != over || (got.EndNote+got.Continues != "") != over {
			t.Errorf("the team on %s: %+v", day.Format(time.DateOnly), got)
		}
		if got := pathway.On(day); (got.State == PathwayFinished) != over || (got.EndedOn != nil) != over || (got.EndNote+got.CarriedOn != "") != over {
			t.Errorf("the introduction on %s: %+v", day.Format(time.DateOnly), got)
		}
	}
}
