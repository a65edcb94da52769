package disclosure

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
)

// reference is a case of testdata/suppression.json; see the README beside it.
// A field that is not named here makes reading fail.
type reference struct {
	ID, Method, Note string
	Edge             bool
	Tolerance        float64 // all numbers are whole
	Source           any
	Input            struct {
		Inner                             [][]int64
		PublishedTotals                   []string `json:"published_totals"`
		Hidden                            []string
		Quarters                          []int64
		Numerator, Denominator, Threshold int64
		ZeroIsSmall                       bool `json:"zero_is_small"`
	}
	Expected struct {
		Primary       []string
		Example       []string `json:"example_valid_secondary"`
		FewestMore    *int     `json:"min_secondary_cells"`
		Counts        []known  `json:"attack_intervals_for_example"`
		RuleKnown     []known  `json:"attack_intervals_if_rule_known"`
		Cells         []known
		Numerator     bool `json:"numerator_small"`
		Complement    bool `json:"complement_small"`
		Denominator   bool `json:"denominator_small"`
		Strict        bool `json:"suppress_strict"`
		NumeratorOrTo bool `json:"suppress_numerator_or_denominator"`
	}
}

// known is what a reader can work out about a cell; 1e30 has no bound.
type known struct {
	Cell          string
	TrueValue     *int64 `json:"true_value"`
	Low, High     float64
	LowRuleKnown  *float64 `json:"low_rule_known"`
	HighRuleKnown *float64 `json:"high_rule_known"`
	Exactly       *bool    `json:"exactly_recoverable"`
	BySubtraction *bool    `json:"recoverable_by_subtraction"`
}

func TestReferenceCases(t *testing.T) {
	file, err := os.Open("testdata/suppression.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var references []reference
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&references); err != nil || len(references) == 0 {
		t.Fatalf("%d cases, error %v", len(references), err)
	}
	counts := map[string]int{}
	for _, c := range references {
		counts[c.Method]++
		rule := Rule{Threshold: c.Input.Threshold}
		t.Run(c.ID, func(t *testing.T) {
			switch c.Method {
			case "table_suppression":
				c.checkProtect(t, rule)
			case "audit", "audit_rolling":
				c.checkAudit(t, rule)
			case "proportion_rule":
				c.checkReasons(t, rule)
			default:
				t.Errorf("unknown method %q", c.Method)
			}
		})
	}
	t.Logf("%d cases: %v", len(references), counts)
}

func (c reference) checkReasons(t *testing.T, rule Rule) {
	cell := Cell{Numerator: c.Input.Numerator, Denominator: c.Input.Denominator}
	why := rule.Why(Proportion, cell)
	want := Reasons{Numerator: c.Expected.Numerator, Complement: c.Expected.Complement, Denominator: c.Expected.Denominator}
	if why != want || rule.Small(Proportion, cell) != c.Expected.Strict || (why.Numerator || why.Denominator) != c.Expected.NumeratorOrTo {
		t.Errorf("small is %+v", why)
	}
}

// named is a table or series of the cases as a sheet, with the cases' names of its
// places: r1c2, r1T, Tc2, TT, q3, roll_q1_q4.
type named struct {
	Sheet
	places map[string]int
}

func (n *named) total(name string, cells []int) {
	n.places[name] = TotalAt(len(n.Totals))
	n.Totals = append(n.Totals, Total{Cells: cells})
}

func (n *named) hide(t *testing.T, names []string) {
	for _, name := range names {
		place, known := n.places[name]
		if !known {
			t.Fatalf("no place is called %q", name)
		}
		n.Sheet.hide(place, true)
	}
}

func (c reference) sheet(t *testing.T) *named {
	n := &named{Sheet: Sheet{Kind: Count}, places: map[string]int{}}
	if c.Input.Quarters != nil {
		for q, value := range c.Input.Quarters {
			n.places[fmt.Sprintf("q%d", q+1)] = len(n.Cells)
			n.Cells = append(n.Cells, Cell{Numerator: value})
		}
		for _, w := range Rolling(len(n.Cells), 4) {
			n.total(fmt.Sprintf("roll_q%d_q%d", w.First+1, w.Last+1), Grid{Cells: [][]Cell{n.Cells}}.row(0, w.First, w.Last))
		}
		return n
	}
	rows, columns, all := map[int][]int{}, map[int][]int{}, []int(nil)
	for r, row := range c.Input.Inner {
		for k, value := range row {
			place := len(n.Cells)
			n.places[fmt.Sprintf("r%dc%d", r+1, k+1)] = place
			n.Cells = append(n.Cells, Cell{Numerator: value})
			rows[r], columns[k], all = append(rows[r], place), append(columns[k], place), append(all, place)
		}
	}
	for _, published := range c.Input.PublishedTotals {
		switch published {
		case "row":
			for r := range len(rows) {
				n.total(fmt.Sprintf("r%dT", r+1), rows[r])
			}
		case "col":
			for k := range len(columns) {
				n.total(fmt.Sprintf("Tc%d", k+1), columns[k])
			}
		case "grand":
			n.total("TT", all)
		default:
			t.Fatalf("unknown total %q", published)
		}
	}
	return n
}

