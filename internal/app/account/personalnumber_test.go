package account

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func TestANameIsNoPersonalNumber(t *testing.T) {
	var v fault.ValidationError
	checkPerson(&v, org.Person{Name: "Tolvan 121212-1212", Email: "tolvan@exempel.se", Profession: org.Nurse})
	wantCodes(t, v.OrNil(), "name: personal_number")
}
