package looks

import (
	"testing"

	"samsyn/templates/ui"
)

func TestSparkIsBrokenWhereThereIsNoValue(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	s := Spark([]*float64{v(0), v(10), nil, v(5), nil, v(10), v(0)}, 0, 10, v(5))
	if len(s.Lines) != 2 || s.Lines[0] != "3.0,19.0 15.3,3.0" || s.Lines[1] != "64.7,3.0 77.0,19.0" {
		t.Errorf("%q", s.Lines)
	}
	if len(s.Dots) != 1 || s.Dots[0] != (ui.SparkDot{X: "40.0", Y: "11.0"}) || *s.End != (ui.SparkDot{X: "77.0", Y: "19.0"}) || s.Level != "11.0" {
		t.Errorf("%+v", s)
	}
	if s = Spark([]*float64{nil, nil}, 0, 0, nil); len(s.Lines)+len(s.Dots) != 0 || s.End != nil {
		t.Errorf("nothing: %+v", s)
	}
	if s = Spark([]*float64{v(3), v(3)}, 3, 3, v(3)); s.Lines[0] != "3.0,11.0 77.0,11.0" || s.Level != "" {
		t.Errorf("always the same: %+v", s)
	}
}
