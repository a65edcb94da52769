package reportfile

import (
	"regexp"
	"slices"
	"strings"
)

var (
	classAttributes = regexp.MustCompile(`\bclass="([^"]*)"`)
	classSelectors  = regexp.MustCompile(`\.(-?[_a-zA-Z][_a-zA-Z0-9-]*)`)
	cssComments     = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssStrings      = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	manySpaces      = regexp.MustCompile(`\s+`)
)

// classesOf are the classes that the page uses.
func classesOf(html []byte) map[string]bool {
	classes := map[string]bool{}
	for _, found := range classAttributes.FindAllSubmatch(html, -1) {
		for _, class := range strings.Fields(string(found[1])) {
			classes[class] = true
		}
	}
	return classes
}

// used is the style sheet without comments, without the rules that only match elements
// of classes the page has not, and without fonts and animations. What it cannot judge
// it keeps.
func used(css string, classes map[string]bool) string {
	var out strings.Builder
	css = manySpaces.ReplaceAllString(cssComments.ReplaceAllString(css, ""), " ")
	hidden := cssStrings.ReplaceAllStringFunc(css, func(s string) string { return strings.Repeat("_", len(s)) })
	keep(&out, sheet{css, hidden}, classes)
	return out.String()
}

// sheet is rules, and the same with their strings blotted out, so that no brace or
// semicolon in one is taken for the sheet's.
type sheet struct{ text, hidden string }

func (s sheet) cut(from, to int) sheet { return sheet{s.text[from:to], s.hidden[from:to]} }

func keep(out *strings.Builder, rest sheet, classes map[string]bool) {
	for rest.text != "" {
		var prelude string
		var body sheet
		prelude, body, rest = rest.rule()
		at, _, _ := strings.Cut(prelude, " ")
		switch {
		case prelude == "" && body.text == "", slices.Contains([]string{"@font-face", "@keyframes", "@property", "@import", "@charset"}, at):
		case body.text == "":
			if at == "@layer" {
				out.WriteString(prelude + ";\n") // the order of the layers
			}
		case slices.Contains([]string{"@media", "@supports", "@layer", "@container"}, at):
			var inner strings.Builder
			if keep(&inner, body, classes); inner.Len() > 0 {
				out.WriteString(prelude + "{\n" + inner.String() + "}\n")
			}
		case strings.HasPrefix(prelude, "@"), mayMatch(prelude, classes):
			out.WriteString(prelude + "{" + strings.TrimSpace(body.text) + "}\n")
		}
	}
}

// rule cuts off the first rule: what stands before its braces, what stands in them, and
// what follows. A statement, which ends with a semicolon, has no body.
func (s sheet) rule() (prelude string, body, rest sheet) {
	begin := strings.IndexAny(s.hidden, "{;")
	if begin < 0 {
		return strings.TrimSpace(s.text), sheet{}, sheet{}
	}
	prelude = strings.TrimSpace(s.text[:begin])
	if s.hidden[begin] == ';' {
		return prelude, sheet{}, s.cut(begin+1, len(s.text))
	}
	depth := 0
	for n := begin; n < len(s.hidden); n++ {
		switch s.hidden[n] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return prelude, s.cut(begin+1, n), s.cut(n+1, len(s.text))
			}
		}
	}
	return prelude, s.cut(begin+1, len(s.text)), sheet{}
}

// mayMatch reports whether any of the selectors can match on a page with the classes.
func mayMatch(selectors string, classes map[string]bool) bool {
	if strings.ContainsAny(selectors, "()") {
		// The commas within :is(…), :not(…) and the like are not between selectors.
		found := classSelectors.FindAllStringSubmatch(selectors, -1)
		return len(found) == 0 || slices.ContainsFunc(found, func(f []string) bool { return classes[f[1]] })
	}
	for _, s := range strings.Split(selectors, ",") {
		if !slices.ContainsFunc(classSelectors.FindAllStringSubmatch(s, -1), func(f []string) bool { return !classes[f[1]] }) {
			return true
		}
	}
	return false
}
