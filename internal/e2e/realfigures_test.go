package e2e

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The published figures of nine Danish hospitals, and the intervals that another
// program has worked out from them.
const (
	danishFigures   = "../exchange/testdata/neonatal_denmark_2002_2005.csv"
	danishIntervals = "../exchange/testdata/neonatal_denmark_wilson.csv"
	danishGroup     = "Neonatalvård i Danmark"
)

// Real figures go in through a file and come out as comparison, pictures and
// report, with intervals that agree with an independent computation.
func TestRealFigures(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "samsyn-real-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	importDanishFigures(t, folder)
	site := startSiteIn(t, folder, "--demo")

	administrator := newVisitor(t, site, desktop)
	administrator.signIn("admin@exempel.se")
	administrator.press("Konton")
	administrator.press("Exempelsammanställande")
	administrator.choose("Roll", "Sammanställande")
	administrator.choose("Grupp", danishGroup)
	administrator.press("Ge rollen")
	if got := administrator.textIn("Roller"); !strings.Contains(got, danishGroup) {
		t.Fatalf("the roles are %s", got)
	}

	convener := newVisitor(t, site, withoutScript)
	convener.signIn("sammanstallande@exempel.se")
	convener.changeGroup("Neonatologi")
	convener.see("Exempeldata")
	convener.changeGroup(danishGroup)
	convener.missing("Exempeldata")
	list := readDanishFigures(t)
	for _, tab := range []string{"Resultat", "Variation", "Signaler"} {
		convener.press(tab)
		convener.says(200)
	}
	convener.comparesHospitals(list)
	convener.readsReport(list)
}

// importDanishFigures tries first, writes then, and finds nothing new after.
func importDanishFigures(t *testing.T, folder string) {
	t.Helper()
	for _, step := range []struct {
		args []string
		says string
	}{
		{[]string{"--create"}, "144 nya"},
		{[]string{"--create"}, "144 nya"}, // the first was a dry run
		{[]string{"--create", "--apply"}, "allt är inskrivet"},
		{nil, "144 oförändrade"},
	} {
		out, err := samsyn(folder, append([]string{"import", danishFigures}, step.args...)...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), step.says) {
			t.Fatalf("import %v should say %s, but: %v\n%s", step.args, step.says, err, out)
		}
	}
}

func (v *visitor) changeGroup(name string) {
	v.t.Helper()
	v.unfold("Gruppen")
	v.press("Byt grupp")
	v.says(200)
	v.press("Välj " + name)
}

// comparesHospitals reads one measure, for both groups of children, in the
// comparison and on its own page.
func (v *visitor) comparesHospitals(list []danish) {
	v.t.Helper()
	for _, stratum := range []string{"37+", "<37"} {
		v.press("Resultat")
		v.press("Enhet för enhet")
		v.choose("Grupper av barn", stratum)
		v.press("Visa")
		apgar := slices.DeleteFunc(slices.Clone(list), func(d danish) bool {
			return d.measure != "Låg Apgar-poäng" || d.stratum != stratum
		})
		if len(apgar) != 9 {
			v.t.Fatalf("%d hospitals have the measure", len(apgar))
		}
		for _, d := range apgar {
			if got := shareIn(v.cell("", d.measure, d.unit)); got != d.share {
				v.t.Errorf("the comparison says %v of %s, want %v", got, d.unit, d.share)
			}
		}
		v.press("Låg Apgar-poäng")
		v.await("the charts are drawn", "drawnAs", "picture")
		v.says(200)
		v.unfold("Visa som tabell")
		for _, d := range apgar {
			if got := v.cell("", d.unit, "95 % säkerhet"); got != d.interval {
				v.t.Errorf("%s %s, %s: the interval is %s, want %s", d.measure, stratum, d.unit, got, d.interval)
			}
		}
		v.missing("Exempeldata")
	}
}

// readsReport reads every figure in the year's report.
func (v *visitor) readsReport(list []danish) {
	v.t.Helper()
	v.press("Årsrapport")
	v.press("Årsrapport 2005")
	v.await("the charts are drawn", "drawnAs", "picture")
	v.missing("Exempeldata")
	v.says(200)
	for _, d := range list {
		table := d.measure + ", " + d.stratum
		if got := shareIn(v.cell(table, d.unit, "Underlag")); got != d.share {
			v.t.Errorf("%s, %s: %v, want %v", table, d.unit, got, d.share)
		}
		if got := v.cell(table, d.unit, "95 % intervall"); got != d.interval {
			v.t.Errorf("%s, %s: the interval is %s, want %s", table, d.unit, got, d.interval)
		}
		if drawn := ask[string](v, "picture", "Enheterna jämförda: "+table); !strings.Contains(drawn, d.unit) {
			v.t.Errorf("%s is not in the picture of %s: %s", d.unit, table, drawn)
		}
	}
}

// danish is one hospital's published figure, with its interval as a page should
// write it.
type danish struct {
	unit, measure, stratum string
	share                  share
	interval               string
}

func readDanishFigures(t *testing.T) []danish {
	t.Helper()
	intervals := map[string][2]string{}
	for _, row := range readCSV(t, danishIntervals) {
		intervals[row["unit"]+row["indicator"]+row["stratum"]] = [2]string{row["low"], row["high"]}
	}
	var list []danish
	for _, row := range readCSV(t, danishFigures) {
		interval, known := intervals[row["unit"]+row["indicator"]+row["stratum"]]
		if !known {
			t.Fatalf("nobody has computed the interval of %v", row)
		}
		part, _ := strconv.Atoi(row["numerator"])
		whole, _ := strconv.Atoi(row["denominator"])
		decimals, _ := strconv.Atoi(row["decimals"])
		list = append(list, danish{unit: row["unit_name"], measure: row["indicator_name"], stratum: row["stratum"],
			share: share{part, whole}, interval: percent(t, interval[0], decimals) + "–" + percent(t, interval[1], decimals) + " %"})
	}
	if len(list) != 144 {
		t.Fatalf("the file has %d figures", len(list))
	}
	return list
}

// percent writes a part as a Swedish percentage without its sign.
func percent(t *testing.T, part string, decimals int) string {
	t.Helper()
	value, err := strconv.ParseFloat(part, 64)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(strconv.FormatFloat(100*value, 'f', decimals, 64), ".", ",", 1)
}

// readCSV reads a file with a header.
func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for n, name := range lines[0] {
			row[name] = line[n]
		}
		rows = append(rows, row)
	}
	return rows
}
