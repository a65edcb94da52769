package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/charmap"
)

const head = "group,unit,indicator,stratum,period,numerator,denominator,mean,sd,n,text,state,missing_reason,comment\n"

func read(t *testing.T, text string, limits Limits) File {
	t.Helper()
	file, err := Read(strings.NewReader(text), limits)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func ptr[T any](value T) *T { return &value }

func TestReadGivesTypedRows(t *testing.T) {
	swedish := "Grupp;Enhet;Mått;Delgrupp;Period;Täljare;Nämnare;Medelvärde;Standardavvikelse;Antal;Text;Läge;Orsak;Kommentar\n" +
		"neo;kalmar;a;<28;2026k1;3;1 276;;;;;;;\"En rad\nsom bryts, med \"\"citat\"\"\"\n" +
		";;;;;;;;;;;;;\n" +
		"neo;kalmar;b;;2026T1;;;36,8;0,4;12;;;;\n" +
		"neo;kalmar;c;;2026;;;;;;;Saknas;Inga födda;\n" +
		"neo;kalmar;d;;2002–2005;;;;;;;Ej tillämpligt;;;\n" +
		"neo;kalmar;e;;2026;;;;;;Finns;;;\n" +
		"neo;kalmar;f;;2026;0;0;;;;;rapporterad;;\n" +
		"neo;kalmar;g;;2026;;;;;;;;Personalbrist;\n"
	want := []Row{
		{Line: 2, Indicator: "a", Stratum: "<28", Period: "2026K1", State: Reported, Numerator: ptr(3.0), Denominator: ptr(1276.0),
			Comment: "En rad\nsom bryts, med \"citat\""},
		{Line: 5, Indicator: "b", Period: "2026T1", State: Reported, Mean: ptr(36.8), SD: ptr(0.4), N: ptr(12.0)},
		{Line: 6, Indicator: "c", Period: "2026", State: Missing, MissingReason: "Inga födda"},
		{Line: 7, Indicator: "d", Period: "2002-2005", State: NotApplicable},
		{Line: 8, Indicator: "e", Period: "2026", State: Reported, Text: "Finns"},
		{Line: 9, Indicator: "f", Period: "2026", State: Reported, Numerator: ptr(0.0), Denominator: ptr(0.0)},
		{Line: 10, Indicator: "g", Period: "2026", State: Missing, MissingReason: "Personalbrist"},
	}
	for i := range want {
		want[i].Group, want[i].Unit = "neo", "kalmar"
	}
	windows, err := charmap.Windows1252.NewEncoder().String(swedish)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"UTF-8":                       swedish,
		"with a byte order mark":      "\ufeff" + swedish,
		"Windows-1252":                windows,
		"UTF-16":                      "\xff\xfe" + utf16le(swedish),
		"with carriage returns":       strings.ReplaceAll(swedish, "\n", "\r\n"),
		"tabs":                        strings.ReplaceAll(swedish, ";", "\t"),
		"letters in two parts":        strings.NewReplacer("ä", "a\u0308", "ö", "o\u0308", "å", "a\u030a").Replace(swedish),
		"no-break space in thousands": strings.ReplaceAll(swedish, "1 276", "1\u00a0276"),
		"no line break at the end":    strings.TrimSuffix(swedish, "\n"),
	}
	for name, text := range tests {
		file := read(t, text, Limits{})
		if len(file.Problems) > 0 {
			t.Errorf("%s: problems %+v", name, file.Problems)
		}
		if diff := cmp.Diff(want, file.Rows, cmpopts.IgnoreUnexported(Row{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadDescribesWhatIsToBeCreated(t *testing.T) {
	file := read(t, "group,unit,indicator,period,numerator,group_name,unit_name,hospital,city,region,indicator_name,"+
		"kind,direction,rate_per,decimals,numerator_text,denominator_text,source\n"+
		"neo,kalmar,i,2026,4,Neonatologi,Neonatal,Länssjukhuset,Kalmar,Kalmar,Infektion,Frekvens,Lägre,1 000,1,Infektioner,Dygn,SNQ\n", Limits{})
	want := Create{GroupName: "Neonatologi", UnitName: "Neonatal", Hospital: "Länssjukhuset", City: "Kalmar", Region: "Kalmar",
		IndicatorName: "Infektion", Kind: "rate", Direction: "lower", RatePer: ptr(1000.0), Decimals: ptr(1),
		NumeratorText: "Infektioner", DenominatorText: "Dygn", Source: "SNQ"}
	if len(file.Problems) > 0 || len(file.Rows) != 1 {
		t.Fatalf("%+v", file)
	}
	if diff := cmp.Diff(want, file.Rows[0].Create); diff != "" {
		t.Error(diff)
	}
	problem := file.Rows[0].Problem(Unit, "unknown_choice", "neo")
	if got := places([]Problem{problem})[0]; got != "2 unit=kalmar unknown_choice [neo]" {
		t.Errorf("a problem noted later is %q", got)
	}
}

// places writes problems in one line each.
func places(problems []Problem) []string {
	lines := []string{}
	for _, p := range problems {
		line := fmt.Sprintf("%d %s=%s %s", p.Line, p.Column, p.Value, p.Code)
		if len(p.Args) > 0 {
			line += fmt.Sprint(" ", p.Args)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestReadNamesEveryProblemAtItsPlace(t *testing.T) {
	const key = "neo,kalmar,a,,2026,"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{"0 = file_empty"}},
		{"only a byte order mark", "\ufeff", []string{"0 = file_empty"}},
		{"only space", " \r\n\n", []string{"0 = file_empty"}},
		{"only a header", head, []string{"1 = no_rows"}},
		{"only a header and empty rows", head + ",,,\n", []string{"1 = no_rows"}},
		{"UTF-16 without a mark", "g\x00r\x00", []string{"1 = encoding_broken"}},
		{"UTF-16 that ends in half a letter", "\xff\xfeg\x00\x00\xd8", []string{"0 = encoding_broken"}},
		{"broken UTF-8", head + key + "1,2,,,,,,,Så h\xe4r\n", []string{"2 = encoding_broken"}},
		{"broken though marked", "\ufeff" + head + "\xe4", []string{"2 = encoding_broken"}},
		{"neither encoding", "group\n\x81", []string{"2 = encoding_broken"}},
		{"columns", "Grupp,unit,UNIT,ålder,period,\n", []string{
			"1 unit=UNIT duplicate_column", "1 ålder=ålder unknown_column",
			"1 indicator= missing_column", "1 numerator= missing_column"}},
		{"quotation mark within", head + key + "1,2,,,,,,,5\" rör\n" + key + "x\n", []string{
			"2 = quotes", "3 = field_count [14 6]"}},
		{"quotation mark never closed", head + key + "1,2,,,,,,,\"öppen\n" + key + "x\n", []string{"2 = quotes"}},
		{"quotes in the header", "\"group\n", []string{"1 = quotes"}},
		{"too many fields", head + key + "1,5,,,,,,,,mer\n", []string{"2 = field_count [14 15]"}},
		{"decimal comma unquoted", head + key + "1,2,36,8,,,,,,\n", nil},
		{"required", head + ",,,,,1,2,,,,,,,\n", []string{
			"2 group= required", "2 unit= required", "2 indicator= required", "2 period= required"}},
		{"periods", head + "neo,kalmar,a,,2026K5,1,2,,,,,,,\nneo,kalmar,a,,26,1,2,,,,,,,\n", []string{
			"2 period=2026K5 period_invalid", "3 period=26 period_invalid"}},
		{"numbers", head + key + "ett,-2,1e5,-0.1,2.345.678,,,,\n", []string{
			"2 numerator=ett not_a_number", "2 denominator=-2 negative", "2 mean=1e5 not_a_number",
			"2 sd=-0.1 negative", "2 n=2.345.678 not_a_number"}},
		{"a row that says nothing", head + key + ",,,,,,,,bara ord\n", []string{"2 = value_required"}},
		{"a value that is missing", head + key + "0,,,,,,missing,Orsak,\n", []string{"2 numerator=0 value_not_expected"}},
		{"a value that does not apply", head + key + ",,,,,Ja,not_applicable,,\n", []string{"2 text=Ja value_not_expected"}},
		{"missing without reason", head + key + ",,,,,,missing,,\n", []string{"2 missing_reason= reason_required"}},
		{"a value with a reason", head + key + "1,2,,,,,reported,Orsak,\n", []string{"2 missing_reason=Orsak reason_not_expected"}},
		{"unknown state", head + key + "1,2,,,,,kanske,,\n", []string{"2 state=kanske unknown_choice"}},
		{"the same figure twice", head + key + "1,2,,,,,,,\nneo,kalmar,a,<37,2026,1,2,,,,,,,\n" + key + "1,3,,,,,,,\n",
			[]string{"4 = duplicate_row [2]"}},
		{"unprintable", head + key + "1,2,,,,,,,a\u0007b\n" + "neo,kalmar,b,,2026,1,2,,,,,,,h\ufffdr\n", []string{
			"2 comment=a\u0007b control_character", "3 comment=h\ufffdr control_character"}},
		{"over the denominator", "group,unit,indicator,period,numerator,denominator,kind,direction,decimals\n" +
			"neo,kalmar,a,2026,3,2,andel,uppåt,7\nneo,kalmar,b,2026,3,2,rate,,\nneo,kalmar,c,2026,3,2,,,1.5\n", []string{
			"2 direction=uppåt unknown_choice", "2 decimals=7 out_of_range [0 6]",
			"2 numerator=3 numerator_exceeds_denominator", "4 decimals=1.5 not_whole"}},
	}
	for _, test := range tests {
		file := read(t, test.text, Limits{})
		got := places(file.Problems)
		if test.want == nil {
			test.want = []string{}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestReadKeepsWithinItsLimits(t *testing.T) {
	rows := ""
	for i := range 5 {
		rows += fmt.Sprintf("neo,kalmar,a%d,,2026,1,2,,,,,,,\n", i)
	}
	wrong := strings.ReplaceAll(rows, ",1,", ",x,")
	tests := []struct {
		name   string
		text   string
		limits Limits
		rows   int
		want   []string
	}{
		{"bytes", head + rows, Limits{Bytes: 100}, 0, []string{"0 = file_too_large [100]"}},
		{"just within", head + rows, Limits{Bytes: int64(len(head + rows)), Rows: 5}, 5, []string{}},
		{"rows", head + rows, Limits{Rows: 4}, 4, []string{"6 = too_many_rows [4]"}},
		{"problems", head + wrong, Limits{Problems: 2}, 0, []string{
			"2 numerator=x not_a_number", "3 numerator=x not_a_number", "0 = too_many_problems [2]"}},
	}
	for _, test := range tests {
		file := read(t, test.text, test.limits)
		if got := places(file.Problems); !slices.Equal(got, test.want) || len(file.Rows) != test.rows {
			t.Errorf("%s: %d rows, %q", test.name, len(file.Rows), got)
		}
	}
}

func TestReadReportsASourceThatFails(t *testing.T) {
	cut := errors.New("line cut")
	if _, err := Read(io.MultiReader(strings.NewReader(head), iotest.ErrReader(cut)), Limits{}); !errors.Is(err, cut) {
		t.Errorf("error %v", err)
	}
}
