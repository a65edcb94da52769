package e2e

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// slidesPath leads to the presentation of last year's report.
func slidesPath() string { return "/arsrapport/" + lastYear() + "/bildspel" }

func lastYear() string { return strconv.Itoa(time.Now().Year() - 1) }

// TestSlides: a presentation is steered by keys alone, names the slide in its address, and
// leaves out what the presenter has unticked.
func TestSlides(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, demoSite(t), desktop)
	v.signIn("sammanstallande@exempel.se")
	v.open(slidesPath())
	v.tick("2. Så gick det med årets mål")
	v.press("Visa bildspelet")
	v.missing("Så gick det med årets mål")
	v.open(slidesPath() + "/visa")
	v.at(1)
	slides := number(v, `document.querySelectorAll(".slide").length`)
	last := int(slides)
	for _, step := range []struct {
		key  string
		want int
	}{
		{kb.ArrowRight, 2}, {" ", 3}, {kb.PageDown, 4}, {kb.ArrowLeft, 3}, {kb.PageUp, 2}, {kb.End, last}, {kb.ArrowRight, last}, {kb.Home, 1}, {kb.ArrowLeft, 1},
	} {
		v.run(chromedp.KeyEvent(step.key))
		v.at(step.want)
	}
	told := int(number(v, `Number(document.querySelector(".slide:has(.slide-notes)").id)`))
	v.open(slidesPath() + "/visa#" + strconv.Itoa(told))
	v.at(told)
	v.run(chromedp.KeyEvent("n"))
	if open := number(v, `document.querySelectorAll(".is-shown .slide-notes[open]").length`); open != 1 {
		t.Error("the notes do not come")
	}
	v.run(chromedp.KeyEvent(kb.Escape))
	if shown := number(v, shownSlides); int(shown) != last {
		t.Errorf("%v slides are shown below each other, of %d", shown, last)
	}
	v.accessible()
	v.run(chromedp.KeyEvent(kb.Escape))
	v.at(told)
	v.accessible()
}

// TestSlidesWithoutScripts: all slides stand below each other to be read.
func TestSlidesWithoutScripts(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, demoSite(t), withoutScript)
	v.signIn("rmpo@exempel.se")
	v.open(slidesPath() + "/visa")
	v.see("Årsrapport "+lastYear(), "Så gick det med årets mål", "Läs mer", "Siffror som bygger på mycket få barn är dolda")
	v.missing("Föregående")
	v.accessible()
}

// shownSlides counts the slides that take up room on the page.
const shownSlides = `[...document.querySelectorAll(".slide")].filter(s => s.offsetHeight > 0).length`

// at fails unless that slide alone is shown, and the address and the bar say so.
func (v *visitor) at(n int) {
	v.t.Helper()
	got, err := eval[string](v, `[`+shownSlides+`, document.querySelector(".slide.is-shown").id, location.hash, document.querySelector("[data-place]").textContent.split(" av")[0]].join(" ")`)
	if err != nil {
		v.stuck("the slide: %v", err)
	}
	want := strings.ReplaceAll("1 N #N Bild N", "N", strconv.Itoa(n))
	if got != want {
		v.t.Errorf("at %q, want %q", got, want)
	}
}

func number(v *visitor, script string) float64 {
	v.t.Helper()
	n, err := eval[float64](v, script)
	if err != nil {
		v.stuck("%s: %v", script, err)
	}
	return n
}
