package quality

import "testing"

func TestValueTargets(t *testing.T) {
	type interval struct{ lower, upper float64 }
	tests := []struct {
		name              string
		direction         Direction
		threshold, second *float64
		x, n              float64
		interval          *interval
		want              Judgement
	}{
		{"19 of 20 reaches 95 %", Higher, num(95), nil, 19, 20, nil, Judgement{Status: Met, PointMeets: true}},
		{"57 of 60 reaches 95 %", Higher, num(95), nil, 57, 60, nil, Judgement{Status: Met, PointMeets: true}},
		{"7 of 10 reaches 70 %", Higher, num(70), nil, 7, 10, nil, Judgement{Status: Met, PointMeets: true}},
		{"29 of 100 reaches 29 %", Higher, num(29), nil, 29, 100, nil, Judgement{Status: Met, PointMeets: true}},
		{"1 of 8 reaches 12,5 %", Lower, num(12.5), nil, 1, 8, nil, Judgement{Status: Met, PointMeets: true}},
		{"a third misses 33,4 %", Higher, num(33.4), nil, 1, 3, nil, Judgement{Status: NotMet}},
		{"a third reaches 33,3 %", Higher, num(33.3), nil, 1, 3, nil, Judgement{Status: Met, PointMeets: true}},

		{"all of the interval above", Higher, num(80), nil, 95, 100, &interval{88.8, 97.8}, Judgement{Status: Met, PointMeets: true}},
		{"the interval's end on the target", Higher, num(80), nil, 95, 100, &interval{80, 97.8}, Judgement{Status: Met, PointMeets: true}},
		{"the point above, chance could do it", Higher, num(90), nil, 95, 100, &interval{88.8, 97.8}, Judgement{Status: ProbablyMet, PointMeets: true}},
		{"the point below, chance could do it", Higher, num(96), nil, 95, 100, &interval{88.8, 97.8}, Judgement{Status: Uncertain}},
		{"all of the interval below", Higher, num(98), nil, 95, 100, &interval{88.8, 97.8}, Judgement{Status: NotMet}},
		{"the upper end on the target", Higher, num(97.8), nil, 95, 100, &interval{88.8, 97.8}, Judgement{Status: Uncertain}},

		{"low is good, all below", Lower, num(10), nil, 5, 100, &interval{2.2, 9.9}, Judgement{Status: Met, PointMeets: true}},
		{"low is good, the point below", Lower, num(8), nil, 5, 100, &interval{2.2, 11.2}, Judgement{Status: ProbablyMet, PointMeets: true}},
		{"low is good, the point above", Lower, num(4), nil, 5, 100, &interval{2.2, 11.2}, Judgement{Status: Uncertain}},
		{"low is good, all above", Lower, num(2), nil, 5, 100, &interval{2.2, 11.2}, Judgement{Status: NotMet}},

		{"missed, but above the lowest acceptable", Higher, num(90), num(80), 85, 100, &interval{76.7, 90.7}, Judgement{Status: Uncertain, AboveLowest: true}},
		{"missed, on the lowest acceptable", Higher, num(90), num(85), 85, 100, &interval{76.7, 89}, Judgement{Status: NotMet, AboveLowest: true}},
		{"missed, below the lowest acceptable", Higher, num(98), num(90), 85, 100, &interval{76.7, 90.7}, Judgement{Status: NotMet}},
		{"low is good, missed but acceptable", Lower, num(10), num(20), 15, 100, &interval{9.3, 23.3}, Judgement{Status: Uncertain, AboveLowest: true}},
		{"reached, so the lowest says nothing", Higher, num(80), num(70), 85, 100, &interval{76.7, 90.7}, Judgement{Status: ProbablyMet, PointMeets: true}},

		{"within the range", WithinRange, num(10), num(20), 15, 100, &interval{11, 19}, Judgement{Status: Met, PointMeets: true}},
		{"within, the interval not", WithinRange, num(10), num(20), 15, 100, &interval{9.3, 23.3}, Judgement{Status: ProbablyMet, PointMeets: true}},
		{"on the range's end", WithinRange, num(10), num(15), 15, 100, &interval{9.3, 23.3}, Judgement{Status: ProbablyMet, PointMeets: true}},
		{"over the range, chance could do it", WithinRange, num(5), num(12), 15, 100, &interval{9.3, 23.3}, Judgement{Status: Uncertain}},
		{"over the range", WithinRange, num(1), num(5), 15, 100, &interval{9.3, 23.3}, Judgement{Status: NotMet}},
		{"under the range", WithinRange, num(30), num(40), 15, 100, &interval{9.3, 23.3}, Judgement{Status: NotMet}},
		{"a range without an upper end", WithinRange, num(10), nil, 15, 100, &interval{11, 19}, Judgement{Status: Met, PointMeets: true}},

		{"no way is better", NoDirection, num(10), nil, 15, 100, &interval{9.3, 23.3}, Judgement{Status: Followed}},
		{"no threshold", Higher, nil, nil, 15, 100, &interval{9.3, 23.3}, Judgement{Status: Followed}},
		{"nobody to measure", Higher, num(90), nil, 0, 0, nil, Judgement{Status: NoResult}},
		{"nobody to measure, low is good", Lower, num(10), nil, 0, 0, nil, Judgement{Status: NoResult}},
	}
	for _, test := range tests {
		target := Target{Kind: ValueTarget, Threshold: test.threshold, Second: test.second}
		r := Result{Value: Value{Numerator: &test.x, Denominator: &test.n}}
		if test.n > 0 {
			r.Point = 100 * test.x / test.n
		}
		if test.interval != nil {
			r.Lower, r.Upper = &test.interval.lower, &test.interval.upper
		}
		if got := target.Judge(Proportion, 0, test.direction, r); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestValueTargetsOfOtherKinds(t *testing.T) {
	target := Target{Kind: ValueTarget, Threshold: num(2)}
	tests := []struct {
		name      string
		kind      Kind
		direction Direction
		result    Result
		want      Status
	}{
		{"3 in 1 500 is 2 per 1 000", Rate, Lower, Result{Value: Value{Numerator: num(3), Denominator: num(1500)}, Point: 2}, Met},
		{"4 in 1 500 is more", Rate, Lower, Result{Value: Value{Numerator: num(4), Denominator: num(1500)}, Point: 2.6666666666666665}, NotMet},
		{"no days at all", Rate, Lower, Result{Value: Value{Numerator: num(0), Denominator: num(0)}}, NoResult},
		{"a mean", Mean, Higher, Result{Value: Value{Mean: num(2), Denominator: num(4)}, Point: 2}, Met},
		{"a mean that chance could move", Mean, Higher, Result{Value: Value{Mean: num(1.9), Denominator: num(4)}, Point: 1.9, Lower: num(1.5), Upper: num(2.3)}, Uncertain},
		{"a mean of nobody", Mean, Higher, Result{Value: Value{Denominator: num(0)}}, NoResult},
		{"a count", Count, Lower, Result{Value: Value{Numerator: num(3)}, Point: 3}, NotMet},
	}
	for _, test := range tests {
		if got := target.Judge(test.kind, 1000, test.direction, test.result); got.Status != test.want {
			t.Errorf("%s: %s, want %s", test.name, got.Status, test.want)
		}
	}
	for _, kind := range []TargetKind{BetterHalf, SmallerSpread, FollowOnly} {
		other := Target{Kind: kind, Threshold: num(2)}
		if got := other.Judge(Count, 0, Lower, Result{Value: Value{Numerator: num(3)}, Point: 3}); got.Status != Followed {
			t.Errorf("a %s target is judged by value: %s", kind, got.Status)
		}
	}
}

func TestTheBetterHalfAndTheSpread(t *testing.T) {
	tests := []struct {
		name string
		got  Judgement
		want Judgement
	}{
		{"above the middle", JudgeHalf(Higher, 80, 70, 5), Judgement{ProbablyMet, true, false}},
		{"the middle itself", JudgeHalf(Higher, 70, 70, 5), Judgement{ProbablyMet, true, false}},
		{"below the middle", JudgeHalf(Higher, 60, 70, 5), Judgement{Uncertain, false, false}},
		{"low is good", JudgeHalf(Lower, 60, 70, 5), Judgement{ProbablyMet, true, false}},
		{"alone", JudgeHalf(Higher, 80, 80, 1), Judgement{Followed, false, false}},
		{"no way is better", JudgeHalf(NoDirection, 80, 70, 5), Judgement{Followed, false, false}},
		{"closer together", JudgeSpread(10, 12, true), Judgement{ProbablyMet, true, false}},
		{"as far apart", JudgeSpread(12, 12, true), Judgement{Uncertain, false, false}},
		{"nothing to compare with", JudgeSpread(10, 0, false), Judgement{NoResult, false, false}},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, test.got, test.want)
		}
	}
}
