package collect

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/server/words"
	"samsyn/internal/testdb/testgroup"
)

// book is the workbook at the address, after somebody has worked on it: values by
// measure and the name of the column.
func book(t *testing.T, b *pagetest.Browser, address string, values map[string]map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(b.Get(address).Want(http.StatusOK).Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Siffror")
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for n, name := range rows[3] {
		place[name] = n
	}
	for n, row := range rows[4:] {
		for column, value := range values[row[place["Mått"]]] {
			cell, err := excelize.CoordinatesToCellName(place[column]+1, n+5)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellValue("Siffror", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// measures are the codes of the measures with the numbers.
func measures(f *testgroup.Fixture) map[int]string {
	list := map[int]string{}
	for _, id := range []int{1, 2, 4, 5, 6, 8} {
		list[id] = f.Text(`SELECT code FROM indicator WHERE id = ` + strconv.Itoa(id))
	}
	return list
}

// whole is the whole quarter.
func whole(f *testgroup.Fixture) map[string]map[string]any {
	c := measures(f)
	return map[string]map[string]any{
		c[1]: {"Täljare": 12, "Nämnare": 20, "Kommentar": "Räknat"}, c[2]: {"Täljare": 1, "Nämnare": 480.5},
		c[4]: {"Medelvärde": 4.25, "Standardavvikelse": 0.5, "Antal": 8}, c[5]: {"Läge": "Saknas", "Orsak": "Registret är inte ifyllt"},
		c[6]: {"Ja eller nej": "Nej", "Text": "Startar i höst"}, c[8]: {"Text": "Från vecka 22"},
	}
}

func TestAWorkbookThereAndBack(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	p := b.Get(alaForm)
	for _, address := range []string{alaForm + "/mall.xlsx", alaForm + "/fil"} {
		if p.Find(`#filer a[href="`+address+`"]`).Length() != 1 {
			t.Errorf("the form does not lead to %s", address)
		}
	}
	wants(t, "the page", said(b.Get(alaForm+"/fil").Want(http.StatusOK), "main"), "Lämna Ala, kvartal 1 2026 i en fil")
	content := book(t, b, alaForm+"/mall.xlsx", whole(f))
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: `C:\Filer\ala.xlsx`, Content: content}).Want(http.StatusSeeOther)
	p = b.Get(a.Location).Want(http.StatusOK)
	wants(t, "the file", said(p, "main"), "ala.xlsx")
	wants(t, "the new ones", said(p, "#nya"), "Nya: 6")
	wants(t, "a row", said(p, "#nya"), "Tomt 60 %, 12 av 20, Räknat")
	wants(t, "a missing one", said(p, "#nya"), "Uppgift saknas, Registret är inte ifyllt")
	if n := f.Text(`SELECT count(*)::text FROM figure WHERE unit_id = 1 AND period_start = '2026-01-01'`); n != "0" {
		t.Fatalf("%s figures are stored before the decision", n)
	}
	as(t, f, testgroup.Convener).Get(a.Location).Want(http.StatusNotFound)
	form := p.Form(a.Location)
	for range 2 { // the second time nothing is left to do
		if done := b.Post(a.Location, form).Want(http.StatusSeeOther); done.Location != alaForm {
			t.Errorf("goes to %s", done.Location)
		}
	}
	p = b.Get(alaForm)
	for name, want := range map[string]string{field("1", "numerator"): "12", field("2", "denominator"): "480,5", field("4", "mean"): "4,25",
		field("5", "reason"): "1", field("6", "yes"): "nej", field("8", "text"): "Från vecka 22"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := f.Text(`SELECT concat(count(*), min(after ->> 'file')) FROM audit WHERE action = 'figure.save'`); got != "6ala.xlsx" {
		t.Errorf("logged %s", got)
	}
	p = b.Get(a.Location)
	wants(t, "the file afterwards", said(p, "main"), "Filen är sparad")
	wants(t, "what came of it", said(p, "main"), "6 uppgifter från filen är sparade. Till formuläret")
	wants(t, "the list of files", said(b.Get(alaForm+"/fil"), "#filer"), "ala.xlsx Filen är sparad")
	a = b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: `ala.xlsx`, Content: content}).Want(http.StatusSeeOther)
	wants(t, "the file again", said(b.Get(a.Location), "main"), "Allt som står i filen är redan sparat. Välj en annan fil Oförändrade: 6")
}

func TestWhatIsWrongInAFileIsToldAtItsCell(t *testing.T) {
	f := open(t)
	b, c := as(t, f, testgroup.MedicalLead), measures(f)
	values := whole(f)
	values[c[1]]["Täljare"], values[c[2]]["Täljare"], values[c[4]]["Medelvärde"] = 21, "#DIV/0!", 6
	values[c[5]] = map[string]any{"Läge": "Saknas", "Orsak": "Vet inte"}
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "ala.xlsx", Content: book(t, b, alaForm+"/mall.xlsx", values)})
	p := b.Get(a.Want(http.StatusSeeOther).Location)
	for _, want := range []string{"Att rätta: 4", "Siffror, cell G5: Täljaren kan inte vara större än nämnaren.",
		"Siffror, cell G6: Formeln ger felet #DIV/0!. Skriv siffran i stället.", "Siffror, cell I7: Talet ska vara mellan 1 och 5.",
		"Siffror, cell O8: Välj ett av alternativen."} {
		wants(t, "the rows to mend", said(p, "#ratta"), want)
	}
	if p.Find(`form[action="`+a.Location+`"]`).Length() != 0 {
		t.Error("a file with wrong rows can be stored")
	}
	b.Post(a.Location, url.Values{"sedd": {"x"}}).Want(http.StatusConflict)
	if n := f.Text(`SELECT count(*)::text FROM figure WHERE unit_id = 1 AND period_start = '2026-01-01'`); n != "0" {
		t.Errorf("%s figures are stored", n)
	}
	// The wrong rows come in the same workbook, and can be mended and handed in.
	mended := book(t, b, a.Location+"/att-ratta.xlsx", map[string]map[string]any{c[1]: {"Täljare": 11}, c[2]: {"Täljare": 1},
		c[4]: {"Medelvärde": 4}, c[5]: {"Orsak": "Registret är inte ifyllt"}})
	wrong, err := excelize.OpenReader(bytes.NewReader(mended))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := wrong.GetCellValue("Siffror", "Q5"); got != "Siffror, cell G5: Täljaren kan inte vara större än nämnaren." || err != nil {
		t.Errorf("beside the row: %q, %v", got, err)
	}
	a = b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "rattad.xlsx", Content: mended}).Want(http.StatusSeeOther)
	p = b.Get(a.Location)
	wants(t, "the mended rows", said(p, "main"), "Nya: 4")
	b.Post(a.Location, p.Form(a.Location)).Want(http.StatusSeeOther)
}

