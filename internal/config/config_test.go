package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/config"
)

func TestDefaults(t *testing.T) {
	got, err := config.LoadFrom(nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Config{Addr: "127.0.0.1:8080", FileTimeout: 10 * time.Minute,
		Sessions: config.Sessions{SessionIdle: 2 * time.Hour, SessionLimit: 12 * time.Hour}, Web: config.Web{AtOnce: 256}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAllIsRead(t *testing.T) {
	got, err := config.LoadFrom(map[string]string{
		"SAMSYN_ADDR": ":0", "SAMSYN_DATABASE_URL": "postgres://a:b@h/d", "SAMSYN_DATABASE_OWNER_URL": "postgresql://o@h/d",
		"SAMSYN_DATA_DIR": "/d", "SAMSYN_DEMO_PASSWORD": "åäöåäöåäöå", "SAMSYN_FILE_TIMEOUT": "90s",
		"SAMSYN_TRUSTED_PROXIES": "10.0.0.5, 192.168.0.0/16", "SAMSYN_REQUESTS_AT_ONCE": "64",
		"SAMSYN_SESSION_IDLE": "45m", "SAMSYN_SESSION_LIMIT": "10h",
	})
	want := config.Config{Addr: ":0", DatabaseURL: "postgres://a:b@h/d", DatabaseOwnerURL: "postgresql://o@h/d",
		DataDir: "/d", DemoPassword: "åäöåäöåäöå", FileTimeout: 90 * time.Second,
		Sessions: config.Sessions{SessionIdle: 45 * time.Minute, SessionLimit: 10 * time.Hour},
		Web:      config.Web{TrustedProxies: []string{"10.0.0.5/32", "192.168.0.0/16"}, AtOnce: 64}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, difference %s", err, diff)
	}
	if got.OwnerURL() != "postgresql://o@h/d" {
		t.Errorf("owner %s", got.OwnerURL())
	}
	got.DatabaseOwnerURL = ""
	if got.OwnerURL() != got.DatabaseURL {
		t.Errorf("owner %s when there is one address", got.OwnerURL())
	}
}

func TestLoadReadsTheEnvironment(t *testing.T) {
	t.Setenv("SAMSYN_ADDR", "127.0.0.1:0")
	if got, err := config.Load(); err != nil || got.Addr != "127.0.0.1:0" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	_, err := config.LoadFrom(map[string]string{
		"SAMSYN_ADDR": "8080", "SAMSYN_DATABASE_URL": "mysql://u:hemligt1@h/d",
		"SAMSYN_DATABASE_OWNER_URL": "postgres://u:hemligt2@[::1/d", "SAMSYN_DEMO_PASSWORD": "hemligt3", "SAMSYN_FILE_TIMEOUT": "tio minuter",
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, variable := range []string{"SAMSYN_ADDR", "SAMSYN_DATABASE_URL", "SAMSYN_DATABASE_OWNER_URL", "SAMSYN_DEMO_PASSWORD", "minst 10", "SAMSYN_FILE_TIMEOUT"} {
		if !strings.Contains(err.Error(), variable) {
			t.Errorf("%s is not mentioned in: %v", variable, err)
		}
	}
	if strings.Contains(err.Error(), "hemligt") {
		t.Errorf("a secret is repeated: %v", err)
	}
}

func TestOneAtATime(t *testing.T) {
	for variable, value := range map[string]string{
		"SAMSYN_ADDR": "localhost:http", "SAMSYN_DATABASE_OWNER_URL": "postgres://h/d", "SAMSYN_DEMO_PASSWORD": "åäöåäöåäö",
	} {
		if _, err := config.LoadFrom(map[string]string{variable: value}); err == nil || !strings.Contains(err.Error(), variable) {
			t.Errorf("%s=%s: error %v", variable, value, err)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	c := config.Config{DatabaseURL: "postgres://u:hemligt@h/d", DatabaseOwnerURL: "postgres://o:hemligt@h/d", DemoPassword: "hemligtlösen"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "config", c, "pointer", &c)
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "config", c, "pointer", &c)
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %v %s %s", c, c, c, c, &c, encoded, log.String())
	if strings.Contains(all, "hemligt") {
		t.Error(all)
	}
}
