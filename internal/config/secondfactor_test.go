package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const testKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

func TestSecondFactorSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nyckel")
	if err := os.WriteFile(file, []byte(testKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		variables        map[string]string
		required, inDemo bool
		key              string
	}{
		{nil, true, false, ""},
		{map[string]string{"SAMSYN_SECOND_FACTOR": "required", "SAMSYN_SECRET_KEY": testKey}, true, true, testKey},
		{map[string]string{"SAMSYN_SECOND_FACTOR": "everyone"}, true, true, ""},
		{map[string]string{"SAMSYN_SECOND_FACTOR": "optional", "SAMSYN_SECRET_KEY_FILE": file}, false, false, testKey},
	} {
		c, err := LoadFrom(test.variables)
		if err != nil {
			t.Fatal(err)
		}
		if c.Required(false) != test.required || c.Required(true) != test.inDemo || c.SecretKey != test.key {
			t.Errorf("%v: required %v, in the demo %v, key %q", test.variables, c.Required(false), c.Required(true), c.SecretKey)
		}
		if c.Everyone() != (test.variables["SAMSYN_SECOND_FACTOR"] == "everyone") {
			t.Errorf("%v: everyone %v", test.variables, c.Everyone())
		}
		if strings.Contains(c.String(), testKey) {
			t.Errorf("the key is shown: %s", c)
		}
	}
}

func TestWrongSecondFactorSettings(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "tom")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for want, variables := range map[string]map[string]string{
		"SAMSYN_SECOND_FACTOR": {"SAMSYN_SECOND_FACTOR": "nej"},
		"för kort":             {"SAMSYN_SECRET_KEY": "kort nyckel"},
		"inte båda":            {"SAMSYN_SECRET_KEY": testKey, "SAMSYN_SECRET_KEY_FILE": empty},
		"är tom":               {"SAMSYN_SECRET_KEY_FILE": empty},
		"går inte att läsa":    {"SAMSYN_SECRET_KEY_FILE": empty + ".saknas"},
	} {
		if _, err := LoadFrom(variables); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "kort nyckel") {
			t.Errorf("%v: %v, want it to say %q", variables, err, want)
		}
	}
}
