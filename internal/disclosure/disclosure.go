// Package disclosure hides small numbers from readers outside the group, so
// that nobody can tell which child a figure is about.
//
// Two things are done. A cell is hidden when its own numbers are small
// (primary masking), and further cells, or the total, are hidden when what is
// left would let somebody who adds and subtracts, and who knows this rule,
// work out a hidden small number (complementary masking). Audit is the proof:
// it says what can be worked out from a table whoever made it.
//
// A [Table] is cells with one total. A [Sheet] is cells with any sums of them
// that are published: by row and by column, rolling over the quarters, by
// region. A [Grid] makes the sheet of units by periods.
//
// The package is pure. It knows cells, sums and a threshold; it must not know
// units, indicators, readers or pages. A hidden cell's numbers must leave the
// program by no other way: the caller drops them before it computes anything.
package disclosure

// Kind says which of a cell's numbers are counts of children.
type Kind int

const (
	// Proportion: numerator, denominator and the difference between them.
	Proportion Kind = iota
	// Count: the numerator.
	Count
	// Rate: the numerator; the exposure (care days, line days) is not sensitive
	// and may be published beside a hidden numerator.
	Rate
	// Mean: the denominator, which is the number of observations.
	Mean
)

// Cell is one figure of a table. The zero Cell is a cell without a figure
// (missing, not applicable): it adds nothing to the total and hides nothing.
type Cell struct {
	// Numerator is the number with the event; not used by Mean.
	Numerator int64
	// Denominator is the number observed; used by Proportion and Mean.
	Denominator int64
	// Hidden says that none of the cell's numbers are shown, nor anything
	// computed from them.
	Hidden bool
}

// Table is the cells that one published total sums, such as an indicator's
// units in one period and the region's figure for them.
type Table struct {
	Kind  Kind
	Cells []Cell
	// TotalHidden says that the sums of the cells are not shown either. Set it
	// before Protect for a table that has no total, here or on another page.
	TotalHidden bool
}

// Total is the sum of the table's cells.
func (t Table) Total() Cell {
	total := Cell{Hidden: t.TotalHidden}
	for _, cell := range t.Cells {
		total.Numerator += cell.Numerator
		total.Denominator += cell.Denominator
	}
	return total
}

// Rule is an organisation's rule for small numbers.
type Rule struct {
	// Threshold is the smallest number that is shown: 1 to Threshold-1 are
	// small, zero is not. Below 2 nothing is small. Below 4 knowing the rule
	// can be enough to know the number, and Audit then says so.
	Threshold int64
	// ZeroIsSmall hides zeros too: that none of them had it says something of
	// each. A cell without a figure is hidden with them, as it cannot be told
	// from a count of zero.
	ZeroIsSmall bool
}

// DefaultRule hides 1 to 4, the practice that several national statistics
// offices and health agencies have in common.
var DefaultRule = Rule{Threshold: 5}

// Small says whether a cell must be hidden for its own sake: whether any of
// the numbers that the kind counts children by is small.
func (r Rule) Small(kind Kind, cell Cell) bool {
	return r.Why(kind, cell) != Reasons{}
}

// Reasons are the numbers of a cell that are small.
type Reasons struct {
	// Numerator is of those with the event, Complement of those without it (only
	// for Proportion) and Denominator of both (not for Count and Rate).
	Numerator, Complement, Denominator bool
}

// Why says which of a cell's numbers are small.
func (r Rule) Why(kind Kind, cell Cell) Reasons {
	counts := cell.counts(kind)
	small := func(q Quantity) bool {
		for _, has := range kind.quantities() {
			if has == q {
				return r.small(counts[q])
			}
		}
		return false
	}
	return Reasons{Numerator: small(With), Complement: small(Without), Denominator: small(All)}
}

func (r Rule) small(value int64) bool {
	return value < r.Threshold && (value >= 1 || value == 0 && r.ZeroIsSmall)
}

// Quantity names a number of a cell that counts children.
type Quantity int

const (
	// With is those with the event.
	With Quantity = iota
	// Without is the complement, those without it.
	Without
	// All is both.
	All
)

// quantities are the numbers that the kind counts children by.
func (k Kind) quantities() []Quantity {
	switch k {
	case Proportion:
		return []Quantity{With, Without, All}
	case Mean:
		return []Quantity{All}
	}
	return []Quantity{With}
}

// counts are the cell's numbers of children with, without and all. A number
// that the kind does not have is zero.
func (c Cell) counts(kind Kind) [3]int64 {
	switch kind {
	case Proportion:
		return [3]int64{With: c.Numerator, Without: c.Denominator - c.Numerator, All: c.Denominator}
	case Mean:
		return [3]int64{All: c.Denominator}
	default:
		return [3]int64{With: c.Numerator}
	}
}
