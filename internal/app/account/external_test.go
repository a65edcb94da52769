package account

import (
	"errors"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestHSAIDsAreChecked(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	admin := f.Actor(testgroup.Administrator)
	for hsaID, good := range map[string]bool{
		"SE2321000040-1": true, " se165565594230-1a2b ": true, "": true, "SE2321000040-" + strings.Repeat("A", 18): true,
		"SE2321000040-" + strings.Repeat("A", 19): false, "SE232100004-1": false, "SE23210000400-1": false, "SE2321000040": false,
		"SE2321000040-Å": false, "NO2321000040-1": false, "SE2321000040-1 2": false, "lena@exempel.se": false,
	} {
		err := room.SaveHSAID(ctx, admin, testgroup.MedicalLead, hsaID)
		var invalid *fault.ValidationError
		if good && err != nil || !good && (!errors.As(err, &invalid) || invalid.Problems[0].Code != "hsa_id_invalid") {
			t.Errorf("%q: %v", hsaID, err)
		}
	}
	lead := f.Actor(testgroup.MedicalLead)
	for what, err := range map[string]error{
		"HSA-id": room.SaveHSAID(ctx, lead, testgroup.MedicalLead, ""), "forget": room.ForgetIdentities(ctx, lead, testgroup.MedicalLead),
		"access": func() error { _, err := room.Access(ctx, lead, testgroup.MedicalLead); return err }(),
		"end":    func() error { _, err := room.EndPersonsSessions(ctx, lead, testgroup.MedicalLead); return err }(),
	} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := room.SaveHSAID(ctx, admin, 999, "SE2321000040-1"); !errors.Is(err, fault.ErrNotFound) {
		t.Error(err)
	}
	var nobody org.PersonID
	if _, err := room.Access(ctx, admin, nobody); !errors.Is(err, fault.ErrNotFound) {
		t.Error(err)
	}
}
