package improve

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
)

// The addresses of actions, gap sheets and needs.
const (
	actionPath = "/forbattring/atgarder/"
	planURL    = "/forbattring/handlingsplan"
	gapsURL    = "/forbattring/gap"
	needsURL   = "/forbattring/behov"
)

// scripts start ECharts in the browser.
var scripts = []string{"vendor/echarts/echarts.min.js", "js/chart-option.js", "js/charts.js"}

// maxTyped bounds what is read from a field; the use case has the real limits.
const maxTyped = 20_000

// number writes an id or a version for an address or a field; "" for zero.
func number[T ~int | ~int64](n T) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}

// version is the one that a form was opened with.
func version(form *page.Form) int {
	if v := form.Whole("version"); v != nil {
		return int(*v)
	}
	return 0
}

// address is a path with the query's values that are not empty.
func address(path string, q url.Values) string {
	for name := range q {
		if q.Get(name) == "" {
			q.Del(name)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// joined puts the texts that are not empty together.
func joined(between string, texts ...string) string {
	var said []string
	for _, t := range texts {
		if t != "" {
			said = append(said, t)
		}
	}
	return strings.Join(said, between)
}

// day is a day that there may be, in figures.
func day(ctx context.Context, d *time.Time) string {
	if d == nil {
		return ""
	}
	return i18n.Date(ctx, *d)
}
