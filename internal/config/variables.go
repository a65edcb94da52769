package config

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Variable is a setting as the environment has it.
type Variable struct {
	Name string
	// Secret ones are shown to nobody.
	Secret bool
	// Value is what it is set to; "" for a secret one.
	Value string
	// Set says whether it is set to anything.
	Set bool

	field string // the field's name in Go
}

// fileSuffix after a setting's name names a file that holds it.
const fileSuffix = "_FILE"

// Variables are all settings there are, with what they are set to.
func (c Config) Variables() []Variable { return variables(reflect.ValueOf(c)) }

func variables(v reflect.Value) (list []Variable) {
	for n := range v.NumField() {
		field := v.Type().Field(n)
		if field.Anonymous {
			list = append(list, variables(v.Field(n))...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("env"), ",")
		if name == "" || name == "-" {
			continue
		}
		found := Variable{Name: name, Secret: field.Tag.Get("secret") == "true", Set: !v.Field(n).IsZero(), field: field.Name}
		if !found.Secret {
			found.Value = fmt.Sprint(v.Field(n).Interface())
		}
		list = append(list, found)
	}
	return list
}

// Unknown are the names in the process's environment that look like settings and are none, in
// order: somebody may have misspelt one.
func Unknown() []string { return unknownIn(env.ToMap(os.Environ())) }

func unknownIn(environment map[string]string) (names []string) {
	known := Config{}.Variables()
	for name := range environment {
		if !strings.HasPrefix(name, "SAMSYN_") {
			continue
		}
		if !slices.ContainsFunc(known, func(v Variable) bool { return name == v.Name || name == v.Name+fileSuffix }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// readFiles is the variables with those that stand in files.
func readFiles(given map[string]string, add func(variable, what string)) map[string]string {
	read := map[string]string{}
	for name, value := range given {
		read[name] = value
	}
	for _, v := range (Config{}).Variables() {
		path := given[v.Name+fileSuffix]
		if path == "" {
			continue
		}
		if given[v.Name] != "" {
			add(v.Name+fileSuffix, fmt.Sprintf("ange antingen %s eller %s, inte båda.", v.Name, v.Name+fileSuffix))
			continue
		}
		content, err := os.ReadFile(path)
		switch value := strings.TrimSpace(string(content)); {
		case err != nil:
			add(v.Name+fileSuffix, "filen går inte att läsa: "+err.Error())
		case value == "":
			add(v.Name+fileSuffix, fmt.Sprintf("filen %s är tom.", path))
		default:
			read[v.Name] = value
		}
	}
	return read
}

// parsers read what is not plain text.
var parsers = map[reflect.Type]env.ParserFunc{
	reflect.TypeFor[time.Duration](): func(text string) (any, error) {
		d, err := time.ParseDuration(strings.TrimSpace(text))
		if err != nil {
			return nil, errors.New("är ingen tid. Skriv den som 90s, 10m eller 2h.")
		}
		return d, nil
	},
}

// complaints are what is wrong, the first thing about each variable.
type complaints struct {
	variables []string
	wrong     []error
}

func (c *complaints) add(variable, what string) {
	if slices.Contains(c.variables, variable) {
		return
	}
	c.variables = append(c.variables, variable)
	c.wrong = append(c.wrong, fmt.Errorf("%s: %s", variable, what))
}

// addParsing adds what the library that reads the variables could not read. Its own
// words are left out, since they repeat what was read.
func (c *complaints) addParsing(err error) {
	if err == nil {
		return
	}
	var all env.AggregateError
	if !errors.As(err, &all) {
		all.Errors = []error{err}
	}
	known := Config{}.Variables()
	for _, one := range all.Errors {
		var parse env.ParseError
		n := -1
		if errors.As(one, &parse) {
			n = slices.IndexFunc(known, func(v Variable) bool { return v.field == parse.Name })
		}
		switch {
		case n < 0:
			c.wrong = append(c.wrong, errors.New("en inställning går inte att läsa."))
		case parse.Type == reflect.TypeFor[time.Duration]():
			c.add(known[n].Name, parse.Err.Error())
		default:
			c.add(known[n].Name, "värdet går inte att läsa.")
		}
	}
}

// WrongError is settings that cannot be used.
type WrongError struct {
	// Problems are sentences, each beginning with the variable's name.
	Problems []error
}

// Error is all of them, one a line.
func (e *WrongError) Error() string {
	return "inställningarna stämmer inte:\n" + errors.Join(e.Problems...).Error()
}

func (c *complaints) err() error {
	if len(c.wrong) == 0 {
		return nil
	}
	return &WrongError{Problems: c.wrong}
}

// String is the settings without the secrets.
func (c Config) String() string {
	var parts []string
	for _, v := range c.Variables() {
		switch {
		case v.Secret && v.Set:
			parts = append(parts, v.Name+" angivet")
		case v.Set:
			parts = append(parts, fmt.Sprintf("%s %q", v.Name, v.Value))
		}
	}
	return strings.Join(parts, ", ")
}

// GoString is String, so that %#v leaves the secrets out too.
func (c Config) GoString() string { return c.String() }

// LogValue is String, for slog.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText is String, for encoders that look past the others.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
