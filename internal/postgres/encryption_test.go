package postgres_test

import (
	"strings"
	"testing"

	"samsyn/internal/postgres"
)

func TestEncryptionOf(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for address, want := range map[string]postgres.Encryption{
		"postgres://a:hemligt@database/d":                                       postgres.StaysNear,
		"postgres://a:hemligt@10.0.0.7/d?sslmode=disable":                       postgres.StaysNear,
		"postgres:///d?host=/run/postgresql":                                    postgres.StaysNear,
		"postgres://a:hemligt@db.exempel.se/d":                                  postgres.Undecided,
		"postgres://a:hemligt@db.exempel.se/d?sslmode=prefer":                   postgres.Undecided,
		"postgres://a:hemligt@db.exempel.se/d?sslmode=allow":                    postgres.Undecided,
		"postgres://a:hemligt@127.0.0.1,db.exempel.se/d":                        postgres.Undecided,
		"postgres://a:hemligt@db.exempel.se/d?sslmode=disable":                  postgres.Unencrypted,
		"postgres://a:hemligt@db.exempel.se/d?sslmode=require":                  postgres.Unverified,
		"postgres://a:hemligt@db.exempel.se/d?sslmode=verify-full":              postgres.Verified,
		"postgres://a:hemligt@127.0.0.1,db.exempel.se/d?sslmode=verify-full":    postgres.Verified,
		"host=db.exempel.se user=a password=hemligt dbname=d sslmode=verify-ca": postgres.Verified,
	} {
		got, err := postgres.EncryptionOf(address)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", address, got, err, want)
		}
		wrong := postgres.CheckURL(address)
		if (wrong != "") != (want == postgres.Undecided) || strings.Contains(wrong, "hemligt") {
			t.Errorf("%s: said %q", address, wrong)
		}
	}
	t.Setenv("PGSSLMODE", "verify-full")
	if got, err := postgres.EncryptionOf("postgres://a@db.exempel.se/d"); err != nil || got != postgres.Verified {
		t.Errorf("by the environment: %s, %v", got, err)
	}
}
