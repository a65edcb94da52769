package improve

import (
	"errors"
	"slices"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func wantCodes(t *testing.T, err error, want ...string) {
	t.Helper()
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want the problems %v", err, want)
	}
	var codes []string
	for _, p := range invalid.Problems {
		codes = append(codes, p.Field+": "+p.Code)
	}
	if !slices.Equal(codes, want) {
		t.Errorf("problems %v, want %v", codes, want)
	}
}

// outside are those who take no part in the first group's talks.
var outside = []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other}
