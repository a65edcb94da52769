package reportfile

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
)

// short is the example cut to a goal with one measure and what is needed beside it, to be made
// quickly.
func short(t *testing.T) *edition.Document {
	d := *example(t, edition.Internal)
	var sections []edition.Section
	for _, s := range d.Sections {
		switch s.Content {
		case "text", "overview", "data_quality":
			sections = append(sections, s)
		case "medical":
			s.Blocks = slices.DeleteFunc(slices.Clone(s.Blocks), func(b edition.Block) bool {
				return b.Goal == nil || len(b.Goal.Measures) != 1 || len(b.Goal.Measures[0].Pictures) == 0
			})[:1]
			sections = append(sections, s)
		}
	}
	d.Sections = sections
	return &d
}

// TestTheSameDocumentIsTheSameFile: by two makers that know nothing of each other.
func TestTheSameDocumentIsTheSameFile(t *testing.T) {
	doc := short(t)
	whole, _, err := doc.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range edition.FileFormats {
		order := Order{Format: format}
		if format == edition.UnitFile {
			order.UnitID = aUnit(t, doc)
		}
		first, err := maker().Make(t.Context(), doc, order, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := edition.Decode(whole) // as an edition is read, years later
		if err != nil {
			t.Fatal(err)
		}
		second, err := New(chart.NewRenderer(chart.Config{}), document.Find()).Make(t.Context(), again, order, nil)
		if err != nil || !bytes.Equal(first.Content, second.Content) || first.Name != second.Name {
			t.Errorf("%s: %d and %d bytes, %v", format, len(first.Content), len(second.Content), err)
		}
	}
}

// TestNothingHiddenIsTold: what the group's own document says of a unit and the public one
// does not, stands in no public file.
func TestNothingHiddenIsTold(t *testing.T) {
	whole, public := example(t, edition.Internal), example(t, edition.Public)
	known, _, err := public.Encode()
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]edition.Result{}
	for m := range public.Measures() {
		for _, r := range m.Results {
			shown[m.Anchor+r.Who] = r
		}
	}
	var hidden []string
	for m := range whole.Measures() {
		for _, r := range m.Results {
			if r.Numerator == nil || shown[m.Anchor+r.Who].Numerator != nil {
				continue
			}
			if counts := plain(r.Counts); len(counts) > 5 && !strings.Contains(plain(string(known)), counts) {
				hidden = append(hidden, counts)
			}
		}
	}
	if len(hidden) < 3 {
		t.Fatalf("only %q are hidden: the test proves nothing", hidden)
	}
	for _, format := range edition.FileFormats {
		if format == edition.ArchiveFile {
			continue // the same pages as the PDF, with the files that are tried by themselves
		}
		text := words(t, made(t, edition.Public, format))
		found := 0
		for _, counts := range hidden {
			at := regexp.MustCompile(`(^|[^\d])` + regexp.QuoteMeta(counts) + `($|[^\d])`)
			if at.MatchString(text) {
				t.Errorf("the public %s says %q", format, counts)
			}
			if format == edition.HTMLFile && at.MatchString(words(t, made(t, edition.Internal, format))) {
				found++
			}
		}
		if format == edition.HTMLFile && found == 0 {
			t.Error("the group's own page does not say what is hidden either: the test looks in the wrong place")
		}
	}
}

// words is all that the file says, as text.
func words(t *testing.T, f File) string {
	t.Helper()
	switch {
	case strings.HasSuffix(f.Name, ".pdf"):
		return plain(said(t, f, []string{"pdftotext", "-layout"}, "-"))
	case strings.HasSuffix(f.Name, ".docx"):
		return plain(said(t, f, []string{"pandoc", "--from=docx", "--to=plain", "--wrap=none"}))
	case strings.HasSuffix(f.Name, ".html"):
		return plain(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(f.Content), " "))
	}
	var all strings.Builder
	for _, part := range unzipped(t, f.Content) {
		all.WriteString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(part, " ") + "\n")
	}
	return plain(all.String())
}

func TestWhatGoesWrongHasItsCode(t *testing.T) {
	doc := short(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := maker().Make(ctx, doc, Order{Format: edition.PDFFile}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits: %v", err)
	}
	if _, err := New(chart.NewRenderer(chart.Config{}), nil).Make(t.Context(), doc, Order{Format: edition.WordFile}, nil); Problem(err) != edition.ProgramMissing {
		t.Errorf("without the program: %v", err)
	}
	if _, err := New(chart.NewRenderer(chart.Config{}), document.Find()).WithLimit(1).Make(t.Context(), doc, Order{Format: edition.PDFFile}, nil); Problem(err) != edition.TookTooLong {
		t.Errorf("without time: %v", err)
	}
	for err, want := range map[error]edition.FileProblem{&document.DiskFullError{}: edition.DiskFull, &document.MemoryError{}: edition.FileTooLarge,
		&document.FailedError{}: edition.ProgramFailed, errors.New("x"): edition.ProgramFailed} {
		if got := Problem(err); got != want {
			t.Errorf("%T is %s", err, got)
		}
	}
}

func TestProgressIsTold(t *testing.T) {
	var stages []string
	last := map[string][2]int{}
	_, err := maker().Make(t.Context(), short(t), Order{Format: edition.PDFFile}, func(stage string, done, total int) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
		last[stage] = [2]int{done, total}
	})
	if err != nil || stages[0] != Charts || last[Charts][0] != last[Charts][1] || last[Charts][1] == 0 || last[string(document.Drawing)][1] == 0 {
		t.Errorf("%q, %v, %v", stages, last, err)
	}
}
