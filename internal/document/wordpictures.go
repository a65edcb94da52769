package document

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // sizes of JPEG
	"image/png"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/sync/errgroup"
)

// picture is one in the page.
type picture struct {
	name          string // in Files; "" for one within the page
	alt           string
	width, height float64 // as they stand, in px
	svg           []byte  // nil for a PNG or JPEG
	raster        []byte  // PNG or JPEG, of the SVG as well
}

// Sizes of pictures: the most on A4 within the reference document's margins, in px,
// and how finely an SVG is drawn for programs that do not show one.
const (
	widest   = 170 / 25.4 * 96
	highest  = 235 / 25.4 * 96
	perPixel = 200.0 / 96 // 200 dpi
)

// image writes a picture that is among the files, or its text alternative.
func (p *wordPage) image(n *html.Node) {
	src, alt := attr(n, "src"), attr(n, "alt")
	content, found := p.paper.Files[src]
	if !found {
		p.paper.refused(src)
		p.text(alt)
		return
	}
	pic := &picture{name: src, alt: alt}
	if strings.HasSuffix(strings.ToLower(src), ".svg") {
		pic.svg = portable(content)
		pic.width, pic.height = svgSize(content)
	} else if config, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
		pic.raster, pic.width, pic.height = content, float64(config.Width), float64(config.Height)
	}
	if width, err := strconv.ParseFloat(attr(n, "width"), 64); err == nil && width > 0 && pic.width > 0 {
		pic.width, pic.height = width, pic.height*width/pic.width
	}
	p.place(pic)
}

// inlinePicture writes an SVG that stands in the page.
func (p *wordPage) inlinePicture(n *html.Node) {
	var svg bytes.Buffer
	if !hasAttr(n, "xmlns") {
		n.Attr = append(n.Attr, html.Attribute{Key: "xmlns", Val: "http://www.w3.org/2000/svg"})
	}
	if err := html.Render(&svg, n); err != nil {
		return // a bytes.Buffer does not fail
	}
	var alt []string
	for c := range n.ChildNodes() {
		if c.Data == "title" || c.Data == "desc" {
			alt = append(alt, textOf(c))
		}
	}
	pic := &picture{alt: attr(n, "aria-label"), svg: portable(svg.Bytes())}
	if pic.alt == "" {
		pic.alt = strings.Join(alt, " ")
	}
	pic.width, pic.height = svgSize(svg.Bytes())
	p.place(pic)
}

// place writes a placeholder with the picture's number.
func (p *wordPage) place(pic *picture) {
	if pic.width <= 0 || pic.height <= 0 {
		p.text(pic.alt)
		return
	}
	if scale := min(widest/pic.width, highest/pic.height); scale < 1 {
		pic.width, pic.height = pic.width*scale, pic.height*scale
	}
	fmt.Fprintf(&p.out, `<img src="%s" alt="%s%d" width="%.0f" height="%.0f">`, placeholder, pictureMark, len(p.pictures), max(pic.width, 1), max(pic.height, 1))
	p.pictures, p.begun = append(p.pictures, pic), true
}

// figure writes its pictures in paragraphs that stay with the caption.
func (p *wordPage) figure(n *html.Node) {
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Img || c.DataAtom == atom.Svg {
			p.out.WriteString(`<div data-custom-style="Captioned Figure"><p>`)
			p.node(c)
			p.out.WriteString("</p></div>")
			continue
		}
		p.node(c)
	}
}

// Of an SVG: its outermost tag, the sizes in it, and texts placed by another line than
// the one they stand on.
var (
	svgTag      = regexp.MustCompile(`(?s)<svg\b[^>]*>`)
	svgLength   = regexp.MustCompile(`\s(width|height)="([\d.]+)(?:px)?"`) // and no stroke-width
	svgBox      = regexp.MustCompile(`\bviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"`)
	svgAnyTag   = regexp.MustCompile(`<(/?)([a-zA-Z][\w:-]*)([^>]*?)(/?)>`)
	svgBaseline = regexp.MustCompile(` dominant-baseline="([a-z-]+)"`)
	svgFamily   = regexp.MustCompile(` font-family="[^"]*"`)
	svgFontSize = regexp.MustCompile(` font-size="([\d.]+)(?:px)?"`)
)

