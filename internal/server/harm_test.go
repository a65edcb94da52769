package server

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// harmIn says what of an answer would do harm where it is read.
func harmIn(w *httptest.ResponseRecorder) (wrong []string) {
	for name, values := range w.Header() {
		if strings.EqualFold(name, "X-Elak") || strings.ContainsAny(strings.Join(values, ""), "\r\n") {
			wrong = append(wrong, "a header of the user's: "+name)
		}
	}
	if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
		wrong = append(wrong, "it leads away: "+to)
	}
	body := w.Body.String()
	switch kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";"); kind {
	case "text/html":
		wrong = append(wrong, harmInPage(body)...)
	case "text/csv":
		wrong = append(wrong, harmInCSV(body)...)
	case "image/svg+xml":
		wrong = append(wrong, harmInPicture(body)...)
	case "application/json", "application/openapi+json":
		if !json.Valid([]byte(body)) {
			wrong = append(wrong, "it is no JSON")
		}
	case "text/calendar":
		for _, line := range strings.Split(body, "\r\n") {
			if strings.HasPrefix(line, "X-Elak") || strings.Contains(line, "\n") {
				wrong = append(wrong, "a line of the user's: "+line)
			}
		}
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		if w.Code == http.StatusOK {
			wrong = append(wrong, harmInWorkbook(body)...)
		}
	}
	return wrong
}

// harmInPage finds what runs, and what has left the place where it was to stand.
func harmInPage(body string) (wrong []string) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		node := s.Nodes[0]
		if node.Data == "script" || node.Data == "style" {
			wrong = append(wrong, harmInScript(s)...)
		}
		if node.Data == "img" && s.AttrOr("src", "") == "x" {
			wrong = append(wrong, "an element of the user's: <"+node.Data+">")
		}
		for _, a := range node.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc":
				wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", node.Data, a.Key, a.Val))
			case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction" || a.Namespace == "xlink":
				if strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:") || strings.HasPrefix(value, "data:text") || strings.Contains(value, "//elak.se") && !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "mailto:") {
					wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", node.Data, a.Key, a.Val))
				}
			}
		}
	})
	return wrong
}

// harmInScript is what stands in a script that is not ours: pages have only scripts of
// their own, and data that is JSON.
func harmInScript(s *goquery.Selection) []string {
	text := s.Text()
	switch {
	case s.AttrOr("type", "") == "application/json":
		if !json.Valid([]byte(text)) {
			return []string{"data that is no JSON"}
		}
	case goquery.NodeName(s) == "script" && (strings.TrimSpace(text) != "" || !strings.HasPrefix(s.AttrOr("src", ""), "/static/")):
		return []string{"a script: " + text}
	case strings.Contains(text, "elak"):
		return []string{"a text of the user's in a style: " + text}
	}
	return nil
}

// harmInCSV finds cells that a spreadsheet takes for formulas; numbers may be negative.
func harmInCSV(body string) (wrong []string) {
	body = strings.TrimPrefix(body, "\ufeff")
	r := csv.NewReader(strings.NewReader(body))
	r.FieldsPerRecord = -1
	if first, _, _ := strings.Cut(body, "\n"); strings.Contains(first, ";") {
		r.Comma = ';'
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return wrong
		}
		if err != nil {
			return append(wrong, err.Error())
		}
		for _, cell := range record {
			if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				continue
			}
			if _, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64); err != nil {
				wrong = append(wrong, "a formula: "+cell)
			}
		}
	}
}

// harmInPicture finds what runs in a picture, and what is no picture at all.
func harmInPicture(body string) (wrong []string) {
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return wrong
		}
		if err != nil {
			return append(wrong, "no XML: "+err.Error())
		}
		if e, ok := token.(xml.StartElement); ok {
			if e.Name.Local == "script" || e.Name.Local == "foreignObject" {
				wrong = append(wrong, "<"+e.Name.Local+">")
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "javascript:") {
					wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", e.Name.Local, a.Name.Local, a.Value))
				}
			}
		}
	}
}

// harmInWorkbook finds formulas and links that lead out of a workbook.
func harmInWorkbook(body string) (wrong []string) {
	files, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return []string{err.Error()}
	}
	text := ""
	for _, f := range files.File {
		part, err := f.Open()
		if err != nil {
			return []string{err.Error()}
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return []string{err.Error()}
		}
		text += string(content)
	}
	for _, sign := range []string{"<f>", "<f ", "TargetMode=\"External\"", "<script", "<!ENTITY"} {
		if strings.Contains(text, sign) {
			wrong = append(wrong, sign+" in a workbook")
		}
	}
	return wrong
}

// TestHarmIsSeen: what looks for harm finds it, where every kind is done on purpose.
func TestHarmIsSeen(t *testing.T) {
	for what, answer := range map[string][2]string{
		"an element": {"text/html; charset=utf-8", `<p><script>elak(1)</script>`}, "an event": {"text/html", `<img src="/a" onerror="elak(2)">`},
		"an address": {"text/html", `<a href=" JavaScript:elak(5)">x</a>`}, "an attribute left": {"text/html", `<input value="-1" onmouseover="elak(4)">`},
		"data left": {"text/html", `<script type="application/json">{"a":"</script><script>elak(1)</script>"}</script>`},
		"a formula": {"text/csv; charset=utf-8", "a;b\n1;\"=HYPERLINK(1)\"\n"}, "a formula by tab": {"text/csv", "a,b\n1,\"\t=1\"\n"},
		"a picture": {"image/svg+xml", `<svg onload="elak(3)"></svg>`}, "a script in one": {"image/svg+xml", `<svg><script>1</script></svg>`},
		"half a JSON": {"application/json", `{"a":"`}, "a calendar": {"text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\nX-Elak: 3\r\n"},
	} {
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", answer[0])
		_, _ = io.WriteString(w, answer[1])
		if len(harmIn(w)) == 0 {
			t.Errorf("%s is not seen", what)
		}
	}
	for header, value := range map[string]string{"X-Elak": "3", "Location": "//elak.se/"} {
		w := httptest.NewRecorder()
		w.Header().Set(header, value)
		if len(harmIn(w)) == 0 {
			t.Errorf("%s: %s is not seen", header, value)
		}
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "text/html")
	_, _ = io.WriteString(w, `<p title="=1">`+html.EscapeString(strings.Join(hostile, " "))+`</p><a href="/elak">x</a><script src="/static/a.js"></script>`)
	if wrong := harmIn(w); len(wrong) > 0 {
		t.Errorf("harmless text is taken for harm: %q", wrong)
	}
}
