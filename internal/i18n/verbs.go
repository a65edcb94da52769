package i18n

import (
	"regexp"
	"strconv"
)

// verbPattern is one fmt verb: flags, width, precision, an argument's number
// in brackets, and the verb's letter. The flags for a space and for padding to
// the right are left out: in a sentence "5 % av" and "95 %-intervall" are
// percent signs.
var verbPattern = regexp.MustCompile(`%[+#0]*\d*(?:\.\d+)?(?:\[(\d+)\])?([a-zA-Z%])`)

// Verbs lists which argument, counted from 1, a message's fmt verbs take and
// by which letter: "%s har %d" is {1: "s", 2: "d"} and so is "%[2]d hos %[1]s".
// "%%" takes none and is left out.
func Verbs(message string) map[int]string {
	verbs := map[int]string{}
	next := 1
	for _, match := range verbPattern.FindAllStringSubmatch(message, -1) {
		if match[2] == "%" {
			continue
		}
		if match[1] != "" {
			next, _ = strconv.Atoi(match[1])
		}
		verbs[next] = match[2]
		next++
	}
	return verbs
}

// WithoutVerbs is the message with its verbs and doubled percent signs taken
// out; a percent sign that is left is one that fmt would misread.
func WithoutVerbs(message string) string {
	return verbPattern.ReplaceAllString(message, "")
}
