package quality

import (
	"fmt"
	"regexp"
	"strconv"
)

// The shortest and longest gestations that are taken, in days: 20+0 and 45+0.
const (
	shortestGestation = 20 * 7
	longestGestation  = 45 * 7
)

// gestationPattern is whole weeks and days as people write them: 27+3, 27 + 3, v 27+3,
// 27.
var gestationPattern = regexp.MustCompile(`^(?:[vV](?:ecka)?\.?\s*)?(\d{2})\s*(?:\+\s*([0-6]))?$`)

// ParseGestation reads a gestational age written as completed weeks and days, 27+3,
// and gives it in days; false when it is none, or outside 20+0 to 45+0. Weeks alone
// mean their first day: 28 is 28+0.
func ParseGestation(text string) (days int, ok bool) {
	found := gestationPattern.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	weeks, _ := strconv.Atoi(found[1])
	over, _ := strconv.Atoi(found[2]) // none is zero
	days = 7*weeks + over
	return days, days >= shortestGestation && days <= longestGestation
}

// WeeksAndDays writes a number of days as a gestational age: 28+0.
func WeeksAndDays(days int) string { return fmt.Sprintf("%d+%d", days/7, days%7) }