func (c reference) checkAudit(t *testing.T, rule Rule) {
	n := c.sheet(t)
	n.hide(t, c.Input.Hidden)
	if len(c.Expected.Cells) != len(c.Input.Hidden) {
		t.Errorf("%d of %d hidden cells are in the case", len(c.Expected.Cells), len(c.Input.Hidden))
	}
	exposed := map[int]bool{}
	for _, e := range n.Audit(rule) {
		exposed[e.Cell] = true
	}
	for _, want := range c.Expected.Cells {
		place := n.places[want.Cell]
		value := n.At(place).Numerator
		if want.TrueValue != nil && *want.TrueValue != value {
			t.Fatalf("%s is %d", want.Cell, value)
		}
		got := n.rangeAt(t, Counts, rule, place)
		assertRange(t, want.Cell, got, want.Low, want.High)
		if want.Exactly != nil && got.Exact() != *want.Exactly {
			t.Errorf("%s: exactly recoverable %v", want.Cell, got.Exact())
		}
		if want.BySubtraction != nil {
			if bare := n.rangeAt(t, Subtracts, rule, place); bare.Exact() != *want.BySubtraction {
				t.Errorf("%s: recoverable by subtraction %v", want.Cell, bare)
			}
		}
		if want.LowRuleKnown != nil {
			ruled := n.rangeAt(t, KnowsRule, rule, place)
			assertRange(t, want.Cell+" with the rule", ruled, *want.LowRuleKnown, *want.HighRuleKnown)
			if ruled.Exact() && rule.small(value) && !exposed[place] {
				t.Errorf("%s: the audit does not say that it is given away", want.Cell)
			}
		}
	}
}

// checkProtect holds the ranges of the case's example, and what this package hides
// instead: by audit, and by how many further cells it takes.
func (c reference) checkProtect(t *testing.T, rule Rule) {
	n := c.sheet(t)
	var primary []string
	for name, place := range n.places {
		if (Rule{Threshold: rule.Threshold, ZeroIsSmall: c.Input.ZeroIsSmall}).Small(Count, n.At(place)) {
			primary = append(primary, name)
		}
	}
	slices.Sort(primary)
	if want := slices.Sorted(slices.Values(c.Expected.Primary)); !slices.Equal(primary, want) {
		t.Errorf("primary %v, want %v", primary, want)
	}

	example := c.sheet(t)
	example.hide(t, append(slices.Clone(c.Expected.Primary), c.Expected.Example...))
	for _, want := range c.Expected.Counts {
		assertRange(t, want.Cell, example.rangeAt(t, Counts, rule, example.places[want.Cell]), want.Low, want.High)
	}
	forced := false // the example gives a small number away to a reader who knows the rule
	for _, want := range c.Expected.RuleKnown {
		assertRange(t, want.Cell+" with the rule", example.rangeAt(t, KnowsRule, rule, example.places[want.Cell]), want.Low, want.High)
		forced = forced || want.Low == want.High && slices.Contains(c.Expected.Primary, want.Cell)
	}
	given := example.Audit(rule)
	if forced && len(given) == 0 {
		t.Error("the audit does not say what the example gives away")
	}

	protected := n.Protect(rule)
	if given := protected.Audit(rule); len(given) > 0 {
		t.Errorf("gives away %v", given)
	}
	further := -len(primary)
	for _, place := range protected.places() {
		if protected.hidden(place) {
			further++
		}
	}
	fewest := c.Expected.FewestMore
	switch {
	case fewest == nil:
	case further < *fewest:
		t.Errorf("%d further cells are hidden, fewer than the %d that it takes", further, *fewest)
	case len(given) == 0 && len(c.Expected.Example) == *fewest && further != *fewest:
		t.Errorf("%d further cells are hidden, %d are enough", further, *fewest)
	}
	t.Logf("%d further cells, the example has %d", further, len(c.Expected.Example))
}

func (n *named) rangeAt(t *testing.T, reader Reader, rule Rule, place int) Range {
	for _, r := range n.Ranges(reader, rule) {
		if r.Place == place {
			return r
		}
	}
	t.Fatalf("no range for %d", place)
	return Range{}
}

func assertRange(t *testing.T, name string, got Range, low, high float64) {
	t.Helper()
	if high == 1e30 {
		high = float64(Unbounded)
	}
	if float64(got.Low) != low || float64(got.High) != high {
		t.Errorf("%s: from %d to %d, want %v to %v", name, got.Low, got.High, low, high)
	}
}