func TestAFileMadeBeforeSomebodyElseSaved(t *testing.T) {
	f := open(t)
	b, convener, c := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Convener), measures(f)
	b.Post(alaForm, fill(b.Get(alaForm).Form(alaForm))).Want(http.StatusSeeOther)
	content := book(t, b, alaForm+"/mall.xlsx", map[string]map[string]any{c[1]: {"Täljare": 13}})
	form := convener.Get(alaForm).Form(alaForm)
	form.Set(field("1", "numerator"), "11")
	convener.Post(alaForm, form).Want(http.StatusSeeOther)
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "ala.xlsx", Content: content}).Want(http.StatusSeeOther)
	wants(t, "both values", said(b.Get(a.Location), "#ratta"),
		"Siffran har ändrats sedan filen gjordes: 55 %, 11 av 20, sparad 16:02 av Sara Samman, sammanställande, åt enheten. I filen står: 13 | 20.")

	// And when it happens after the page was shown, nothing is stored either.
	content = book(t, b, alaForm+"/mall.xlsx", map[string]map[string]any{c[1]: {"Täljare": 13}})
	a = b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "ala.xlsx", Content: content}).Want(http.StatusSeeOther)
	decision := b.Get(a.Location).Form(a.Location)
	form = convener.Get(alaForm).Form(alaForm)
	form.Set(field("1", "numerator"), "10")
	convener.Post(alaForm, form).Want(http.StatusSeeOther)
	wants(t, "the answer", said(b.Post(a.Location, decision).Want(http.StatusConflict), "main"), "Inget är sparat. Något har ändrats")
	if got := f.Text(`SELECT trim_scale(numerator)::text FROM figure WHERE indicator_id = 1 AND submission_id = 2`); got != "10" {
		t.Errorf("stored %s", got)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	for name, try := range map[string]struct{ content, want string }{
		"tom.csv":  {"", "Filen är tom."},
		"xls.xls":  {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Filen är sparad i ett äldre Excelformat."},
		"bild.png": {"\x89PNG\r\n\x1a\n\x00", "Det här är varken en Excelfil eller en CSV-fil."},
		"stor.csv": {strings.Repeat("x", 26<<20), "Filen är för stor. Den får vara högst 25 MB."},
		"fel.csv":  {"enhet;period;täljare;eget\nALA;2026K1;1;2\n", "Kolumnen ”Mått” saknas."},
	} {
		a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: name, Content: []byte(try.content)}).Want(http.StatusUnprocessableEntity)
		wants(t, name, said(a, "#error-summary"), try.want)
		if name != "fel.csv" {
			wants(t, name, said(a, "#fil-error"), try.want)
		}
	}
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "annat", Name: "x.csv"}).Want(http.StatusUnprocessableEntity)
	wants(t, "no file", said(a, "#error-summary"), "Välj en fil.")
	b.Post(alaForm+"/fil", nil).Want(http.StatusUnprocessableEntity)
	for _, person := range []org.PersonID{testgroup.UnitManager, testgroup.Observer, testgroup.Member} {
		as(t, f, person).Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "x.csv", Content: []byte("enhet;mått;period;täljare\nALA;A;2026K1;1\n")}).Want(http.StatusForbidden)
	}
}

