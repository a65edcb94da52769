package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samsyn/internal/config"
	"samsyn/internal/exchange"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

const danish = "../../internal/exchange/testdata/neonatal_denmark_2002_2005.csv"

// runImport runs the command on the database and gives what it printed.
func runImport(t *testing.T, url string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	env := environment{config: config.Config{DatabaseURL: url}, out: &out,
		log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		now: func() time.Time { return time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC) }}
	err := importFile(t.Context(), env, args)
	return out.String(), err
}

func TestImportSaysWhatItDoes(t *testing.T) {
	url := testdb.New(t).AppURL
	for _, step := range []struct {
		args []string
		want []string
	}{
		{[]string{danish, "--create"}, []string{"gruppen, 9 enheter, 8 mått", "144 nya, 0 ändrade, 0 oförändrade", "Provkörning"}},
		{[]string{"--create", danish, "--apply"}, []string{"144 nya", "9 nya, som godkända", "Klart"}},
		{[]string{danish, "--apply"}, []string{"0 nya, 0 ändrade, 144 oförändrade"}},
	} {
		out, err := runImport(t, url, step.args...)
		if err != nil {
			t.Fatalf("%v: %v\n%s", step.args, err, out)
		}
		for _, words := range step.want {
			if !strings.Contains(out, words) {
				t.Errorf("%v does not say %q:\n%s", step.args, words, out)
			}
		}
	}
}

func TestImportNamesProblems(t *testing.T) {
	url := testdb.New(t).AppURL
	out, err := runImport(t, url, danish)
	if err == nil || !strings.Contains(out, "rad 2, kolumn group (”danmark-neo”): Gruppen finns inte (144 rader).") {
		t.Errorf("%v:\n%s", err, out)
	}

	broken := filepath.Join(t.TempDir(), "broken.csv")
	content := "group,unit,indicator,period,numerator,denominator\n" + strings.Repeat("g,u,i,2025K9,x,1\n", 30)
	if err := os.WriteFile(broken, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err = runImport(t, url, broken, "--apply")
	if err == nil || strings.Count(out, "\n") != mostProblems+1 || !strings.Contains(out, "fel till") {
		t.Errorf("%v:\n%s", err, out)
	}
	if !strings.Contains(out, "rad 2, kolumn numerator (”x”): Det är inget tal.") {
		t.Error(out)
	}
}

// The number is Tolvan's, an invented person whom Skatteverket uses in examples.
func TestImportDoesNotRepeatAPersonalNumber(t *testing.T) {
	file := filepath.Join(t.TempDir(), "named.csv")
	content := "group,unit,indicator,period,numerator,denominator,comment\ng,u,i,2025K1,1,2,Barnet 19121212-1212\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := runImport(t, testdb.New(t).AppURL, file, "--apply")
	if err == nil || strings.Contains(out, "1212") ||
		!strings.Contains(out, "rad 2, kolumn comment: Texten ser ut att innehålla ett personnummer") {
		t.Errorf("%v:\n%s", err, out)
	}
}

func TestImportSaysHowItIsUsed(t *testing.T) {
	for _, args := range [][]string{nil, {"a.csv", "b.csv"}, {"--unknown"}, {"missing.csv"}} {
		if _, err := runImport(t, "", args...); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
}

// A figure can have these problems too; the rest are constants that the table names.
func TestFigureProblemsHaveSentences(t *testing.T) {
	below, n, over := -1.0, 0.0, 2e9
	for _, c := range []struct {
		kind  quality.Kind
		value quality.Value
	}{
		{quality.Proportion, quality.Value{}},
		{quality.Proportion, quality.Value{Numerator: &below, Denominator: &over}},
		{quality.Mean, quality.Value{Mean: &below, SD: &below, Denominator: &n}},
		{quality.Rate, quality.Value{Numerator: new(float64), Denominator: new(float64)}},
	} {
		i := quality.Indicator{Kind: c.kind}
		for _, p := range i.Check(quality.Figure{State: quality.Reported, Value: c.value, Comment: strings.Repeat("x", 3000)}) {
			text := sentence(exchange.Problem{Code: p.Code, Args: p.Args})
			if text == p.Code || strings.Contains(text, "%") {
				t.Errorf("%s reads %q", p.Code, text)
			}
		}
	}
}
