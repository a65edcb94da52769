package document

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// reduced is a picture with at most 256 colours: those used most stay as they are, the
// others, of edges, become the nearest of them. Charts have a dozen colours and the
// shades between them.
func reduced(full *image.RGBA) *image.Paletted {
	counts := map[[4]uint8]int{}
	each(full, func(c [4]uint8, _, run int) { counts[c] += run })
	colours := make([][4]uint8, 0, len(counts))
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b [4]uint8) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), slices.Compare(a[:], b[:]))
	})
	chosen := colours[:min(len(colours), 256)]
	result := image.NewPaletted(full.Rect, nil)
	index := map[[4]uint8]uint8{}
	for i, c := range colours {
		if i < len(chosen) {
			result.Palette = append(result.Palette, color.RGBA{c[0], c[1], c[2], c[3]})
			index[c] = uint8(i)
			continue
		}
		index[c] = nearest(chosen, c)
	}
	each(full, func(c [4]uint8, at, run int) {
		for i := at; i < at+run; i++ {
			result.Pix[i] = index[c]
		}
	})
	return result
}

// each goes through a picture by runs of one colour.
func each(full *image.RGBA, do func(c [4]uint8, at, run int)) {
	pixels := full.Pix
	start := 0
	for i := 4; i <= len(pixels); i += 4 {
		if i == len(pixels) || [4]uint8(pixels[i:i+4]) != [4]uint8(pixels[start:start+4]) {
			do([4]uint8(pixels[start:start+4]), start/4, (i-start)/4)
			start = i
		}
	}
}

func nearest(among [][4]uint8, c [4]uint8) uint8 {
	best, least := 0, 1<<30
	for i, a := range among {
		distance := 0
		for k := range 4 {
			d := int(a[k]) - int(c[k])
			distance += d * d
		}
		if distance < least {
			best, least = i, distance
		}
	}
	return uint8(best)
}