// svgSize is an SVG's own width and height in px, zero when it has none.
func svgSize(svg []byte) (width, height float64) {
	tag := svgTag.Find(svg)
	for _, m := range svgLength.FindAllSubmatch(tag, -1) {
		v, _ := strconv.ParseFloat(string(m[2]), 64)
		if string(m[1]) == "width" {
			width = v
		} else {
			height = v
		}
	}
	if m := svgBox.FindSubmatch(tag); m != nil && (width == 0 || height == 0) {
		width, _ = strconv.ParseFloat(string(m[1]), 64)
		height, _ = strconv.ParseFloat(string(m[2]), 64)
	}
	return width, height
}

// setting is how text in a part of an SVG is set.
type setting struct {
	baseline string
	size     float64 // px
}

// lowered is how far text is moved down to stand on its line instead, in px. The middle of
// most fonts is 0.35 of their size above the line, the top 0.8.
func (s setting) lowered() float64 {
	switch s.baseline {
	case "central", "middle":
		return 0.35 * s.size
	case "hanging", "text-before-edge", "text-top":
		return 0.8 * s.size
	}
	return 0
}

// portable makes a picture look the same in Word as here. It moves the texts that are
// placed by their middle or top (CSS Inline 3, "dominant-baseline", which a group or the
// whole picture may say for those in it) down to stand on their line, which is all that
// Word and librsvg 2.54 know, and sets them in a font that Word has.
func portable(svg []byte) []byte {
	svg = svgFamily.ReplaceAll(svg, []byte(` font-family="Arial, sans-serif"`))
	around := []setting{{size: 16}}
	return svgAnyTag.ReplaceAllFunc(svg, func(tag []byte) []byte {
		m := svgAnyTag.FindSubmatch(tag)
		if len(m[1]) > 0 {
			around = around[:max(len(around)-1, 1)]
			return tag
		}
		now := around[len(around)-1]
		if b := svgBaseline.FindSubmatch(m[3]); b != nil {
			now.baseline = string(b[1])
		}
		if f := svgFontSize.FindSubmatch(m[3]); f != nil {
			now.size, _ = strconv.ParseFloat(string(f[1]), 64)
		}
		if len(m[4]) == 0 {
			around = append(around, now)
		}
		tag = svgBaseline.ReplaceAll(tag, nil)
		name := string(m[2])
		placed := name == "text" || name == "tspan" && bytes.Contains(m[3], []byte(` y="`))
		if down := now.lowered(); placed && down != 0 && !bytes.Contains(m[3], []byte(` dy="`)) {
			return bytes.Replace(tag, []byte("<"+name), fmt.Appendf(nil, `<%s dy="%.2f"`, name, down), 1)
		}
		return tag
	})
}

// picture draws the SVG pictures as PNG too, which older Word and LibreOffice show.
// A picture that stands several times is drawn once.
func (w *workshop) picture(ctx context.Context, page *wordPage) error {
	first := map[string]*picture{}
	var again []*picture
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	var done atomic.Int64
	w.tell(Picturing, 0, len(page.pictures))
	for _, pic := range page.pictures {
		if pic.svg == nil {
			continue
		}
		if first[pic.name] != nil && pic.name != "" {
			again = append(again, pic)
			continue
		}
		first[pic.name] = pic
		group.Go(func() error {
			var out bytes.Buffer
			err := w.run(ctx, command{program: rsvg, path: w.press.rsvg, in: bytes.NewReader(pic.svg), out: &out,
				args: []string{"--width", strconv.Itoa(int(pic.width * perPixel)), "--keep-aspect-ratio", "--background-color", "white"}})
			if err != nil {
				return err
			}
			if pic.raster, err = small(out.Bytes()); err != nil {
				return &FailedError{Program: rsvg, Said: err.Error()}
			}
			if n := int(done.Add(1)); n%10 == 0 {
				w.tell(Picturing, n, len(page.pictures))
			}
			return nil
		})
	}
	err := group.Wait()
	for _, pic := range again {
		pic.raster = first[pic.name].raster
	}
	return err
}

// small is a PNG with at most 256 colours, a third as large: those used most as they
// are, others by the nearest.
func small(content []byte) ([]byte, error) {
	decoded, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	full, ok := decoded.(*image.RGBA)
	if !ok {
		return content, nil
	}
	var out bytes.Buffer
	err = png.Encode(&out, reduced(full))
	return out.Bytes(), err
}
