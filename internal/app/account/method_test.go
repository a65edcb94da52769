package account

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

func TestEverybodyMustHaveASecondFactor(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	room := New(f.DB, newClock().now).WithSecondFactor(SecondFactorPolicy{Required: true, Everyone: true})
	for _, email := range []string{leadEmail, "convener@exempel.se", "chair@exempel.se"} {
		if who := signedInAs(t, room, email); who.Next != SetUpCode {
			t.Errorf("%s: %q is left", email, who.Next)
		}
	}
	if err := room.RemoveSecondFactor(t.Context(), f.Actor(testgroup.MedicalLead), once); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("taken away: %v", err)
	}
}

// TestMethodsKeepTheirFirstStep: a code comes after a password or after a provider.
func TestMethodsKeepTheirFirstStep(t *testing.T) {
	for first, want := range map[Method]struct {
		code, recovery Method
		two            bool
	}{
		"":                               {ByPasswordCode, ByPasswordRecovery, false},
		ByPassword:                       {ByPasswordCode, ByPasswordRecovery, false},
		"oidc:regionen":                  {"oidc:regionen+code", "oidc:regionen+recovery", false},
		OIDCMethod("regionen").Vouched(): {"oidc:regionen+acr+code", "oidc:regionen+acr+recovery", true},
	} {
		if first.WithCode() != want.code || first.withRecovery() != want.recovery || first.TwoSteps() != want.two {
			t.Errorf("%q: %q, %q, %v", first, first.WithCode(), first.withRecovery(), first.TwoSteps())
		}
		if first != "" && (first.WithCode().WithoutCode() != first || first.withRecovery().WithoutCode() != first) {
			t.Errorf("%q: taken away again: %q", first, first.WithCode().WithoutCode())
		}
		if !first.WithCode().TwoSteps() || first.WithCode().open(postgres.SignInMeans{}) || !first.WithCode().open(postgres.SignInMeans{Code: true}) {
			t.Errorf("%q: the code counts for nothing, or when it is gone", first)
		}
		if name, found := first.WithCode().Provider(); found && name != "regionen" {
			t.Errorf("%q: the provider %q", first, name)
		}
	}
}
