package reportfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// The report to measure with: as large as the largest registers' yearly reports.
const (
	benchIndicators = 60
	benchCharts     = 150
	benchUnits      = 8
	benchYears      = 5
)

// large is the report of a group of eight units with figures for five years, with its
// measures repeated to sixty. Each has pictures of its own, so that none is drawn once for
// several.
func large(b *testing.B) *edition.Document {
	b.Helper()
	ctx, db := b.Context(), testdb.New(b).DB
	if err := setup.Default(ctx, db, today); err != nil {
		b.Fatal(err)
	}
	if _, err := setup.Demo(ctx, db, today, "ett lösenord för exemplet"); err != nil {
		b.Fatal(err)
	}
	if err := setup.Fill(ctx, db, today, setup.Filling{Groups: 1, Units: benchUnits, Years: benchYears}, func(setup.Filled) {}); err != nil {
		b.Fatal(err)
	}
	room := report.New(db, func() time.Time { return today })
	found, err := room.Whole(ctx, fmt.Sprintf("exempel-%d-1", benchUnits), today.Year()-1)
	if err != nil {
		b.Fatal(err)
	}
	written, err := room.Whole(ctx, "neonatologi", today.Year()-1)
	if err != nil {
		b.Fatal(err)
	}
	found.Sections = written.Sections // which groups made to measure with have none of
	doc, err := compose.Document(ctx, found, compose.Frame{Number: 1, AsOf: today})
	if err != nil {
		b.Fatal(err)
	}
	var measures []edition.Measure
	var goal *edition.Goal
	for g := range doc.Goals() {
		for _, m := range g.Measures {
			if len(m.Pictures) > 0 {
				measures, goal = append(measures, m), g
			}
		}
	}
	if len(measures) == 0 {
		b.Fatal("no measure with pictures")
	}
	count := func() (n, pictures int) {
		for m := range doc.Measures() {
			n++
			pictures += len(m.Pictures)
		}
		return n, pictures
	}
	for n := 0; ; n++ {
		have, pictures := count()
		if have >= benchIndicators {
			break
		}
		most := (benchCharts - pictures + benchIndicators - have - 1) / (benchIndicators - have)
		goal.Measures = append(goal.Measures, another(b, measures[n%len(measures)], n+2, most))
	}
	return doc
}

// another is the measure under another name, with as many of its pictures at most, or one
// of them twice when it has fewer.
func another(b *testing.B, m edition.Measure, n, most int) edition.Measure {
	b.Helper()
	end := " " + strconv.Itoa(n)
	pictures := m.Pictures
	m.Anchor, m.Title, m.Pictures = m.Anchor+"-"+strconv.Itoa(n), m.Title+end, nil
	for k := range most {
		p := pictures[k%len(pictures)]
		p.ID = fmt.Sprintf("%s-bild-%d", m.Anchor, k)
		title, err := json.Marshal(p.Title)
		if err != nil {
			b.Fatal(err)
		}
		p.Title += fmt.Sprint(end, " (", k+1, ")")
		renamed, err := json.Marshal(p.Title)
		if err != nil {
			b.Fatal(err)
		}
		if changed := bytes.ReplaceAll(p.Option, title, renamed); !bytes.Equal(changed, p.Option) {
			p.Option = changed
		} else {
			b.Fatalf("the picture %s does not say its title", p.ID)
		}
		m.Pictures = append(m.Pictures, p)
	}
	return m
}

// BenchmarkReport makes the large report each of the files that people wait for, cold: a
// program that has drawn nothing yet. The memory is the most that this process and the
// programs it has started have had.
func BenchmarkReport(b *testing.B) {
	doc := large(b)
	measures, pictures := 0, 0
	for m := range doc.Measures() {
		measures++
		pictures += len(m.Pictures)
	}
	for _, format := range []edition.FileFormat{edition.HTMLFile, edition.WordFile, edition.PDFFile, edition.ArchiveFile, edition.WorkbookFile} {
		b.Run(string(format), func(b *testing.B) {
			size := 0
			for b.Loop() {
				m := New(chart.NewRenderer(chart.Config{CacheBytes: 64 << 20}), document.Find())
				f, err := m.Make(b.Context(), doc, Order{Format: format}, nil)
				if err != nil {
					b.Fatal(err)
				}
				size = len(f.Content)
			}
			b.ReportMetric(float64(measures), "indicators")
			b.ReportMetric(float64(pictures), "charts")
			b.ReportMetric(float64(size)/1e6, "MB")
			b.ReportMetric(peak(b, "VmHWM")/1e3, "MB-here")
			b.ReportMetric(childrenPeak(b)/1e3, "MB-programs")
		})
	}
}

// peak is the most memory that this process has had, in kB.
func peak(b *testing.B, name string) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kB
		}
	}
	b.Fatalf("no %s", name)
	return 0
}

// childrenPeak is the most memory that one of the programs has had, in kB.
func childrenPeak(b *testing.B) float64 {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &usage); err != nil {
		b.Fatal(err)
	}
	return float64(usage.Maxrss)
}
