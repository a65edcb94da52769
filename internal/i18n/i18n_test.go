package i18n

import (
	"context"
	"math"
	"testing"
	"time"
)

var (
	swedish   = context.Background()
	inEnglish = WithLanguage(context.Background(), English)
)

func TestNumbersAreWrittenTheSwedishWay(t *testing.T) {
	const nbsp = "\u00a0"
	tests := []struct{ name, got, want string }{
		{"decimal comma", Number(swedish, 77.4, 1), "77,4"},
		{"thousands", Number(swedish, 4475, 1), "4" + nbsp + "475,0"},
		{"minus sign", Number(swedish, -12.5, 1), "\u221212,5"},
		{"half away from zero", Number(swedish, 0.145, 2), "0,15"},
		{"half away from zero below", Number(swedish, -0.145, 2), "\u22120,15"},
		{"no negative zero", Number(swedish, -0.04, 1), "0,0"},
		{"no decimals", Number(swedish, 2.5, 0), "3"},
		{"nothing to write", Number(swedish, math.NaN(), 1), NoValue},
		{"infinite", Percent(swedish, math.Inf(1), 1), NoValue},
		{"very small", Number(swedish, 1e-12, 3), "0,000"},
		{"large", Number(swedish, 1e21, 0), "1" + nbsp + "000" + nbsp + "000" + nbsp + "000" + nbsp + "000" + nbsp + "000" + nbsp + "000" + nbsp + "000"},
		{"percent", Percent(swedish, 0.774, 1), "77,4" + nbsp + "%"},
		{"percent rounds the decimal it shows", Percent(swedish, 0.145, 0), "15" + nbsp + "%"},
		{"percent half", Percent(swedish, 0.125, 0), "13" + nbsp + "%"},
		{"percent of everything", Percent(swedish, 1, 1), "100,0" + nbsp + "%"},
		{"integer", Integer(swedish, 4475), "4" + nbsp + "475"},
		{"negative integer", Integer(swedish, -1234567), "\u22121" + nbsp + "234" + nbsp + "567"},
		{"English number", Number(inEnglish, -4475.25, 1), "\u22124,475.3"},
		{"English percent", Percent(inEnglish, 0.774, 1), "77.4%"},
		{"English integer", Integer(inEnglish, 4475), "4,475"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestTimesAreShownInStockholm(t *testing.T) {
	winter := time.Date(2026, 2, 27, 23, 30, 0, 0, time.UTC)
	summer := time.Date(2026, 7, 1, 12, 2, 0, 0, time.UTC)
	day := time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)
	tests := []struct{ got, want string }{
		{Date(swedish, winter), "2026-02-28"},
		{Date(swedish, day), "2026-02-28"},
		{LongDate(swedish, day), "28 februari 2026"},
		{LongDate(inEnglish, day), "28 February 2026"},
		{Clock(swedish, summer), "14:02"},
		{Clock(swedish, winter), "00:30"},
		{Date(swedish, time.Time{}), NoValue},
		{LongDate(swedish, time.Time{}), NoValue},
		{Clock(swedish, time.Time{}), NoValue},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestTextsFollowTheLanguage(t *testing.T) {
	previous := english
	defer func() { english = previous }()
	english = parse([]byte(`msgid ""
msgstr ""
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Spara"
msgstr "Save"

msgid "%s den %s"
msgstr "on %[2]s %[1]s"

msgid "%d enhet"
msgid_plural "%d enheter"
msgstr[0] "%d unit"
msgstr[1] "%d units"

msgid "Ej översatt"
msgstr ""
`))
	tests := []struct{ name, got, want string }{
		{"Swedish is the source", T(swedish, "Spara"), "Spara"},
		{"English", T(inEnglish, "Spara"), "Save"},
		{"without translation", T(inEnglish, "Ej översatt"), "Ej översatt"},
		{"unknown", T(inEnglish, "Okänd"), "Okänd"},
		{"nothing", T(inEnglish, ""), ""},
		{"percent sign without args", T(swedish, "Mål 90 %"), "Mål 90 %"},
		{"other order", T(inEnglish, "%s den %s", "Meeting", "1 May"), "on 1 May Meeting"},
		{"one", N(swedish, "%d enhet", "%d enheter", 1), "1 enhet"},
		{"many", N(swedish, "%d enhet", "%d enheter", 5), "5 enheter"},
		{"none", N(swedish, "%d enhet", "%d enheter", 0, 0), "0 enheter"},
		{"English one", N(inEnglish, "%d enhet", "%d enheter", 1), "1 unit"},
		{"English many", N(inEnglish, "%d enhet", "%d enheter", 2), "2 units"},
		{"no verb", N(swedish, "en enhet", "flera enheter", 3), "flera enheter"},
		{"one without its number", N(swedish, "En enhet", "%d enheter", 1, 1), "En enhet"},
		{"own value", N(swedish, "%s enhet", "%s enheter", 4475, "4 475"), "4 475 enheter"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestTheLanguageIsMatchedAndSwedishByDefault(t *testing.T) {
	tests := []struct {
		preferences []string
		want        Language
	}{
		{nil, Swedish},
		{[]string{"", "de-DE,de;q=0.9"}, Swedish},
		{[]string{"en-GB,en;q=0.9,sv;q=0.2"}, English},
		{[]string{"sv", "en"}, Swedish},
		{[]string{"en", "sv-SE"}, English},
		{[]string{"<not a tag>"}, Swedish},
	}
	for _, test := range tests {
		if got := Match(test.preferences...); got != test.want {
			t.Errorf("Match(%q) = %q, want %q", test.preferences, got, test.want)
		}
	}
	if got := LanguageOf(WithLanguage(swedish, "xx")); got != Swedish {
		t.Errorf("an unknown language gives %q", got)
	}
}

func BenchmarkPercent(b *testing.B) {
	for b.Loop() {
		Percent(swedish, 0.774, 1)
	}
}
