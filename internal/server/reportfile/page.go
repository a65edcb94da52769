package reportfile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	view "samsyn/templates/report"
	"samsyn/web"
)

// sheetName is what the page's template calls its style sheet, which is put in its place.
const sheetName = "report.css"

// noStyle is the part of the page's policy that is to name its style.
const noStyle = "style-src 'none'"

// pageSheets are the parts of the site's style sheet that the page needs, in the order
// of the cascade. Fonts are left to the reader's own computer.
var pageSheets = []string{
	"vendor/designsystemet/designsystemet.css", "vendor/designsystemet/theme.css", "css/tokens.css", "css/base.css", "css/layout.css",
	"css/table.css", "css/status.css", "css/components.css", "css/report.css", "css/print.css", "css/report-file.css",
}

// page is the report as one file that any browser opens, also in ten years and without a
// network: its style and its pictures are in it, and it has no script. Its own policy
// keeps it from asking anybody for anything.
func page(ctx context.Context, w *work) ([]byte, error) {
	drawn, err := w.drawn(ctx, w.doc)
	if err != nil {
		return nil, err
	}
	w.progress(Writing, 0, 0)
	pictures := view.Pictures{}
	for id, svg := range drawn {
		pictures[id] = dataURL(svg)
	}
	var html bytes.Buffer
	if err := view.Standalone(view.View{Document: w.doc, Pictures: pictures}, sheetName).Render(ctx, &html); err != nil {
		return nil, err
	}
	return inlined(html.Bytes(), sheetName, pageSheets)
}

// dataURL is a picture as an address that holds it. Written as text it is a quarter
// shorter than in base64.
func dataURL(svg []byte) string {
	return "data:image/svg+xml," + svgEscapes.Replace(url.PathEscape(string(svg)))
}

// svgEscapes takes back the escapes that an address within quotes does not need.
var svgEscapes = strings.NewReplacer("%20", " ", "%2F", "/", "%2C", ",", "%3B", ";", "%3D", "=", "%3A", ":")

// inlined is the page with the sheets' rules in place of its link to one, and in its policy
// their hash: the browser takes no other style.
func inlined(html []byte, link string, sheets []string) ([]byte, error) {
	var all bytes.Buffer
	for _, name := range sheets {
		sheet, err := web.Static.ReadFile("static/" + name)
		if err != nil {
			return nil, err
		}
		all.Write(bytes.TrimPrefix(sheet, []byte("@charset \"UTF-8\";\n")))
		all.WriteByte('\n')
	}
	style := used(all.String(), classesOf(html))
	if strings.Contains(style, "</") {
		return nil, fmt.Errorf("a style sheet would end the style element")
	}
	sum := sha256.Sum256([]byte(style))
	html = bytes.Replace(html, []byte(noStyle), []byte("style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'"), 1)
	before, after, found := bytes.Cut(html, []byte(`<link rel="stylesheet" href="`+link+`">`))
	if !found {
		return nil, fmt.Errorf("the page has no link to %s", link)
	}
	return bytes.Join([][]byte{before, []byte("<style>" + style + "</style>"), after}, nil), nil
}