func TestAFileForAllUnits(t *testing.T) {
	f := open(t)
	convener, c := as(t, f, testgroup.Convener), measures(f)
	p := convener.Get("/inrapportering/fil").Want(http.StatusOK)
	if p.Find(`a[href="/inrapportering/mall.xlsx?period=2026K1"]`).Length() != 1 {
		t.Error("no workbook for the first quarter")
	}
	content := book(t, convener, "/inrapportering/mall.xlsx?period=2026K1", map[string]map[string]any{c[1]: {"Täljare": 1, "Nämnare": 2}})
	a := convener.Upload("/inrapportering/fil", pagetest.File{Field: "fil", Name: "alla.xlsx", Content: content}).Want(http.StatusSeeOther)
	p = convener.Get(a.Location)
	wants(t, "the units", said(p, "#nya"), "Nya: 2")
	if done := convener.Post(a.Location, p.Form(a.Location)).Want(http.StatusSeeOther); done.Location != "/inrapportering" {
		t.Errorf("goes to %s", done.Location)
	}
	csv := "enhet;mått;period;täljare;nämnare\nBO;" + c[1] + ";2026K1;1;2\n"
	lead := as(t, f, testgroup.MedicalLead)
	a = lead.Upload("/inrapportering/fil", pagetest.File{Field: "fil", Name: "bo.csv", Content: []byte(csv)}).Want(http.StatusSeeOther)
	wants(t, "another's unit", said(lead.Get(a.Location), "#ratta"), "Rad 2: Du får inte lämna siffror för den här enheten.")
	as(t, f, testgroup.Observer).Get("/inrapportering/fil").Want(http.StatusForbidden)
}

// TestEveryFileProblemHasItsSentence reads the codes from the sources.
func TestEveryFileProblemHasItsSentence(t *testing.T) {
	found := 0
	others := []string{"too_many_problems", "field_count", "change_reason"} // not of uploads, and a part of a row
	for _, name := range []string{"../../exchange/problem.go", "../../app/collect/fileplan.go",
		"../../app/collect/fileplanrow.go", "../../app/collect/formreader.go", "../../app/collect/filerow.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			code, err := strconv.Unquote(literal.Value)
			if err != nil || !strings.Contains(code, "_") || strings.ContainsAny(code, " %.") {
				return true
			}
			found++
			sentence := words.FileProblem(context.Background(), fault.Problem{Code: code, Args: []any{1, 2}})
			if strings.Contains(sentence, "Uppgiften stämmer inte") && !slices.Contains(others, code) {
				t.Errorf("no sentence for %s", code)
			}
			return true
		})
	}
	if found < 30 {
		t.Errorf("only %d codes found", found)
	}
}
