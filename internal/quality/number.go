package quality

import (
	"regexp"
	"strconv"
	"strings"
)

// numberPattern is a number as people write it: a minus sign or hyphen, digits
// all together or in threes with a space (also a no-break or narrow one)
// between, and decimals after a comma or a point.
var numberPattern = regexp.MustCompile(`^[-−]?(?:\d{1,15}|\d{1,3}(?:[ \x{00a0}\x{202f}]\d{3}){1,4})(?:[.,]\d{1,12})?$`)

var numberCleaner = strings.NewReplacer("−", "-", ",", ".", " ", "", "\u00a0", "", "\u202f", "")

// ParseNumber reads a number with decimal comma or point. It takes no thousands
// separator but a space, since "1,234" and "1.234" would be anybody's guess:
// both are a little more than one. False when the text is no such number.
func ParseNumber(text string) (float64, bool) {
	if !numberPattern.MatchString(text) {
		return 0, false
	}
	value, err := strconv.ParseFloat(numberCleaner.Replace(text), 64)
	if value == 0 {
		value = 0 // not a negative zero
	}
	return value, err == nil
}
