package show

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	view "samsyn/templates/report"
	"samsyn/web"
)

// The style sheets of what is printed, as they are called beside the page.
const (
	handoutSheet = "handout.css"
	paperSheet   = "onepaper.css" // of the summary and of a unit's report
)

// Paper is a page to print, with the files that it mentions by name alone.
type Paper struct {
	Page  templ.Component
	Files map[string][]byte
}

// SlidesFile is the presentation as one page that holds all that it needs.
func SlidesFile(ctx context.Context, charts *chart.Renderer, d *edition.Document) (templ.Component, error) {
	v, err := Slides(ctx, charts, d, nil)
	if err != nil {
		return nil, err
	}
	v.Sheet, v.Script, v.Icon = slidesSheet, slidesScript, ""
	style, script := embedded("css/"+slidesSheet)+embedded("css/"+slidesScreenSheet), embedded(slidesScript)
	// Its own policy keeps the page from asking anybody for anything, and lets no other
	// style or script than these in.
	policy := fmt.Sprintf("default-src 'none'; img-src data:; style-src %s; script-src %s", sourceHash(style), sourceHash(script))
	inside := strings.NewReplacer(
		`<link rel="stylesheet" href="`+v.Sheet+`">`, `<meta http-equiv="Content-Security-Policy" content="`+policy+`"><style>`+style+"</style>",
		// A script in the page runs where it stands, after the slides.
		`<script src="`+v.Script+`" defer></script>`, "<script>"+script+"</script>")
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var page bytes.Buffer
		if err := view.Slides(v).Render(ctx, &page); err != nil {
			return err
		}
		_, err := inside.WriteString(w, page.String())
		return err
	}), nil
}

// sourceHash names a style or a script in a policy (CSP level 3, "hash-source").
func sourceHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Handout is the presentation on paper, three slides to a page with what is said of each.
func Handout(ctx context.Context, charts *chart.Renderer, d *edition.Document) (Paper, error) {
	v := view.SlidesView{Document: d, Slides: d.Slides(), Pictures: view.Pictures{}, Sheet: handoutSheet}
	files := map[string][]byte{handoutSheet: []byte(embedded("css/" + handoutSheet))}
	drawings, err := slideDrawings(ctx, charts, v.Slides)
	for id, svg := range drawings {
		v.Pictures[id] = id + ".svg"
		files[id+".svg"] = svg
	}
	return Paper{Page: view.Handout(v), Files: files}, err
}

// Summary is the document on one page.
func Summary(d *edition.Document) Paper {
	return Paper{Page: view.Summary(view.SummaryView{Document: d, Summary: d.Summary(), Sheet: paperSheet}),
		Files: map[string][]byte{paperSheet: []byte(embedded("css/" + paperSheet))}}
}

// UnitPaper is what the document says of the unit. fault.ErrNotFound when the unit is not
// the document's.
func UnitPaper(ctx context.Context, charts *chart.Renderer, d *edition.Document, unit int64) (Paper, error) {
	v, drawings, err := unitView(ctx, charts, d, unit)
	if err != nil {
		return Paper{}, err
	}
	v.Sheet = paperSheet
	files := map[string][]byte{paperSheet: []byte(embedded("css/" + paperSheet))}
	for anchor, svg := range drawings {
		p := v.Pictures[anchor]
		p.URL = anchor + ".svg"
		v.Pictures[anchor], files[p.URL] = p, svg
	}
	return Paper{Page: view.UnitReport(v), Files: files}, nil
}

// embedded is a file of the program's, below web/static.
func embedded(name string) string {
	text, err := web.Static.ReadFile("static/" + name)
	if err != nil {
		panic(fmt.Sprintf("show: %v", err)) // a mistake in the program
	}
	return string(text)
}
