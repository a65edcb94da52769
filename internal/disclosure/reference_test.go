package disclosure

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
)

// reference is a case of testdata/suppression.json; see the README beside it.
type reference struct {
	ID     string
	Method string
	Input  struct {
		Inner                             [][]int64
		Hidden                            []string
		Numerator, Denominator, Threshold int64
	}
	Expected struct {
		Primary     []string
		Example     []string     `json:"example_valid_secondary"`
		FewestMore  int          `json:"min_secondary_cells"`
		RuleKnown   []knownRange `json:"attack_intervals_if_rule_known"`
		Cells       []knownRange
		HidesStrict bool `json:"suppress_strict"`
	}
}

// knownRange is what a reader can work out about a hidden cell.
type knownRange struct {
	Cell          string
	Low, High     int64
	LowRuleKnown  int64 `json:"low_rule_known"`
	HighRuleKnown int64 `json:"high_rule_known"`
}

func TestReferenceCases(t *testing.T) {
	data, err := os.ReadFile("testdata/suppression.json")
	if err != nil {
		t.Fatal(err)
	}
	var references []reference
	if err := json.Unmarshal(data, &references); err != nil {
		t.Fatal(err)
	}
	if len(references) != 18 {
		t.Fatalf("%d cases", len(references))
	}
	for _, c := range references {
		rule := Rule{Threshold: c.Input.Threshold}
		t.Run(c.ID, func(t *testing.T) {
			switch c.Method {
			case "table_suppression":
				c.checkProtect(t, rule)
			case "audit":
				table := counts(c.column()...)
				hide(&table, c.Input.Hidden)
				exposed := c.Expected.Cells[0].LowRuleKnown == c.Expected.Cells[0].HighRuleKnown
				if got := Audit(table, rule); (len(got) > 0) != exposed {
					t.Errorf("gives away %v", got)
				}
			case "proportion_rule":
				cell := Cell{Numerator: c.Input.Numerator, Denominator: c.Input.Denominator}
				if got := rule.Small(Proportion, cell); got != c.Expected.HidesStrict {
					t.Errorf("small is %v", got)
				}
			default:
				t.Errorf("unknown method %q", c.Method)
			}
		})
	}
}

func (c reference) checkProtect(t *testing.T, rule Rule) {
	var primary []string
	for i, value := range c.column() {
		if rule.Small(Count, Cell{Numerator: value}) {
			primary = append(primary, fmt.Sprintf("r%dc1", i+1))
		}
	}
	table := counts(c.column()...)
	if rule.Small(Count, table.Total()) {
		primary = append(primary, "Tc1")
	}
	if !slices.Equal(primary, c.Expected.Primary) {
		t.Errorf("primary %v, want %v", primary, c.Expected.Primary)
	}

	protected := Protect(table, rule)
	if got := Audit(protected, rule); len(got) > 0 {
		t.Errorf("gives away %v", got)
	}
	example := counts(c.column()...)
	hide(&example, append(slices.Clone(c.Expected.Primary), c.Expected.Example...))
	if forced := c.forced(); (len(Audit(example, rule)) > 0) != forced {
		t.Errorf("the example pattern gives away %v, by integer programming: %v", Audit(example, rule), forced)
	} else if further := len(hides(protected)) - len(primary); !forced && further != c.Expected.FewestMore {
		t.Errorf("%d further cells are hidden, %d are enough", further, c.Expected.FewestMore)
	}
}

// forced says whether the example leaves a primary cell only one value for a
// reader who knows the rule.
func (c reference) forced() bool {
	return slices.ContainsFunc(c.Expected.RuleKnown, func(r knownRange) bool {
		return r.Low == r.High && slices.Contains(c.Expected.Primary, r.Cell)
	})
}

func (c reference) column() []int64 {
	var values []int64
	for _, row := range c.Input.Inner {
		values = append(values, row[0])
	}
	return values
}

// hide hides the cells that are named r1c1, r2c1 and so on, Tc1 for the total.
func hide(table *Table, names []string) {
	for _, name := range names {
		if name == "Tc1" {
			table.TotalHidden = true
			continue
		}
		var row int
		fmt.Sscanf(name, "r%dc1", &row)
		table.Cells[row-1].Hidden = true
	}
}
