package quality

import (
	"regexp"
	"strings"

	"samsyn/internal/fault"
)

// maxDiagnoses is how long a selection of diagnoses may be, in characters.
const maxDiagnoses = 500

// diagnosis is a category, a code or a range of either in ICD-10-SE: a letter and two digits,
// perhaps with a full stop and up to two digits or letters: P07, P07.2, P59.8W, Q20–Q28. That
// the code exists is not checked: the classification is changed each year.
var diagnosis = regexp.MustCompile(`^[A-Z][0-9]{2}(\.?[0-9A-Z]{1,2})?([–-][A-Z][0-9]{2}(\.?[0-9A-Z]{1,2})?)?$`)

// checkDiagnoses checks a selection of diagnoses: codes and ranges with commas, semicolons or
// spaces between. What is not written as a code is named.
func checkDiagnoses(v *fault.ValidationError, field, typed string) {
	FreeText(v, field, typed, maxDiagnoses)
	for _, code := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",; \t\r\n", r) }) {
		if !diagnosis.MatchString(code) {
			v.Add(field, "icd10_code", code)
			return
		}
	}
}
