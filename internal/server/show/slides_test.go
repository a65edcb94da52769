package show

import (
	"bytes"
	"strings"
	"testing"

	"samsyn/internal/edition"
)

// TestTheSlidesFileStandsAlone: it asks nobody for anything, and turns its slides itself.
func TestTheSlidesFileStandsAlone(t *testing.T) {
	d := example(t, edition.Public)
	page, err := SlidesFile(t.Context(), charts, d)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := page.Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	html := out.String()
	for _, want := range []string{"<style>", "<script>", `content="default-src 'none'; img-src data:; style-src 'sha256-`, "replaceState", ".slides-bar {", "data:image/svg+xml"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in the file", want)
		}
	}
	for _, other := range []string{"<link", `<script src`, `src="/`, `href="/`, "url(/"} {
		if strings.Contains(html, other) {
			t.Errorf("%q leads out of the file", other)
		}
	}
	if got, want := strings.Count(html, `<section class="slide`), len(d.Slides()); got != want {
		t.Errorf("%d slides, want %d", got, want)
	}
}

func TestChosenSlides(t *testing.T) {
	d := example(t, edition.Public)
	for _, c := range []struct {
		chosen []string
		want   int
	}{{nil, len(d.Slides())}, {[]string{"slut", "titel"}, 2}, {[]string{"finns-inte"}, len(d.Slides())}} {
		v, err := Slides(t.Context(), charts, d, c.chosen)
		if err != nil || len(v.Slides) != c.want {
			t.Errorf("%q: %d slides, want %d, %v", c.chosen, len(v.Slides), c.want, err)
		}
	}
}
