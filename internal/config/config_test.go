package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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

// marker is in every secret setting.
const marker = "hemligmarkering"

func TestEverySecretIsKeptFromEveryForm(t *testing.T) {
	var c config.Config
	secrets := setSecrets(reflect.ValueOf(&c).Elem())
	if len(secrets) < 4 {
		t.Fatalf("secrets %v: is the test looking in the right place?", secrets)
	}
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if all := fmt.Sprintf("%v %+v %#v %s %v", c, c, c, encoded, c.Variables()); strings.Contains(all, marker) {
		t.Error(all)
	}
	for _, name := range secrets {
		if !strings.Contains(c.String(), name+" angivet") {
			t.Errorf("%s is not told to be set: %s", name, c)
		}
	}
}

// setSecrets puts the marker in all secret fields and gives their settings' names.
func setSecrets(v reflect.Value) (names []string) {
	for n := range v.NumField() {
		field := v.Type().Field(n)
		switch {
		case field.Anonymous:
			names = append(names, setSecrets(v.Field(n))...)
		case field.Tag.Get("secret") == "true":
			v.Field(n).SetString(marker)
			names = append(names, field.Tag.Get("env"))
		}
	}
	return names
}

// What is named as a secret is one in the settings.
func TestSecretsAreTagged(t *testing.T) {
	for _, v := range (config.Config{}).Variables() {
		for _, word := range []string{"PASSWORD", "SECRET", "DATABASE_URL", "OWNER_URL", "SMTP_URL", "TOKEN"} {
			if strings.Contains(v.Name, word) && !v.Secret {
				t.Errorf("%s is not tagged as a secret", v.Name)
			}
		}
	}
}

func TestEverySettingMayStandInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "setting")
	for _, v := range (config.Config{}).Variables() {
		// No value suits all; that it is read shows in what is said of it.
		if err := os.WriteFile(file, []byte("  \x01 \n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, direct := config.LoadFrom(map[string]string{v.Name: "\x01"})
		_, fromFile := config.LoadFrom(map[string]string{v.Name + "_FILE": file})
		if fmt.Sprint(direct) != fmt.Sprint(fromFile) {
			t.Errorf("%s: %v, from a file %v", v.Name, direct, fromFile)
		}
		_, both := config.LoadFrom(map[string]string{v.Name: "x", v.Name + "_FILE": file})
		if both == nil || !strings.Contains(both.Error(), v.Name+"_FILE: ange antingen") {
			t.Errorf("%s both ways: %v", v.Name, both)
		}
		_, missing := config.LoadFrom(map[string]string{v.Name + "_FILE": file + ".none"})
		if missing == nil || !strings.Contains(missing.Error(), v.Name+"_FILE: filen går inte att läsa") {
			t.Errorf("%s from no file: %v", v.Name, missing)
		}
	}
}

func TestSettingsOfOperations(t *testing.T) {
	got, err := config.LoadFrom(map[string]string{"SAMSYN_ADMIN_ADDR": "127.0.0.1:9090", "SAMSYN_LOG": "json", "SAMSYN_STOP_DELAY": "5s"})
	if want := (config.Operations{AdminAddr: "127.0.0.1:9090", Log: "json", StopDelay: 5 * time.Second}); err != nil || got.Operations != want {
		t.Errorf("%+v, %v", got.Operations, err)
	}
	for _, wrong := range []map[string]string{{"SAMSYN_ADMIN_ADDR": ":9090"}, {"SAMSYN_ADMIN_ADDR": "9090"}, {"SAMSYN_ADMIN_ADDR": "127.0.0.1:8080"},
		{"SAMSYN_LOG": "xml"}, {"SAMSYN_STOP_DELAY": "2m"}, {"SAMSYN_STOP_DELAY": "-1s"}, {"SAMSYN_STOP_DELAY": "snart"}} {
		for variable := range wrong {
			if _, err := config.LoadFrom(wrong); err == nil || strings.Count(err.Error(), variable+": ") != 1 {
				t.Errorf("%v: %v", wrong, err)
			}
		}
	}
}

func TestMisspeltSettingsAreFound(t *testing.T) {
	before := len(config.Unknown())
	for _, name := range []string{"SAMSYN_ADR", "SAMSYN_ADDR", "SAMSYN_SMTP_URL_FILE", "NOT_SAMSYN_A", "SAMSYN_A"} {
		t.Setenv(name, "x")
	}
	got := config.Unknown()
	if len(got) != before+2 || !slices.Contains(got, "SAMSYN_A") || !slices.Contains(got, "SAMSYN_ADR") {
		t.Error(got)
	}
}

func TestWhoUsesASettingMayJudgeIt(t *testing.T) {
	_, err := config.LoadFrom(map[string]string{"SAMSYN_LOG": "xml", "SAMSYN_DATA_DIR": "/nowhere"}, func(c config.Config, add func(variable, what string)) {
		add("SAMSYN_DATA_DIR", c.DataDir+" finns inte.")
	})
	if err == nil || !strings.Contains(err.Error(), "/nowhere finns inte") || !strings.Contains(err.Error(), "SAMSYN_LOG") {
		t.Error(err)
	}
}
