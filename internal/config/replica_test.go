package config_test

import (
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/config"
)

func TestReplicaSettings(t *testing.T) {
	got, err := config.LoadFrom(map[string]string{"SAMSYN_DATABASE_URL": "postgres://a@h/d", "SAMSYN_READ_DATABASE_URL": " postgres://a:hemligt@r/d\n"})
	if err != nil || got.ReadDatabaseURL != "postgres://a:hemligt@r/d" {
		t.Errorf("%v, %v", got.ReadDatabaseURL, err)
	}
	if all := fmt.Sprintf("%v %+v %#v", got, got, got); strings.Contains(all, "hemligt") {
		t.Error(all)
	}
	for _, wrong := range []map[string]string{
		{"SAMSYN_READ_DATABASE_URL": "postgres://a:hemligt@r/d"},
		{"SAMSYN_READ_DATABASE_URL": "r:5432/hemligt", "SAMSYN_DATABASE_URL": "postgres://a@h/d"},
	} {
		if _, err := config.LoadFrom(wrong); err == nil || !strings.Contains(err.Error(), "SAMSYN_READ_DATABASE_URL") || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}
